extension Parser {
  /// Moves behind `let` and its like before `name =`.
  mutating func skipForeignDeclaration() {
    guard kind == .word, ["let", "var", "const", "val", "set", "SET", "LET"].contains(spelling),
      kind(at: 1) == .word || kind(at: 1) == .quotedName,
      kind(at: 2) == .equal || kind(at: 2) == .walrus
    else { return }
    let blank = SourceSpan(place.start, lexed.tokens[index + 1].span.start)
    report(
      Diagnostic(
        "E208", "a name is made by `=` alone", at: place, label: "leave out `\(spelling)`",
        fix: .init(blank, "")))
    advance()
  }

  /// `x := 5` and `x <- 5`.
  mutating func foreignAssignment() -> StatementSyntax.Kind? {
    let isArrow =
      kind(at: 1) == .less && kind(at: 2) == .minus
      && lexed.tokens[index + 1].span.end == lexed.tokens[index + 2].span.start
    guard isArrow || kind(at: 1) == .walrus else { return nil }
    let name = anyName()
    let sign = isArrow ? place.joined(with: lexed.tokens[index + 1].span) : place
    report(foreignSpelling(sign, "="))
    advance()
    if isArrow { advance() }
    return .assignment(name, assigned())
  }

  /// `x: 5` at the start of a statement.
  mutating func optionForName() -> StatementSyntax.Kind {
    let colon = SourceSpan(place.end - 1, place.end)
    let name = optionName()
    report(
      Diagnostic(
        "E204", "`:` sets an option of a verb; a name is made by `=`", at: colon,
        label: "write `\(name.text) = …`", fix: .init(colon, " =")))
    return .assignment(name, assigned())
  }

  /// `$x = 5`.
  mutating func variableForName() -> StatementSyntax.Kind {
    let sign = SourceSpan(place.start, place.start + 1)
    let token = advance()
    let span = SourceSpan(token.span.start + 1, token.span.end)
    let name = NameSyntax(lexed.text(span), span)
    report(
      Diagnostic(
        "E204", "a name is made without `$`", at: sign, label: "write `\(name.text) = …`",
        fix: .init(sign, "")))
    advance()
    return .assignment(name, assigned())
  }

  /// `%%sql` in a later line, and the magics of other kernels.
  mutating func magic() -> StatementSyntax.Kind {
    let start = index
    while kind == .percent { advance() }
    let word = spelling
    let span = lexed.tokens[start].span.joined(with: kind == .word ? place : gap)
    index = limit
    if word == "sql" {
      fail(
        Diagnostic(
          "E219", "`%%sql` stands on the first line of a cell", at: span,
          label: "move it there, or write `name = sql \"\"\"…\"\"\"`"))
    } else {
      fail(
        Diagnostic(
          "E219", "there is no magic `\(lexed.text(span))`", at: span,
          label: "`%%sql` is the only one"))
    }
    return .hole
  }

  /// A cell or statement that starts with a pipe sign.
  mutating func stagesWithoutSource() -> StatementSyntax.Kind {
    let start = place
    fail(
      Diagnostic(
        "E220", "a pipeline starts with a table", at: start,
        label: "write the table before this `|`"))
    let source = SourceSyntax(.hole, SourceSpan(start.start, start.start))
    return .pipeline(pipeline(from: source))
  }

  /// A statement that starts with a word which starts none: a verb, or a word of another language.
  mutating func misplacedStatement() -> StatementSyntax.Kind? {
    misplacedSource().map { .pipeline($0) }
  }

  mutating func misplacedSource() -> PipelineSyntax? {
    guard isName else { return nil }
    let start = place
    let word = spelling
    if kind == .word, ["from", "FROM", "From"].contains(word), startsOperand(at: 1) {
      let blank = SourceSpan(start.start, lexed.tokens[index + 1].span.start)
      report(
        Diagnostic(
          "E206", "a pipeline starts with the table itself", at: start,
          label: "leave out `\(word)`", fix: .init(blank, "")))
      advance()
      return pipeline()
    }
    if let select = queryStatement() { return select }
    if kind == .word, shapes.stages[word] != nil, startsArgument(at: 1) {
      return stageWithoutTable()
    }
    if let subscripted = subscriptedTable() { return subscripted }
    guard startsWordAfterWord else { return nil }
    fail(unknownStatement(word))
    index = limit
    return PipelineSyntax(
      source: SourceSyntax(.hole, start), stages: [], span: span(from: start.start))
  }

