import Planning
package import Syntax
package import Tables

extension StageBinder {
  /// The value of an option as a scalar: a literal, `$name`, or an expression without columns.
  package func scalar(_ syntax: ExpressionSyntax) throws(Diagnostic) -> Scalar {
    try ExpressionBinder.constants(in: environment).scalar(syntax)
  }

  /// A constant of one type; an int serves as a number.
  package func constant(_ syntax: ExpressionSyntax, _ type: DataType, for name: String)
    throws(Diagnostic) -> Value
  {
    let scalar = try scalar(syntax)
    guard case .value(let value, let found) = scalar, found.fits([type]) else {
      throw Diagnostic(
        "E304", "`\(name)` is \(type.described)", at: syntax.span,
        label: "and this is \(scalar.described)")
    }
    if type == .number, let number = value.asNumber { return .number(number) }
    return value
  }

  /// A word of a fixed list; the same as a text counts too.
  package func word(_ value: OptionSyntax.Value, among words: [String], for name: String)
    throws(Diagnostic) -> String
  {
    guard case .expression(let syntax) = value else {
      throw Diagnostic("E305", "`\(name):` is a word", at: nil)
    }
    let word: String
    switch syntax.kind {
    case .column(let path) where path.count == 1: word = path[0].text
    case .literal(.text(let text)): word = text
    case .literal(.bool(let flag)): word = flag ? "true" : "false"
    case .variable:
      guard case .value(.text(let text), _) = try scalar(syntax) else { fallthrough }
      word = text
    default:
      throw Diagnostic(
        "E305", "`\(name):` is one of \(words.joined(separator: ", "))", at: syntax.span)
    }
    guard words.contains(word) else {
      let near = Suggestion.nearest(to: word, in: words)
      throw Diagnostic(
        "E305", "`\(name):` has no word `\(word)`", at: syntax.span,
        label: near.map { "did you mean `\($0)`?" } ?? "",
        fix: near.map { .init(syntax.span, $0) },
        notes: ["words here: \(words.joined(separator: ", "))"])
    }
    return word
  }
}

extension ExpressionBinder {
  /// The value of an expression without columns.
  package func scalar(_ syntax: ExpressionSyntax) throws(Diagnostic) -> Scalar {
    if case .record(let fields) = syntax.kind {
      var values: [Scalar.Field] = []
      for field in fields { values.append(.init(field.name.text, try scalar(field.value))) }
      return .record(values)
    }
    if case .variable(let path) = syntax.kind { return try environment.variable(path) }
    switch try constantOperand(syntax) {
    case .step(let step):
      if case .literal(let value, let type)? = step.literal { return .value(value, type) }
      return .step(step)
    case .period(let period): return .period(period)
    case .expression(.literal(let value, let type)): return .value(value, type)
    case .expression(let expression):
      return .value(try environment.evaluate(expression, at: syntax.span), expression.type)
    }
  }
}

extension Scalar {
  /// The scalar in a sentence.
  package var described: String {
    switch self {
    case .value(_, let type): type.described
    case .step: "a calendar step"
    case .period: "a period"
    case .record: "a record"
    }
  }

  /// The value of a record's field.
  package subscript(_ name: String) -> Scalar? {
    guard case .record(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }
}
