extension Parser {
  /// `param start: date = @2010-12-01 in (…) "text"`.
  mutating func param() -> StatementSyntax.Kind {
    advance()
    guard kind == .optionName else {
      let name = anyName()
      fail(
        Diagnostic(
          "E201", "a parameter has a type", at: name.span,
          label: "write `param \(name.text): number = …`"))
      index = limit
      return .param(
        ParamSyntax(name: name, type: NameSyntax("", gap), value: nil, allowed: nil, text: nil))
    }
    let name = optionName()
    if isTakenName(name) { report(reservedName(name, "starts a statement and names no result")) }
    guard kind == .word else {
      fail(
        Diagnostic(
          "E201", "a parameter has a type", at: place,
          label: "int, number, text, bool, date, datetime, duration or list"))
      index = limit
      return .param(
        ParamSyntax(name: name, type: NameSyntax("", gap), value: nil, allowed: nil, text: nil))
    }
    var param = ParamSyntax(name: name, type: anyName(), value: nil, allowed: nil, text: nil)
    if kind == .equal {
      advance()
      param.value = constant()
    }
    if kind == .in {
      advance()
      param.allowed = allowedValues()
    }
    if kind == .text {
      if case .literal(.text(let text)) = primary().kind { param.text = text }
    }
    return .param(param)
  }

  /// A literal, a negative number or a list of such.
  private mutating func constant() -> ExpressionSyntax {
    let value = expression(Precedence.coalesce)
    if let place = value.firstNonConstant {
      fail(
        Diagnostic(
          "E201", "the default of a parameter is a literal or a list of literals", at: place,
          label: "write the value itself"))
    }
    return value
  }

  private mutating func allowedValues() -> ExpressionSyntax {
    let value = expression(Precedence.coalesce)
    if kind == .dotDot { return bareRange(from: value) }
    switch value.kind {
    case .range, .list, .hole: break
    default:
      fail(
        Diagnostic(
          "E201", "after `in` stands a range or a list", at: value.span,
          label: "write `(1..10)` or `[1, 2]`"))
    }
    return value
  }

  /// A range without its brackets, where they are needed.
  mutating func bareRange(from low: ExpressionSyntax) -> ExpressionSyntax {
    advance()
    let high = expression(Precedence.coalesce)
    let span = low.span.joined(with: high.span)
    report(
      Diagnostic(
        "E201", "a range stands in brackets here", at: span,
        label: "write `(\(lexed.text(span)))`", fix: .init(span, "(\(lexed.text(span)))")))
    height += 1
    return ExpressionSyntax(.range(low, high), span)
  }

  /// `def name(formals) = expression` or `= | stage …`.
  mutating func definition() -> StatementSyntax.Kind {
    advance()
    if kind != .word {
      fail(
        Diagnostic("E201", "a definition needs a name", at: gap, label: "write `def name(…) = …`"))
    }
    return definitionAfterWord()
  }

  /// Whether `name(…) =` stands here without its `def`.
  var startsNamelessDefinition: Bool {
    guard kind == .word, kind(at: 1) == .leftParen, spelling != "def",
      let partner = brackets.partner(of: index + 1)
    else { return false }
    return kind(at: partner + 1 - index) == .equal
  }

  mutating func definitionWithoutWord() -> StatementSyntax.Kind {
    report(
      Diagnostic(
        "E206", "a definition starts with `def`", at: place,
        label: "write `def \(spelling)(…) = …`",
        fix: .init(SourceSpan(place.start, place.start), "def ")))
    return definitionAfterWord()
  }

  private mutating func definitionAfterWord() -> StatementSyntax.Kind {
    var definition = DefinitionSyntax(
      name: kind == .word ? anyName() : NameSyntax("", gap), formals: [],
      body: .expression(ExpressionSyntax(.hole, gap)))
    guard kind == .leftParen else {
      fail(
        Diagnostic(
          "E201", "a definition names its arguments", at: gap,
          label: "write `def \(definition.name.text)(…) = …`", fix: .init(gap, "()")))
      index = limit
      return .definition(definition)
    }
    definition.formals = bracketed { $0.formals() } ?? []
    guard kind == .equal else {
      fail(
        Diagnostic(
          "E201", "`=` is missing after the arguments", at: gap, label: "write `= …`"))
      index = limit
      return .definition(definition)
    }
    advance()
    if kind == .pipe {
      definition.body = .stages(stages())
    } else {
      definition.body = .expression(expression())
    }
    return .definition(definition)
  }

  private mutating func formals() -> [DefinitionSyntax.Formal] {
    var formals: [DefinitionSyntax.Formal] = []
    while kind != .endOfInput {
      if kind == .optionName {
        let name = optionName()
        formals.append(.init(name: name, defaultValue: constant()))
      } else if kind == .word {
        formals.append(.init(name: anyName(), defaultValue: nil))
      } else {
        fail(
          Diagnostic(
            "E201", "a definition's arguments are plain names", at: place,
            label: "write a name, or `name: value` for a default"))
        return formals
      }
      guard kind == .comma else { return formals }
      advance()
    }
    if !formals.isEmpty { trailingComma() }
    return formals
  }

  /// Reads `name:`.
  mutating func optionName() -> NameSyntax {
    let token = advance()
    let span = SourceSpan(token.span.start, token.span.start + Int(token.payload))
    return NameSyntax(lexed.text(span), span)
  }
}

extension ExpressionSyntax {
  /// The place of the first bare name; words of options and records are none.
  var firstBareName: SourceSpan? {
    switch kind {
    case .column:
      return span
    case .call(_, let arguments):
      return arguments.lazy.filter { $0.name == nil }.compactMap(\.value.firstBareName).first
        ?? arguments.lazy.compactMap { argument -> SourceSpan? in
          if case .column = argument.value.kind { return nil }
          return argument.value.firstBareName
        }.first
    case .unary(_, let operand), .isNull(let operand, _):
      return operand.firstBareName
    case .binary(_, let left, let right), .membership(let left, let right, _),
      .range(let left, let right):
      return left.firstBareName ?? right.firstBareName
    case .list(let elements):
      return elements.lazy.compactMap(\.firstBareName).first
    case .caseWhen(let branches, let otherwise):
      return branches.lazy.compactMap { $0.condition.firstBareName ?? $0.value.firstBareName }.first
        ?? otherwise?.firstBareName
    case .interpolation(let pieces):
      return pieces.lazy.compactMap { piece -> SourceSpan? in
        if case .value(let value, _) = piece { return value.firstBareName }
        return nil
      }.first
    case .literal, .variable, .record, .allColumns, .hole:
      return nil
    }
  }

  /// The place of the first thing that is no literal, sign or list.
  fileprivate var firstNonConstant: SourceSpan? {
    switch kind {
    case .literal, .hole: return nil
    case .unary(.negate, let operand): return operand.firstNonConstant
    case .list(let elements): return elements.lazy.compactMap(\.firstNonConstant).first
    default: return span
    }
  }
}
