extension Parser {
  /// The next token in words for a message.
  func described() -> String {
    guard index < limit else { return "the end" }
    let text = spelling
    if text.utf8.count > 40 { return "`\(text.prefix(20))…`" }
    return "`\(text)`"
  }

  /// Tells that the next token fits nowhere.
  mutating func unexpected() {
    guard index < limit else { return }
    fail(unexpectedToken())
  }

  private func unexpectedToken() -> Diagnostic {
    switch kind {
    case .rightParen, .rightBracket, .rightBrace:
      let open = kind == .rightParen ? "(" : kind == .rightBracket ? "[" : "{"
      return Diagnostic(
        "E203", "\(described()) closes nothing", at: place, label: "its `\(open)` is missing")
    case .unknown, .bang, .ampersand, .arrow, .walrus, .percent:
      return Diagnostic(
        "E218", "\(described()) means nothing here", at: place, label: "leave it out")
    case .semicolon:
      return Diagnostic(
        "E208", "a statement ends with its line", at: place,
        label: "write the next statement on a line of its own")
    case .pipe:
      return Diagnostic(
        "E208", "`|` starts a stage and joins no conditions", at: place, label: "write `or`",
        fix: .init(place, "or"))
    case .questionMark:
      return Diagnostic(
        "E208", "`?` does not choose between values", at: place,
        label: "write `if(condition, a, b)`")
    case .dotDot:
      return Diagnostic(
        "E201", "a range stands after `in` or in brackets", at: place,
        label: "write `in a..b` or `(a..b)`")
    case .word where kind(at: 1) == .equal:
      return Diagnostic(
        "E201", "\(described()) does not fit here", at: place,
        label: "write `,` before a new column; an option is `\(spelling): …`")
    case .as:
      return Diagnostic(
        "E201", "`as` names a result, and only after `|`", at: place,
        label: "write `| as name`, or leave it out")
    case .comma where index > 0 && lexed.tokens[index - 1].kind != .comma:
      return Diagnostic(
        "E214", "nothing can follow this comma", at: place,
        label: "columns stand before the options")
    case .word, .sort:
      guard isStageVerb(at: 0) else { break }
      return Diagnostic(
        "E220", "a stage starts with `|`", at: place, label: "write `| \(spelling)`",
        fix: .init(SourceSpan(place.start, place.start), "| "))
    default:
      break
    }
    return Diagnostic(
      "E201", "\(described()) does not fit here", at: place,
      label: "a comma, an operator or `|` may be missing before it")
  }

  /// Tells that an expression is missing where the next token stands.
  mutating func missingExpression() -> ExpressionSyntax {
    switch kind {
    case .leftBrace:
      let start = place
      fail(
        Diagnostic(
          "E201", "a record stands only in options, lists and `name = {…}`", at: place,
          label: "a list of values stands in `[ ]`"))
      _ = record()
      height = 1
      return ExpressionSyntax(.hole, span(from: start.start))
    case .unknown, .bang, .ampersand, .arrow, .walrus, .percent, .semicolon:
      unexpected()
    case .by, .sort, .on, .using, .desc, .as:
      if standsForName(at: 1) { return quotedReservedWord() }
      missingValue()
    case .when, .then, .else, .end:
      if isComparison(at: 1) { return quotedReservedWord() }
      missingValue()
    case .star:
      fail(
        Diagnostic(
          "E201", "a value is missing before `*`", at: place,
          label: "`*` for all columns stands alone"))
    default:
      missingValue()
    }
    return hole()
  }

  /// Whether what follows shows that a reserved word was meant as a column's name.
  private func standsForName(at offset: Int) -> Bool {
    switch kind(at: offset) {
    case .endOfInput, .pipe, .comma, .equalEqual, .notEqual, .less, .lessEqual, .greater,
      .greaterEqual, .plus, .minus, .star, .slash, .in, .is, .and, .or, .desc, .coalesce:
      true
    default:
      false
    }
  }

  /// Whether an operator stands there that needs a value before it.
  func isComparison(at offset: Int) -> Bool {
    switch kind(at: offset) {
    case .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .plus, .slash, .caret,
      .in, .is, .coalesce:
      true
    default:
      false
    }
  }

  private mutating func quotedReservedWord() -> ExpressionSyntax {
    let name = anyName()
    report(reservedColumn(name))
    height = 1
    return ExpressionSyntax(.column([name]), name.span)
  }

  private func reservedColumn(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "E216", "`\(name.text)` is a word of the language", at: name.span,
      label: "quote a column of that name with backticks",
      fix: .init(name.span, "`\(name.text)`"))
  }

  private mutating func missingValue() {
    let before = index > 0 ? lexed.tokens[index - 1] : nil
    if let before, before.kind.isClauseStart, isComparison(at: 0) {
      return fail(reservedColumn(NameSyntax(lexed.text(before.span), before.span)))
    }
    guard index < limit, kind != .pipe, kind != .comma else {
      let after = before.map { " after `\(crop(lexed.text($0.span)))`" } ?? ""
      return fail(
        Diagnostic("E201", "a value is missing\(after)", at: gap, label: "write it here"))
    }
    fail(
      Diagnostic(
        "E201", "a value is missing before \(described())", at: place,
        label: "write it before \(described())"))
  }

  private func crop(_ text: String) -> String {
    text.utf8.count > 40 ? "\(text.prefix(20))…" : text
  }

  /// A word or sign as another language spells it.
  func foreignSpelling(_ place: SourceSpan, _ ours: String, suffix: String = "") -> Diagnostic {
    Diagnostic(
      "E208", "`\(lexed.text(place))` is not used here", at: place, label: "write `\(ours)`",
      fix: .init(place, ours + suffix))
  }
}
