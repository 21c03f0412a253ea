/// Expressions without operators: values, names, brackets, cases and f-strings.
extension Parser {
  /// Reads an expression without operators.
  mutating func primary() -> ExpressionSyntax {
    height = 1
    switch kind {
    case .literal, .text:
      let token = advance()
      return ExpressionSyntax(.literal(lexed.literals[Int(token.payload)]), token.span)
    case .null:
      return ExpressionSyntax(.literal(.null), advance().span)
    case .true:
      return ExpressionSyntax(.literal(.bool(true)), advance().span)
    case .false:
      return ExpressionSyntax(.literal(.bool(false)), advance().span)
    case .interpolation:
      return interpolation()
    case .variable:
      return variable()
    case .quotedName:
      return column()
    case .word:
      if kind(at: 1) == .leftParen { return call() }
      return foreignWord() ?? column()
    case .leftParen:
      return parenthesised()
    case .leftBracket:
      return list()
    case .case:
      return caseWhen()
    default:
      return missingExpression()
    }
  }

  /// Reads `$name.part`.
  private mutating func variable() -> ExpressionSyntax {
    let token = advance()
    let span = SourceSpan(token.span.start + 1, token.span.end)
    var names = [NameSyntax(lexed.text(span), span)]
    while kind == .dot, place.start == previousEnd {
      advance()
      guard isName || kind.isReservedWord, place.start == previousEnd else {
        fail(Diagnostic("E201", "a part is missing after `.`", at: gap, label: "write its name"))
        break
      }
      names.append(anyName())
    }
    return ExpressionSyntax(.variable(names), self.span(from: token.span.start))
  }

  private mutating func column() -> ExpressionSyntax {
    let start = position
    var names = [anyName()]
    while kind == .dot {
      advance()
      guard let part = name() else {
        fail(Diagnostic("E201", "a name is missing after `.`", at: gap, label: "write it here"))
        break
      }
      names.append(part)
    }
    return ExpressionSyntax(.column(names), span(from: start))
  }

  // MARK: Brackets

  private mutating func parenthesised() -> ExpressionSyntax {
    let start = position
    let content = bracketed { parser -> ExpressionSyntax in
      let value = parser.expression()
      guard parser.kind == .dotDot else { return value }
      let lowHeight = parser.height
      parser.advance()
      let high = parser.expression()
      parser.height = max(lowHeight, parser.height) + 1
      return ExpressionSyntax(.range(value, high), value.span.joined(with: high.span))
    }
    guard var content else { return hole() }
    content.span = span(from: start)
    return content
  }

  private mutating func list() -> ExpressionSyntax {
    let start = position
    var highest = 1
    let elements = bracketed { parser -> [ExpressionSyntax] in
      var elements: [ExpressionSyntax] = []
      while parser.kind != .endOfInput {
        elements.append(parser.kind == .leftBrace ? parser.record() : parser.expression())
        highest = max(highest, parser.height)
        guard parser.kind == .comma else { break }
        parser.advance()
      }
      return elements
    }
    height = highest + 1
    return ExpressionSyntax(.list(elements ?? []), span(from: start))
  }

  /// Reads `{name: value, …}`.
  mutating func record() -> ExpressionSyntax {
    let start = position
    var highest = 1
    let fields = bracketed { parser -> [RecordFieldSyntax] in
      var fields: [RecordFieldSyntax] = []
      while parser.kind != .endOfInput {
        guard let field = parser.field() else { break }
        fields.append(field)
        highest = max(highest, parser.height)
        guard parser.kind == .comma else { break }
        parser.advance()
      }
      return fields
    }
    height = highest + 1
    return ExpressionSyntax(.record(fields ?? []), span(from: start))
  }