  /// `select a, b from t`.
  private mutating func queryStatement() -> PipelineSyntax? {
    guard kind == .word, ["select", "with", "insert", "update"].contains(spelling.lowercased()),
      let from = (index..<limit).first(where: { isFrom($0) })
    else { return nil }
    let start = place
    var fix: Diagnostic.Fix?
    var label = "write `table | select …`, or `sql \"\"\"…\"\"\"`"
    if from + 1 < limit, lexed.tokens[from + 1].kind == .word, spelling.lowercased() == "select" {
      let table = lexed.text(lexed.tokens[from + 1].span)
      label = "write `\(table) | select …`, or `sql \"\"\"…\"\"\"`"
      if from + 2 == limit, from > index + 1 {
        let columns = lexed.text(
          lexed.tokens[index + 1].span.joined(with: lexed.tokens[from - 1].span))
        let all = columns == "*"
        let whole = start.joined(with: lexed.tokens[limit - 1].span)
        label = all ? "write `\(table)`" : "write `\(table) | select \(columns)`"
        fix = .init(whole, all ? table : "\(table) | select \(columns)")
      }
    }
    fail(
      Diagnostic(
        "E206", "a statement starts with a table, as in `t | select a`", at: start, label: label,
        fix: fix))
    index = limit
    return PipelineSyntax(
      source: SourceSyntax(.hole, start), stages: [], span: span(from: start.start))
  }

  private func isFrom(_ place: Int) -> Bool {
    let token = lexed.tokens[place]
    return token.kind == .word && token.span.end - token.span.start == 4
      && lexed.text(token.span).lowercased() == "from"
  }

  /// `filter a > 1` without a table.
  private mutating func stageWithoutTable() -> PipelineSyntax {
    let start = place
    fail(
      Diagnostic(
        "E206", "`\(spelling)` needs a table before it", at: start,
        label: "write `table | \(spelling) …`",
        fix: nil))
    let pipe = SourceSpan(start.start, start.start)
    let name = anyName()
    let verb = verb(name, shapes.stages[name.text])
    let first = StageSyntax(.verb(verb), span(from: start.start), pipe: pipe)
    let rest = stages()
    return PipelineSyntax(
      source: SourceSyntax(.hole, pipe), stages: [first] + rest, span: span(from: start.start))
  }

  /// Whether an argument of a verb starts there, so that the word before it was meant as a verb.
  private func startsArgument(at offset: Int) -> Bool {
    switch kind(at: offset) {
    case .word, .quotedName, .variable, .literal, .text, .interpolation, .optionName, .by, .not,
      .on, .using, .case, .null, .true, .false:
      true
    case .star: kind(at: offset + 1) == .endOfInput || kind(at: offset + 1) == .pipe
    default: false
    }
  }

  /// `df[…]` and `df.head()`.
  private mutating func subscriptedTable() -> PipelineSyntax? {
    var end = 1
    while kind(at: end) == .dot, kind(at: end + 1) == .word { end += 2 }
    let start = place
    let table = lexed.text(start)
    switch kind(at: end) {
    case .leftBracket:
      fail(
        Diagnostic(
          "E208", "`[ ]` takes nothing out of a table", at: lexed.tokens[index + end].span,
          label: "write `\(table) | select …` or `\(table) | filter …`"))
    case .leftParen where end > 1:
      let verb = lexed.text(lexed.tokens[index + end - 1].span)
      fail(
        Diagnostic(
          "E208", "a table has no methods", at: lexed.tokens[index + end - 1].span,
          label: "write `\(table) | \(shapes.stages[verb] == nil ? "verb" : verb) …`"))
    default:
      return nil
    }
    index = limit
    return PipelineSyntax(
      source: SourceSyntax(.hole, start), stages: [], span: span(from: start.start))
  }

  private var startsWordAfterWord: Bool {
    switch kind(at: 1) {
    case .word, .quotedName, .variable, .literal, .text, .interpolation, .optionName, .by, .on,
      .using, .sort, .comma, .questionMark, .desc:
      foreignOperatorFollows == false
    default:
      false
    }
  }

  private var foreignOperatorFollows: Bool {
    var next = self
    next.index += 1
    return next.foreignOperator() != nil
  }

  private func unknownStatement(_ word: String) -> Diagnostic {
    if kind(at: 1) == .questionMark {
      let span = place.joined(with: lexed.tokens[index + 1].span)
      return Diagnostic(
        "E208", "`?` stands before the name", at: span, label: "write `?\(word)`",
        fix: .init(span, "?\(word)"))
    }
    if isStageVerb(at: 1) {
      let verb = lexed.tokens[index + 1].span
      return Diagnostic(
        "E220", "a stage starts with `|`", at: verb, label: "write `| \(lexed.text(verb))`",
        fix: .init(SourceSpan(verb.start, verb.start), "| "))
    }
    let words = shapes.sources.keys.sorted() + Vocabulary.statements
    if let near = Suggestion.nearest(to: word, in: words) {
      return Diagnostic(
        "E206", "no statement starts with `\(word)`", at: place, label: "did you mean `\(near)`?",
        fix: .init(place, near))
    }
    return Diagnostic(
      "E206", "\(crop(spelling(at: 1))) does not fit after `\(word)`",
      at: lexed.tokens[index + 1].span,
      label: "a statement is `table | verb …` or `name = …`")
  }

  private func crop(_ text: String) -> String {
    text.utf8.count > 40 ? "this" : "`\(text)`"
  }
}
