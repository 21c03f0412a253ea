extension CursorWalk {
  /// The level that holds verbs: the last one that is no bracket of an expression.
  private var base: Int { levels[levels.count - 1].base }

  private var isInBrackets: Bool { base < levels.count - 1 }

  /// Notes what one token opens, closes or starts.
  mutating func step(_ index: Int) {
    let token = tokens[index]
    switch token.kind {
    case .leftParen, .leftBracket, .leftBrace: open(index)
    case .rightParen, .rightBracket, .rightBrace:
      if levels.count > 1 { levels.removeLast() }
    case .pipe, .percentPipe, .doublePipe: startStage(index)
    case .comma: passComma()
    case .optionName: startOption(token)
    case .sort where levels[base].position == .verb && !isInBrackets: startVerb(token)
    case .by, .sort, .on, .using: startClause(token)
    case .as where levels[base].position == .verb: levels[base].position = .newName
    case .equal: passEqual(index)
    case .word, .quotedName: passWord(index)
    case .questionMark where index == 0: levels[base].position = .help
    case .dot: break
    default: passValue()
    }
  }

  // MARK: Brackets

  private mutating func open(_ index: Int) {
    let level = levels[base]
    let kind = tokens[index].kind
    if kind != .leftParen {
      passValue()
      return levels.append(
        Level(kind: kind == .leftBrace ? .record : .list, start: index, base: base))
    }
    if !isInBrackets, opensPipeline(index, level.position) {
      var inner = Level(kind: .pipeline, start: index + 1, base: levels.count)
      inner.position = .source
      return levels.append(inner)
    }
    let isCall =
      index > 0 && tokens[index - 1].kind == .word && tokens[index - 1].span != level.verb?.span
      && tokens[index - 1].span.end == tokens[index].span.start
    if !isCall { passValue() }
    levels.append(Level(kind: isCall ? .call : .group, start: index, base: base))
  }

  private func opensPipeline(_ index: Int, _ position: CursorContext.Position) -> Bool {
    let outer = statementStart + index
    let holdsStages =
      outer < lexed.tokens.count && lexed.tokens[outer].span == tokens[index].span
      && parser.brackets.holdsStages(at: outer)
    switch position {
    case .table: return true
    case .optionValue, .statement, .assigned, .source: return holdsStages
    default: return false
    }
  }

  // MARK: Stages

  private mutating func startStage(_ index: Int) {
    // In a bracket of an expression stands no stage: the bracket was never closed.
    levels.removeLast(levels.count - 1 - base)
    var level = Level(kind: levels[base].kind, start: levels[base].start, base: base)
    level.pipes = levels[base].pipes + [index]
    level.position = .verb
    levels[base] = level
  }

  private mutating func startVerb(_ token: Token) {
    let name = name(token)
    levels[base].verb = name
    levels[base].shape = shapes.stages[name.text]
    setList(levels[base].shape?.takesTables == true ? .table(0) : .item(0))
  }

  private mutating func setList(_ position: CursorContext.Position) {
    levels[base].position = position
    levels[base].list = position
  }

  private mutating func startClause(_ token: Token) {
    guard !isInBrackets, levels[base].verb != nil,
      let kind = ClauseSyntax.Kind(rawValue: lexed.text(token.span))
    else { return }
    levels[base].clauses.append(kind)
    setList(.clause(kind))
  }

  private mutating func startOption(_ token: Token) {
    let name = lexed.text(
      SourceSpan(token.span.start, token.span.start + Int(token.payload)))
    if isInBrackets {
      levels[levels.count - 1].option = name
    } else if firstWord == "param", levels[base].position != .scalar {
      levels[base].position = .type
    } else {
      levels[base].options.append(name)
      levels[base].position = .optionValue(name)
    }
  }

  private mutating func passComma() {
    if isInBrackets {
      levels[levels.count - 1].argument += 1
      levels[levels.count - 1].option = nil
      return
    }
    switch levels[base].list {
    case .item(let number): setList(.item(number + 1))
    case .table(let number): setList(.table(number + 1))
    default: levels[base].position = levels[base].list
    }
  }

  // MARK: Names and values

  /// The statement's first token, if it is a word.
  private var firstWord: String? {
    guard let first = tokens.first, first.kind == .word else { return nil }
    return lexed.text(first.span)
  }

  private mutating func passEqual(_ index: Int) {
    guard !isInBrackets, levels.count == 1, levels[0].verb == nil else { return }
    if firstWord == "param" {
      levels[0].position = .scalar
    } else if index == 1 || firstWord == "def" {
      levels[0].position = .assigned
      levels[0].start = index + 1
    }
  }

  private mutating func passWord(_ index: Int) {
    guard !isInBrackets else { return }
    let token = tokens[index]
    let word = lexed.text(token.span)
    switch levels[base].position {
    case .statement where index == 0 && ["use", "def", "note", "respond", "param"].contains(word):
      let positions: [String: CursorContext.Position] = [
        "use": .setting, "def": .newName, "param": .newName,
      ]
      levels[base].position = positions[word] ?? .scalar
    case .statement, .assigned, .source:
      guard token.kind == .word, let shape = shapes.sources[word], !startsName(index + 1) else {
        return
      }
      levels[base].verb = name(token)
      levels[base].shape = shape
      setList(.item(0))
    case .verb:
      startVerb(token)
    case .item(0) where tokens[index - 1].span == levels[base].verb?.span:
      if levels[base].shape?.forms.contains(word) == true { levels[base].form = name(token) }
    case .setting, .newName, .type, .help:
      levels[base].position = index + 1 < tokens.count ? levels[base].position : .nothing
    default:
      break
    }
  }

  /// Whether what follows shows that the word before it is a name and no verb.
  private func startsName(_ index: Int) -> Bool {
    guard index < tokens.count else { return false }
    return tokens[index].kind == .equal || tokens[index].kind == .dot
  }

  /// Passes a value or an operator: what starts with one is no pipeline.
  private mutating func passValue() {
    guard !isInBrackets else { return }
    switch levels[base].position {
    case .statement, .assigned: levels[base].position = .scalar
    default: break
    }
  }

  private func name(_ token: Token) -> NameSyntax {
    NameSyntax(lexed.text(token.span), token.span)
  }

  // MARK: The result

  /// Writes down what the walk has found.
  func describe(_ context: inout CursorContext) {
    let level = levels[base]
    context.position = level.position
    context.verb = level.verb
    context.form = level.form
    context.options = level.options
    context.clauses = level.clauses
    context.expectsOperand = expectsOperand(level)
    context.call = levels[(base + 1)...].last { $0.kind == .call }.map { call in
      CursorContext.Call(
        name: name(tokens[call.start - 1]), argument: call.argument, option: call.option)
    }
    if let last = level.pipes.last {
      context.stageIndex = level.pipes.count - 1
      context.pipeline = pipeline(from: level.start, to: last)
    }
    describeDots(&context)
    context.comparedColumn = comparedColumn()
  }

  private func pipeline(from start: Int, to end: Int) -> PipelineSyntax? {
    // Those inside an f-string's braces are not tokens of the cell.
    let last = statementStart + end - 1
    guard lexed.tokens.indices.contains(last), end > 0,
      lexed.tokens[last].span == tokens[end - 1].span
    else { return nil }
    var copy = parser
    copy.index = statementStart + start
    copy.limit = statementStart + end
    return copy.pipeline()
  }

  private func expectsOperand(_ level: Level) -> Bool {
    guard let last = tokens.last else { return true }
    switch last.kind {
    case .word:
      if last.span == level.verb?.span || last.span == level.form?.span { return true }
      return tokens.count == 1 && level.position != .statement
    case .quotedName, .variable, .literal, .text, .interpolation, .rightParen, .rightBracket,
      .rightBrace, .end, .null, .true, .false, .desc:
      return false
    case .star:
      guard tokens.count > 1 else { return false }
      switch tokens[tokens.count - 2].kind {
      case .literal, .variable, .quotedName, .rightParen: return true
      case .word: return tokens[tokens.count - 2].span != level.verb?.span
      default: return false
      }
    default:
      return true
    }
  }

  /// The names before a dot at the cursor.
  private func describeDots(_ context: inout CursorContext) {
    var place = tokens.count
    var names: [String] = []
    while place >= 2, tokens[place - 1].kind == .dot {
      let token = tokens[place - 2]
      switch token.kind {
      case .word, .quotedName:
        let text = lexed.text(token.span)
        names.insert(token.kind == .word ? text : Parser.unquoted(text), at: 0)
      case .variable:
        names.insert(String(lexed.text(token.span).dropFirst()), at: 0)
        context.isVariable = true
      default:
        place = 0
      }
      place -= 2
    }
    context.qualifier = names
  }

  /// The column before `==`, `!=` or `in [` at the cursor.
  private func comparedColumn() -> [String]? {
    var place = tokens.count - 1
    if levels.last?.kind == .list, let start = levels.last?.start { place = start - 1 }
    guard place > 0 else { return nil }
    switch tokens[place].kind {
    case .equalEqual, .notEqual, .in: break
    // A slip for `==` where no name can be made.
    case .equal where levels[base].shape?.takesNames == false && levels[base].verb != nil: break
    default: return nil
    }
    place -= tokens[place - 1].kind == .not ? 2 : 1
    var names: [String] = []
    while place >= 0 {
      switch tokens[place].kind {
      case .word: names.insert(lexed.text(tokens[place].span), at: 0)
      case .quotedName: names.insert(Parser.unquoted(lexed.text(tokens[place].span)), at: 0)
      default: return nil
      }
      guard place >= 2, tokens[place - 1].kind == .dot else { return names }
      place -= 2
    }
    return names
  }
}
