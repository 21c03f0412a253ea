/// Calls of functions, and the arguments of what is called.
extension Parser {
  mutating func call() -> ExpressionSyntax {
    let start = position
    let name = anyName()
    let content = bracketed { parser in parser.arguments(of: name) }
    if content == nil { height = 1 }
    let call = ExpressionSyntax(.call(name, content ?? []), span(from: start))
    return repaired(call)
  }

  /// Reads the arguments of a call or of a stage of one's own.
  mutating func arguments(of name: NameSyntax) -> [ArgumentSyntax] {
    var arguments: [ArgumentSyntax] = []
    var highest = 0
    while kind != .endOfInput {
      arguments.append(argument(of: name))
      highest = max(highest, height)
      guard kind == .comma else {
        height = highest + 1
        return arguments
      }
      if kind(at: 1) == .comma {
        report(
          Diagnostic(
            "E214", "one comma is enough", at: place, label: "leave it out",
            fix: .init(place, "")))
        advance()
      }
      advance()
    }
    if !arguments.isEmpty { trailingComma() }
    height = highest + 1
    return arguments
  }

  private mutating func argument(of function: NameSyntax) -> ArgumentSyntax {
    let start = position
    if kind == .optionName {
      let name = optionName()
      let value = expression()
      return ArgumentSyntax(name: name, value: value, span: span(from: start))
    }
    if kind == .star {
      let value = allColumns()
      _ = exceptions()
      return ArgumentSyntax(value: value, span: span(from: start))
    }
    if isWord("distinct"), startsOperand(at: 1) { foreignDistinct(in: function) }
    let value = expression()
    return ArgumentSyntax(value: value, span: span(from: start))
  }

  func startsOperand(at offset: Int) -> Bool {
    switch kind(at: offset) {
    case .word, .quotedName, .variable, .literal, .text, .interpolation: true
    default: false
    }
  }
}
