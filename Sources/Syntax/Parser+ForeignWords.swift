extension Parser {
  /// Constants as other languages spell them.
  static let foreignConstants: [String: String] = [
    "None": "null", "NULL": "null", "Null": "null", "True": "true", "TRUE": "true",
    "False": "false", "FALSE": "false",
  ]

  /// A constant or `NOT` in the spelling of another language.
  mutating func foreignWord() -> ExpressionSyntax? {
    guard kind(at: 1) != .dot else { return nil }
    if spelling == "NOT" || spelling == "Not", startsOperand(at: 1) {
      let start = position
      report(foreignSpelling(place, "not"))
      advance()
      guard let operand = nested({ $0.expression(Precedence.not) }) else { return hole() }
      height += 1
      return ExpressionSyntax(.unary(.not, operand), span(from: start))
    }
    guard let ours = Parser.foreignConstants[spelling] else { return nil }
    report(foreignSpelling(place, ours))
    let span = advance().span
    height = 1
    switch ours {
    case "null": return ExpressionSyntax(.literal(.null), span)
    default: return ExpressionSyntax(.literal(.bool(ours == "true")), span)
    }
  }

  /// Reads what other languages write behind a value: `x[1]`, `x.f()`.
  mutating func postfixed(_ base: ExpressionSyntax) -> ExpressionSyntax {
    guard place.start == previousEnd, index < limit else { return base }
    if kind == .leftBracket {
      switch base.kind {
      case .column, .variable, .call: break
      default: return base
      }
      let baseHeight = height
      fail(
        Diagnostic(
          "E208", "`[ ]` takes nothing out of a value", at: place,
          label: "write `item(\(lexed.text(base.span)), 1)` for an element of a list"))
      _ = bracketed { $0.expression() }
      height = baseHeight
      return ExpressionSyntax(base.kind, span(from: base.span.start))
    }
    guard kind == .leftParen, case .column(let names) = base.kind, let method = names.last,
      names.count > 1, let last = names.dropLast().last
    else { return base }
    return methodCall(method, on: Array(names.dropLast()), upTo: last.span.end)
  }

  private mutating func methodCall(
    _ method: NameSyntax, on names: [NameSyntax], upTo end: Int
  ) -> ExpressionSyntax {
    let subject = SourceSpan(names[0].span.start, end)
    let open = place
    let rest = bracketed { $0.arguments(of: method) } ?? []
    let span = span(from: subject.start)
    let inner = lexed.text(SourceSpan(open.end, max(open.end, span.end - 1)))
    let ours =
      "\(method.text)(\(lexed.text(subject))" + (rest.isEmpty ? ")" : ", \(inner))")
    report(
      Diagnostic(
        "E208", "a function stands before its values", at: method.span, label: "write `\(ours)`",
        fix: .init(span, ours)))
    let value = ExpressionSyntax(.column(names), subject)
    return ExpressionSyntax(
      .call(method, [ArgumentSyntax(value: value, span: subject)] + rest), span)
  }

  /// Tells `count(*)`.
  mutating func repaired(_ call: ExpressionSyntax) -> ExpressionSyntax {
    guard case .call(let name, let arguments) = call.kind, name.text == "count",
      let first = arguments.first, case .allColumns = first.value.kind
    else { return call }
    report(
      Diagnostic(
        "E208", "`count` needs no `*`", at: first.span, label: "write `count()`",
        fix: arguments.count == 1 ? .init(first.span, "") : nil))
    return ExpressionSyntax(.call(name, Array(arguments.dropFirst())), call.span)
  }

  /// Tells `count(distinct x)`.
  mutating func foreignDistinct(in name: NameSyntax) {
    let word = advance().span
    let isCount = name.text == "count"
    let blank = SourceSpan(word.start, place.start)
    report(
      Diagnostic(
        "E208", "`distinct` does not stand inside a call", at: word,
        label: isCount ? "write `count_distinct(…)`" : "leave it out",
        fix: isCount
          ? .init(SourceSpan(name.span.start, place.start), "count_distinct(") : .init(blank, "")))
  }
}
