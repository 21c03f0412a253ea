import Planning
import Syntax
import Tables

/// Functions that search by a regular expression.
enum PatternFunctions {
  static let all: [Function] = [
    Function(
      "matches", family: .text,
      summary: "Whether a regular expression (RE2) matches somewhere in the text.",
      parameters: [TextFunctions.text, pattern, TextFunctions.ignoreCase],
      example: "matches(code, r\"^C\\d+\")"
    ) { (call) throws(Diagnostic) in
      let pattern = try call.pattern().expression
      return .call(.matches, [try call.value("s"), pattern], .bool)
    },
    Function(
      "extract", family: .text,
      summary: "What a group of a regular expression (RE2) matches first; null if nothing does.",
      parameters: [
        TextFunctions.text, pattern,
        .init(
          "group", .constant([.int]),
          "Which pair of parentheses; 0 is the whole match, 1 if there is a pair.", optional: true),
        TextFunctions.ignoreCase,
      ],
      example: "extract(code, r\"(\\d+)\")"
    ) { (call) throws(Diagnostic) in
      let (pattern, groups) = try call.pattern()
      guard let groups else {
        throw Diagnostic(
          "E421", "the pattern of `extract` is a constant", at: call.span(of: "pattern"),
          label: "write it as r\"…\"")
      }
      let group = try call.integer("group", default: min(groups, 1), in: 0...Int.max)
      guard group <= groups else {
        throw Diagnostic(
          "E420", "the pattern has \(groups == 1 ? "1 group" : "\(groups) groups")",
          at: call.span(of: "group"),
          label: groups == 0 ? "put parentheses around the part" : "must be 0 to \(groups)")
      }
      return .call(.extract, [try call.value("s"), pattern, .int(group)], .text)
    },
  ]

  private static let pattern = Function.Parameter(
    "pattern", .value([.text]), "The regular expression, best written r\"…\".")
}

extension FunctionCall {
  /// The pattern with its option applied, and the number of its groups if it is a constant.
  fileprivate func pattern() throws(Diagnostic) -> (expression: Expression, groups: Int?) {
    let given = try value("pattern")
    let prefix = try flag("ignore_case") ? "(?i)" : ""
    guard case .literal(.text(let text), _) = given else {
      if prefix.isEmpty { return (given, nil) }
      return (.call(.concatenate, [.text(prefix), given], .text), nil)
    }
    do {
      let groups = try RegexPattern(text).groupCount
      return (.text(prefix + text), groups)
    } catch {
      throw Diagnostic(
        "E422", "the pattern cannot be read: \(error.message)", at: span(of: "pattern"),
        label: error.label)
    }
  }
}
