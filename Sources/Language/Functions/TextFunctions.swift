import Planning
import Syntax
import Tables

/// Functions of texts; positions count characters from 1.
enum TextFunctions {
  static let all: [Function] = [
    simple("lower", .lower, .text, "The text in lower case."),
    simple("upper", .upper, .text, "The text in upper case."),
    simple("trim", .trim, .text, "The text without white space at both ends."),
    simple("length", .length, .int, "The number of characters."),
    side("left", .left, "The first n characters."),
    side("right", .right, "The last n characters."),
    Function(
      "substr", family: .text, summary: "n characters from a position, or all from there on.",
      parameters: [
        text, .init("from", .value([.int]), "The position of the first character, from 1."),
        .init("n", .value([.int]), "How many characters.", optional: true),
      ],
      example: "substr(code, 2, 3)", lower: substring),
    Function(
      "replace", family: .text, summary: "The text with every occurrence of a piece replaced.",
      parameters: [
        text, .init("old", .value([.text]), "The piece to find."),
        .init("new", .value([.text]), "What stands there instead."),
      ],
      example: "replace(phone, \"-\", \"\")"
    ) { (call) throws(Diagnostic) in
      let arguments = try [call.value("s"), call.value("old"), call.value("new")]
      if case .literal(.text(""), _) = arguments[1] {
        throw Diagnostic(
          "E420", "the piece to replace is empty", at: call.span(of: "old"), label: "name a text")
      }
      return .call(.replace, arguments, .text)
    },
    Function(
      "split_part", family: .text,
      summary: "The n-th piece between separators; empty if there are fewer.",
      parameters: [
        text, .init("separator", .value([.text]), "What stands between the pieces."),
        .init("n", .value([.int]), "Which piece, from 1."),
      ],
      example: "split_part(category, \" > \", 1)", lower: splitPart),
    search("contains", .contains, "Whether the text contains a piece.", "\"gift\""),
    search("starts_with", .startsWith, "Whether the text starts with a piece.", "\"C\""),
    search("ends_with", .endsWith, "Whether the text ends with a piece.", "\".com\""),
    Function(
      "pad", family: .text, summary: "The text filled up to n characters; never cut.",
      parameters: [
        .init("s", .value([.text, .int]), "The text, or a whole number."),
        .init("n", .constant([.int]), "The length to reach."),
        .init("side", .word(["left", "right"]), "Where to fill: left or right.", namedOnly: true),
        .init("with", .constant([.text]), "The character to fill with; a space.", namedOnly: true),
      ],
      example: "pad(store, 4, with: \"0\")", lower: pad),
    simple("words", .words, .list(.text), "The words as they stand, as a list."),
    simple(
      "tokens", .tokens, .list(.text), "The words in lower case without punctuation, as a list."),
  ]

  static let text = Function.Parameter("s", .value([.text]), "The text.")

  static let ignoreCase = Function.Parameter(
    "ignore_case", .constant([.bool]), "Whether A and a are the same.", namedOnly: true)

  private static func simple(
    _ name: String, _ operation: Operation, _ type: DataType, _ summary: String
  ) -> Function {
    Function(
      name, family: .text, summary: summary, parameters: [text], example: "\(name)(description)"
    ) { (call) throws(Diagnostic) in
      .call(operation, [try call.value("s")], type)
    }
  }

  private static func side(_ name: String, _ operation: Operation, _ summary: String) -> Function {
    Function(
      name, family: .text, summary: summary,
      parameters: [text, .init("n", .value([.int]), "How many characters.")],
      example: "\(name)(code, 2)"
    ) { (call) throws(Diagnostic) in
      .call(operation, [try call.value("s"), try call.atLeast(0, "n")], .text)
    }
  }

  private static func search(
    _ name: String, _ operation: Operation, _ summary: String, _ piece: String
  ) -> Function {
    Function(
      name, family: .text, summary: summary,
      parameters: [text, .init("piece", .value([.text]), "What to look for."), ignoreCase],
      example: "\(name)(description, \(piece))"
    ) { (call) throws(Diagnostic) in
      let arguments = try [call.value("s"), call.value("piece")]
      guard try call.flag("ignore_case") else { return .call(operation, arguments, .bool) }
      return .call(operation, arguments.map { .call(.lower, [$0], .text) }, .bool)
    }
  }

  @Sendable private static func substring(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    var arguments = try [call.value("s"), call.atLeast(1, "from")]
    if call["n"] != nil { try arguments.append(call.atLeast(0, "n")) }
    return .call(.substring, arguments, .text)
  }

  @Sendable private static func splitPart(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let n = try call.atLeast(1, "n")
    return .call(.splitPart, [try call.value("s"), try call.value("separator"), n], .text)
  }

  @Sendable private static func pad(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let s = try call.value("s").converted(to: .text)
    let n = try call.integer("n", in: 0...10_000)
    let filler = try call["with"] == nil ? " " : call.text("with")
    guard filler.unicodeScalars.count == 1 else {
      throw Diagnostic(
        "E420", "`with` of `pad` is one character", at: call.span(of: "with"),
        label: "write with: \"0\"")
    }
    let operation: Operation = call.word("side") == "right" ? .padRight : .padLeft
    return .call(operation, [s, .int(n), .text(filler)], .text)
  }
}

extension FunctionCall {
  /// A whole number that engines get in their own ways when it is too small: a constant is checked
  /// here, a column's value is raised to the smallest that makes sense.
  fileprivate func atLeast(_ smallest: Int, _ name: String) throws(Diagnostic) -> Expression {
    let expression = try value(name)
    if case .literal(let value, _) = expression {
      if case .int(let number) = value, number < smallest {
        throw Diagnostic(
          "E420", "`\(name)` of `\(function)` is \(number)", at: span(of: name),
          label: "must be at least \(smallest)")
      }
      return expression
    }
    return .when(.less(expression, .int(smallest)), then: .int(smallest), else: expression)
  }
}
