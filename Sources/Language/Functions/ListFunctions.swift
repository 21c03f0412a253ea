import Planning
import Syntax
import Tables

/// Functions of lists.
enum ListFunctions {
  static let all: [Function] = [
    Function(
      "count_items", family: .list, summary: "The number of items of a list.",
      parameters: [.init("list", .list, "The list.")], example: "count_items(words(review))"
    ) { (call) throws(Diagnostic) in
      .call(.countItems, [try call.value("list")], .int)
    },
    Function(
      "item", family: .list, summary: "The n-th item of a list, from 1; null outside.",
      parameters: [
        .init("list", .list, "The list."), .init("n", .value([.int]), "Which item, from 1."),
      ],
      example: "item(words(review), 1)"
    ) { (call) throws(Diagnostic) in
      let list = try call.value("list")
      guard case .list(let type) = list.type else {
        throw Diagnostic("E401", "`item` takes a list", at: call.span(of: "list"))
      }
      let n = try call.value("n")
      if case .literal(.int(let number), _) = n, number < 1 {
        throw Diagnostic(
          "E420", "items count from 1", at: call.span(of: "n"), label: "must be at least 1")
      }
      return .call(.item, [list, n], type)
    },
  ]
}
