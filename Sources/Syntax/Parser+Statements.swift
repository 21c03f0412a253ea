extension Parser {
  /// Reads the statement that the margin rule found; of a broken one the margin's error is told.
  mutating func statement(in range: Range<Int>, isBroken: Bool) -> StatementSyntax {
    index = range.lowerBound
    limit = range.upperBound
    depth = 0
    hasFailed = isBroken
    let span = lexed.tokens[range.lowerBound].span.joined(
      with: lexed.tokens[range.upperBound - 1].span)
    let kind = statementKind()
    skipSemicolon()
    if index < limit { unexpected() }
    return StatementSyntax(kind, span)
  }

  /// Tells a semicolon that ends the statement.
  private mutating func skipSemicolon() {
    guard kind == .semicolon, index + 1 == limit else { return }
    report(
      Diagnostic(
        "E208", "a statement ends with its line", at: place, label: "leave out `;`",
        fix: .init(place, "")))
    advance()
  }

  private mutating func statementKind() -> StatementSyntax.Kind {
    skipForeignDeclaration()
    switch kind {
    case .questionMark:
      return help()
    case .pipe, .percentPipe, .doublePipe:
      return stagesWithoutSource()
    case .word, .quotedName:
      if kind(at: 1) == .equal { return assignment() }
      if let statement = foreignAssignment() { return statement }
      if startsNamelessDefinition { return definitionWithoutWord() }
      return kind == .word ? wordStatement() : tableOrScalar()
    case .leftParen:
      return startsPipeline() ? .pipeline(pipeline()) : .scalar(scalar())
    case .optionName:
      return optionForName()
    case .variable where kind(at: 1) == .equal:
      return variableForName()
    case let reserved where reserved.isReservedWord && kind(at: 1) == .equal:
      return assignment()
    case .percent:
      return magic()
    default:
      return .scalar(scalar())
    }
  }

  private mutating func wordStatement() -> StatementSyntax.Kind {
    switch spelling {
    case "param" where kind(at: 1) == .optionName || kind(at: 1) == .word: return param()
    case "def" where kind(at: 1) == .word || kind(at: 1) == .leftParen: return definition()
    case "use" where kind(at: 1) != .pipe && kind(at: 1) != .dot: return use()
    case "note" where startsText(at: 1): return message(StatementSyntax.Kind.note)
    case "respond" where startsText(at: 1): return message(StatementSyntax.Kind.respond)
    default: return tableOrScalar()
    }
  }

  private func startsText(at offset: Int) -> Bool {
    switch kind(at: offset) {
    case .text, .interpolation, .variable, .endOfInput, .literal, .word: true
    default: false
    }
  }

  /// A statement that starts with a name: a pipeline, a scalar, or neither.
  private mutating func tableOrScalar() -> StatementSyntax.Kind {
    if startsPipeline() { return .pipeline(pipeline()) }
    if let statement = misplacedStatement() { return statement }
    return .scalar(scalar())
  }

  /// Whether the tokens at this place are a pipeline and not an expression.
  func startsPipeline() -> Bool {
    var offset = 0
    while kind(at: offset) == .leftParen {
      if brackets.holdsStages(at: index + offset) { return true }
      offset += 1
    }
    guard kind(at: offset) == .word || kind(at: offset) == .quotedName else { return false }
    if kind(at: offset) == .word, isSourceVerb(at: offset) { return true }
    var next = offset + 1
    while kind(at: next) == .dot,
      kind(at: next + 1) == .word || kind(at: next + 1) == .quotedName
    {
      next += 2
    }
    if kind(at: next) == .dot { next += 1 }
    switch kind(at: next) {
    case .endOfInput, .pipe, .percentPipe: return true
    case .doublePipe: return isStageVerb(at: next + 1)
    case .rightParen: return offset > 0
    default: return false
    }
  }

  /// Whether a verb stands there that starts a pipeline, and not a function of that name.
  func isSourceVerb(at offset: Int) -> Bool {
    guard shapes.sources[spelling(at: offset)] != nil else { return false }
    switch kind(at: offset + 1) {
    case .leftParen:
      // `rows (…)` is no call, `rows(…)` is.
      return lexed.tokens[index + offset].span.end != lexed.tokens[index + offset + 1].span.start
    case .dot: return false
    default: return true
    }
  }

  func isStageVerb(at offset: Int) -> Bool {
    kind(at: offset) == .sort || kind(at: offset) == .as
      || kind(at: offset) == .word && shapes.stages[spelling(at: offset)] != nil
  }

  // MARK: Kinds of statements

  private mutating func help() -> StatementSyntax.Kind {
    advance()
    guard isName || kind.isReservedWord else {
      fail(
        Diagnostic(
          "E201", "`?` needs a name", at: gap, label: "write `?name` or the name of a verb"))
      index = limit
      return .help([])
    }
    var names = [anyName()]
    while kind == .dot, kind(at: 1) == .word || kind(at: 1) == .quotedName {
      advance()
      names.append(anyName())
    }
    return .help(names)
  }

  private mutating func assignment() -> StatementSyntax.Kind {
    let name = anyName()
    if !name.isQuoted, TokenKind.reserved[name.text] != nil {
      report(reservedName(name, "is a word of the language"))
    } else if isTakenName(name) {
      report(reservedName(name, "starts a statement and names no result"))
    }
    advance()
    return .assignment(name, assigned())
  }

  /// What stands right of `name =`.
  mutating func assigned() -> AssignedSyntax {
    if startsPipeline() { return .pipeline(pipeline()) }
    if kind == .pipe {
      fail(
        Diagnostic(
          "E220", "a pipeline starts with a table", at: place,
          label: "write the table before this `|`"))
      return .pipeline(pipeline(from: SourceSyntax(.hole, gap)))
    }
    if kind == .leftBrace { return .scalar(record()) }
    if let pipeline = misplacedSource() { return .pipeline(pipeline) }
    return .scalar(scalar())
  }

  /// Whether a result may not take the name, because a statement starts with it.
  func isTakenName(_ name: NameSyntax) -> Bool {
    guard !name.isQuoted else { return false }
    return shapes.sources[name.text] != nil
      || ["use", "note", "param", "def"].contains(name.text)
  }

  func reservedName(_ name: NameSyntax, _ reason: String) -> Diagnostic {
    Diagnostic(
      "E216", "`\(name.text)` \(reason)", at: name.span,
      label: "choose another name, such as `\(name.text)_1`")
  }

  private mutating func use() -> StatementSyntax.Kind {
    advance()
    guard kind == .word else {
      fail(
        Diagnostic(
          "E201", "`use` needs a setting", at: gap,
          label: "write `use engine`, `use seed` or `use timezone`"))
      return .use(
        UseSyntax(setting: NameSyntax("", gap), name: nil, value: nil, options: []))
    }
    var use = UseSyntax(setting: anyName(), name: name(), value: nil, options: [])
    switch kind {
    case .literal, .text, .variable, .minus:
      use.value = expression(Precedence.add)
    case .endOfInput where use.name == nil:
      fail(
        Diagnostic(
          "E201", "`use \(use.setting.text)` needs a value", at: gap, label: "write it here"))
    default:
      break
    }
    use.options = options()
    return .use(use)
  }

  /// `note` or `respond` with its text.
  private mutating func message(
    _ make: (ExpressionSyntax, [OptionSyntax]) -> StatementSyntax.Kind
  ) -> StatementSyntax.Kind {
    let word = spelling
    advance()
    guard kind == .text || kind == .interpolation || kind == .variable else {
      fail(
        Diagnostic(
          "E201", "`\(word)` needs a text, an f-string or a `$` name", at: place,
          label: "write `\(word) \"…\"`"))
      index = limit
      return make(ExpressionSyntax(.hole, gap), [])
    }
    let text = primary()
    rejectBareNames(in: text)
    return make(text, options())
  }

  /// Reads a scalar: a whole expression in which a bare name would be a table.
  mutating func scalar() -> ExpressionSyntax {
    if kind == .leftBrace { return record() }
    let value = expression()
    rejectBareNames(in: value)
    if kind == .pipe {
      fail(valueForTable(value))
      _ = stages()
    }
    return value
  }

  private func valueForTable(_ value: ExpressionSyntax) -> Diagnostic {
    let start = SourceSpan(value.span.start, value.span.start)
    var label = "write the name of a table before the first `|`"
    var fix: Diagnostic.Fix?
    switch value.kind {
    case .literal(.text):
      label = "write `load \(lexed.text(value.span))`"
      fix = .init(start, "load ")
    case .variable(let names):
      label = "write `\(names.map(\.text).joined(separator: "."))`"
      fix = .init(SourceSpan(start.start, start.start + 1), "")
    default:
      break
    }
    return Diagnostic(
      "E220", "a pipeline starts with a table, not with a value", at: value.span, label: label,
      fix: fix)
  }

  /// Tells the first bare name of a scalar.
  mutating func rejectBareNames(in value: ExpressionSyntax) {
    guard !hasFailed, let name = value.firstBareName else { return }
    let spelling = lexed.text(name)
    report(
      Diagnostic(
        "E205", "a bare name here is a table; a value is `$\(spelling)`", at: name,
        label: "write `$\(spelling)`", fix: .init(SourceSpan(name.start, name.start), "$")))
  }
}
