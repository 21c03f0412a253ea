extension Parser {
  /// The operator that a sign or word of another language stands for.
  func foreignOperator() -> (BinaryOperator, Int)? {
    switch kind {
    case .ampersand: return (.and, Precedence.and)
    case .doublePipe: return isStageVerb(at: 1) ? nil : (.or, Precedence.or)
    case .diamond, .equal: return (.notEqual, Precedence.comparison)
    case .tripleEqual:
      return (spelling == "===" ? .equal : .notEqual, Precedence.comparison)
    case .percent: return (.divide, Precedence.multiply)
    case .word: break
    default: return nil
    }
    switch spelling {
    case "AND", "And": return (.and, Precedence.and)
    case "OR", "Or": return (.or, Precedence.or)
    case "IN", "IS", "In", "Is": return (.equal, Precedence.comparison)
    case "between", "BETWEEN", "like", "LIKE", "ilike", "ILIKE":
      return startsOperand(at: 1) || kind(at: 1) == .minus ? (.equal, Precedence.comparison) : nil
    case "NOT", "Not":
      return Parser.negatable.contains(spelling(at: 1)) ? (.equal, Precedence.comparison) : nil
    default: return nil
    }
  }

  private static let negatable: Set<String> = [
    "in", "IN", "between", "BETWEEN", "like", "LIKE", "ilike", "ILIKE",
  ]

  /// Whether `not` stands before `between` or `like`.
  var negatesForeignWord: Bool {
    kind == .not && kind(at: 1) == .word && Parser.negatable.contains(spelling(at: 1))
  }

  /// Moves behind an operator and tells it if it is foreign.
  mutating func takeOperator() {
    switch kind {
    case .ampersand:
      report(foreignSpelling(place, "and"))
    case .doublePipe:
      report(foreignSpelling(place, "or"))
    case .diamond:
      report(foreignSpelling(place, "!="))
    case .tripleEqual:
      report(foreignSpelling(place, spelling == "===" ? "==" : "!="))
    case .word:
      report(foreignSpelling(place, spelling.lowercased()))
    default:
      break
    }
    advance()
  }

  /// `a % b`, which is `mod(a, b)`.
  mutating func remainder(_ left: ExpressionSyntax) -> ExpressionSyntax {
    let sign = advance().span
    let right = expression(Precedence.multiply + 1)
    let span = left.span.joined(with: right.span)
    let ours = "mod(\(lexed.text(left.span)), \(lexed.text(right.span)))"
    report(
      Diagnostic(
        "E208", "`%` only makes percentages; the remainder is a function", at: sign,
        label: "write `\(ours)`", fix: .init(span, ours)))
    let arguments = [
      ArgumentSyntax(value: left, span: left.span), ArgumentSyntax(value: right, span: right.span),
    ]
    return ExpressionSyntax(.call(NameSyntax("mod", sign), arguments), span)
  }

  /// `a = b` where nothing is named.
  mutating func singleEqual(_ left: ExpressionSyntax) -> ExpressionSyntax {
    let sign = advance().span
    let leftText = lexed.text(left.span)
    let isNull = kind == .null || kind == .word && Parser.foreignConstants[spelling] == "null"
    if isNull {
      let span = SourceSpan(sign.start, place.end)
      advance()
      report(
        Diagnostic(
          "E204", "`=` makes a new column; to test for null, write `is null`", at: sign,
          label: "write `\(leftText) is null`", fix: .init(span, "is null")))
      height = 1
      return ExpressionSyntax(.isNull(left, isNegated: false), span.joined(with: left.span))
    }
    let right = expression(Precedence.coalesce)
    if case .hole = left.kind { return right }
    let rightText = lexed.text(right.span)
    let isShort = leftText.utf8.count + rightText.utf8.count <= 50 && !rightText.isEmpty
    report(
      Diagnostic(
        "E204", "`=` makes a new column; to compare, write `==`", at: sign,
        label: isShort ? "write `\(leftText) == \(rightText)`" : "write `==`",
        fix: .init(sign, "==")))
    return ExpressionSyntax(.binary(.equal, left, right), left.span.joined(with: right.span))
  }

  /// `BETWEEN`, `LIKE`, `IN`, `IS` and their like, perhaps after `not`.
  mutating func foreignComparison(_ left: ExpressionSyntax) -> ExpressionSyntax {
    var isNegated = false
    if kind == .not || ["NOT", "Not"].contains(spelling) {
      if kind == .word { report(foreignSpelling(place, "not")) }
      isNegated = true
      advance()
    }
    switch spelling.lowercased() {
    case "between": return between(left, isNegated: isNegated)
    case "like", "ilike": return like(left, isNegated: isNegated)
    case "is":
      return foreignNullTest(left)
    default:
      if kind == .word { report(foreignSpelling(place, "in")) }
      return membership(left, isNegated: isNegated)
    }
  }

  /// `IS NULL` and `IS NOT NULL`.
  private mutating func foreignNullTest(_ left: ExpressionSyntax) -> ExpressionSyntax {
    let start = advance().span.start
    let isNegated = kind == .not || isWord("NOT") || isWord("Not")
    if isNegated { advance() }
    let span = span(from: start)
    guard kind == .null || kind == .word && Parser.foreignConstants[spelling] == "null" else {
      report(foreignSpelling(span, isNegated ? "!=" : "=="))
      let right = expression(Precedence.coalesce)
      return ExpressionSyntax(
        .binary(isNegated ? .notEqual : .equal, left, right), left.span.joined(with: right.span))
    }
    advance()
    report(foreignSpelling(self.span(from: start), isNegated ? "is not null" : "is null"))
    height = 1
    return ExpressionSyntax(.isNull(left, isNegated: isNegated), self.span(from: left.span.start))
  }

  private mutating func between(_ left: ExpressionSyntax, isNegated: Bool) -> ExpressionSyntax {
    let word = advance().span
    let low = expression(Precedence.coalesce)
    let lowHeight = height
    guard kind == .and || kind == .word && spelling.lowercased() == "and" else {
      fail(
        Diagnostic(
          "E208", "`between` is not used here", at: word, label: "write `in low..high`"))
      return ExpressionSyntax(.hole, span(from: left.span.start))
    }
    advance()
    let high = expression(Precedence.coalesce)
    height = max(lowHeight, height) + 1
    let ours = "in \(lexed.text(low.span))..\(lexed.text(high.span))"
    report(
      Diagnostic(
        "E208", "`between` is not used here; a range holds both its ends", at: word,
        label: "write `\(ours)`", fix: .init(word.joined(with: high.span), ours)))
    let range = ExpressionSyntax(.range(low, high), low.span.joined(with: high.span))
    return ExpressionSyntax(
      .membership(left, range, isNegated: isNegated), left.span.joined(with: high.span))
  }

  private mutating func like(_ left: ExpressionSyntax, isNegated: Bool) -> ExpressionSyntax {
    let word = advance().span
    let right = expression(Precedence.coalesce)
    let span = left.span.joined(with: right.span)
    let (function, pattern) = Parser.function(forPattern: right)
    let argument = pattern.map(quotedText) ?? lexed.text(right.span)
    let ours = "\(isNegated ? "not " : "")\(function)(\(lexed.text(left.span)), \(argument))"
    report(
      Diagnostic(
        "E208", "`\(lexed.text(word))` is not used here; texts are compared by functions", at: word,
        label: "write `\(ours)`", fix: pattern == nil ? nil : .init(span, ours)))
    return ExpressionSyntax(.hole, span)
  }

  /// The function and the text that stand for a pattern with `%`.
  private static func function(forPattern pattern: ExpressionSyntax) -> (String, String?) {
    guard case .literal(.text(var text)) = pattern.kind else { return ("contains", nil) }
    let (leading, trailing) = (text.hasPrefix("%"), text.count > 1 && text.hasSuffix("%"))
    if leading { text.removeFirst() }
    if trailing { text.removeLast() }
    guard !text.contains("%"), !text.contains("_") else { return ("matches", nil) }
    switch (leading, trailing) {
    case (true, true): return ("contains", text)
    case (true, false): return ("ends_with", text)
    case (false, true): return ("starts_with", text)
    case (false, false): return ("contains", nil)
    }
  }

  /// `(1, 2)` after `in`, which is a list.
  mutating func foreignTuple() -> ExpressionSyntax? {
    let open = index
    guard let close = brackets.partner(of: open), close < limit, holdsComma(open..<close) else {
      return nil
    }
    let span = lexed.tokens[open].span.joined(with: lexed.tokens[close].span)
    var highest = 1
    let elements = bracketed { parser -> [ExpressionSyntax] in
      var elements = [parser.expression()]
      while parser.kind == .comma {
        highest = max(highest, parser.height)
        parser.advance()
        elements.append(parser.expression())
      }
      return elements
    }
    height = max(highest, height) + 1
    let inner = lexed.text(SourceSpan(span.start + 1, span.end - 1))
    report(
      Diagnostic(
        "E208", "a list stands in `[ ]`", at: span, label: "write square brackets",
        fix: .init(span, "[\(inner)]")))
    return ExpressionSyntax(.list(elements ?? []), span)
  }

  /// Whether a comma stands directly inside the brackets.
  private func holdsComma(_ range: Range<Int>) -> Bool {
    var place = range.lowerBound + 1
    while place < range.upperBound {
      let kind = lexed.tokens[place].kind
      if kind == .comma { return true }
      if kind.isOpening, let partner = brackets.partner(of: place) { place = partner }
      place += 1
    }
    return false
  }
}