  private mutating func field() -> RecordFieldSyntax? {
    let name: NameSyntax
    switch kind {
    case .optionName:
      name = optionName()
    case .quotedName, .text:
      name = fieldName()
      if kind == .equal {
        report(foreignSpelling(place, ":"))
      } else if kind != .colon {
        fail(
          Diagnostic("E201", "`:` is missing after the name", at: gap, label: "write `: value`"))
        return nil
      }
      advance()
    case .word where kind(at: 1) == .equal:
      name = anyName()
      report(foreignSpelling(place, ":"))
      advance()
    default:
      fail(
        Diagnostic(
          "E201", "a record holds `name: value` pairs", at: place,
          label: "write `{name: value}`; a list stands in `[ ]`"))
      return nil
    }
    let value = kind == .leftBrace ? record() : expression()
    return RecordFieldSyntax(name: name, value: value)
  }

  private mutating func fieldName() -> NameSyntax {
    guard kind == .text else { return anyName() }
    let token = advance()
    guard case .text(let text) = lexed.literals[Int(token.payload)] else {
      return NameSyntax("", token.span, isQuoted: true)
    }
    return NameSyntax(text, token.span, isQuoted: true)
  }

  // MARK: Case and f-strings

  private mutating func caseWhen() -> ExpressionSyntax {
    let start = position
    advance()
    var branches: [CaseBranchSyntax] = []
    var otherwise: ExpressionSyntax?
    var highest = 1
    if kind != .when {
      fail(
        Diagnostic(
          "E201", "`case` is followed by `when`", at: place,
          label: "write `case when condition then value … end`"))
      _ = nested { $0.expression() }
    }
    while kind == .when {
      advance()
      let condition = nested { $0.expression() } ?? hole()
      highest = max(highest, height)
      var value = ExpressionSyntax(.hole, gap)
      if kind == .then {
        advance()
        value = nested { $0.expression() } ?? hole()
        highest = max(highest, height)
      } else {
        fail(
          Diagnostic("E201", "`then` is missing here", at: gap, label: "write `then value`"))
      }
      branches.append(CaseBranchSyntax(condition: condition, value: value))
    }
    if kind == .else {
      advance()
      otherwise = nested { $0.expression() } ?? hole()
      highest = max(highest, height)
    } else if kind == .optionName, spelling.hasPrefix("else") {
      report(foreignSpelling(place, "else"))
      advance()
      otherwise = nested { $0.expression() } ?? hole()
      highest = max(highest, height)
    }
    if kind == .end {
      advance()
    } else {
      fail(Diagnostic("E201", "`end` is missing after `case`", at: gap, label: "write `end`"))
    }
    height = highest + 1
    return ExpressionSyntax(
      .caseWhen(branches, otherwise: otherwise), span(from: start))
  }

  /// Reads the expressions inside an f-string.
  private mutating func interpolation() -> ExpressionSyntax {
    let token = advance()
    var pieces: [InterpolationPiece] = []
    var highest = 1
    for stretch in lexed.interpolations[Int(token.payload)] {
      switch stretch {
      case .text(let text):
        pieces.append(.text(text))
      case .hole(let span, let format):
        pieces.append(.value(interpolated(span), format: format.map(lexed.text)))
        highest = max(highest, height)
        if let format, format.start >= format.end {
          report(
            Diagnostic(
              "E212", "a format is missing after the colon", at: SourceSpan(span.end, format.end),
              label: "write one, such as `.2f`, or leave out the colon"))
        }
      }
    }
    height = highest + 1
    return ExpressionSyntax(.interpolation(pieces), token.span)
  }

  private mutating func interpolated(_ span: SourceSpan) -> ExpressionSyntax {
    var inner = Parser(Lexer.lex(lexed.bytes, in: span), shapes: shapes)
    guard !inner.lexed.tokens.isEmpty else {
      report(
        Diagnostic(
          "E212", "an expression is missing in the braces",
          at: SourceSpan(span.start - 1, span.end), label: "write it, or `{{` for the sign itself"))
      return ExpressionSyntax(.hole, span)
    }
    inner.hasFailed = hasFailed
    inner.depth = depth
    let value = inner.nested { $0.expression() } ?? ExpressionSyntax(.hole, span)
    height = inner.height
    if inner.index < inner.limit { inner.unexpected() }
    diagnostics += inner.diagnostics
    hasFailed = inner.hasFailed
    return value
  }
}
