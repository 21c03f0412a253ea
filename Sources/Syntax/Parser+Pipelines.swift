extension Parser {
  /// Reads a source and its stages.
  mutating func pipeline() -> PipelineSyntax {
    pipeline(from: source())
  }

  mutating func pipeline(from source: SourceSyntax) -> PipelineSyntax {
    let stages = stages()
    let span = SourceSpan(source.span.start, stages.last?.span.end ?? source.span.end)
    return PipelineSyntax(source: source, stages: stages, span: span)
  }

  private mutating func source() -> SourceSyntax {
    let start = position
    if kind == .leftParen {
      let inner = bracketed { $0.pipeline() }
      return SourceSyntax(inner.map { .nested($0) } ?? .hole, span(from: start))
    }
    if kind == .word, isSourceVerb(at: 0), let shape = shapes.sources[spelling] {
      let name = anyName()
      return SourceSyntax(.verb(verb(name, shape)), span(from: start))
    }
    return reference()
  }

  /// Reads `name.part`.
  mutating func reference() -> SourceSyntax {
    let start = position
    guard let first = name() else {
      fail(Diagnostic("E220", "a table is missing here", at: gap, label: "write its name"))
      return SourceSyntax(.hole, gap)
    }
    var names = [first]
    while kind == .dot {
      advance()
      guard let part = name() else {
        fail(Diagnostic("E201", "a part is missing after `.`", at: gap, label: "write its name"))
        break
      }
      names.append(part)
    }
    return SourceSyntax(.reference(names), span(from: start))
  }

  /// Reads `| …` as often as it stands there.
  mutating func stages() -> [StageSyntax] {
    var stages: [StageSyntax] = []
    while index < limit {
      guard stages.count < Parser.maximumStages else {
        fail(tooMany("a pipeline takes", Parser.maximumStages, "stages"))
        index = limit
        return stages
      }
      switch kind {
      case .pipe:
        stages.append(stage())
      case .percentPipe, .doublePipe:
        report(
          Diagnostic(
            "E208", "stages are separated by `|`", at: place, label: "write `|`",
            fix: .init(place, "|")))
        stages.append(stage())
      case .semicolon where index + 1 == limit && depth == 0:
        return stages
      default:
        unexpected()
        skipToPipe()
        if let last = stages.indices.last { stages[last].span.end = previousEnd }
      }
    }
    return stages
  }

  private mutating func stage() -> StageSyntax {
    let pipe = advance().span
    let kind = stageKind()
    return StageSyntax(kind, span(from: pipe.start), pipe: pipe)
  }

  private mutating func stageKind() -> StageSyntax.Kind {
    switch kind {
    case .word:
      if callsDefinition() {
        let name = anyName()
        return .definition(name, bracketed { $0.arguments(of: name) } ?? [])
      }
      skipWordBeforeVerb()
      if shapes.stages[spelling] == nil, isComparison(at: 1) { fail(pipeForOr()) }
      let name = anyName()
      return .verb(verb(name, shapes.stages[name.text]))
    case .sort:
      let name = anyName()
      if kind == .by {
        report(needless(place, "`sort` takes its keys right after it"))
        advance()
      }
      return .verb(verb(name, shapes.stages[name.text] ?? .init(takesSortKeys: true)))
    case .as:
      advance()
      guard let name = name() else {
        fail(Diagnostic("E201", "`as` needs a name", at: gap, label: "write `as name`"))
        return .hole
      }
      if isTakenName(name) {
        report(reservedName(name, "starts a statement and names no result"))
      }
      return .bind(name)
    default:
      missingVerb()
      skipToPipe()
      return .hole
    }
  }

  /// Tells a word that is no verb and stands before one.
  private mutating func skipWordBeforeVerb() {
    guard shapes.stages[spelling] == nil, kind(at: 1) == .word, isStageVerb(at: 1) else { return }
    switch kind(at: 2) {
    case .word, .quotedName, .variable, .literal, .text, .interpolation, .leftParen: break
    default: return
    }
    let blank = SourceSpan(place.start, lexed.tokens[index + 1].span.start)
    fail(
      Diagnostic(
        "E220", "a stage starts with its verb", at: place, label: "leave out `\(spelling)`",
        fix: .init(blank, "")))
    advance()
  }

  /// `a | b == 2`, where a condition stands instead of a verb.
  private func pipeForOr() -> Diagnostic {
    let pipe = lexed.tokens[index - 1].span
    return Diagnostic(
      "E208", "`|` starts a stage and joins no conditions", at: pipe, label: "write `or`",
      fix: .init(pipe, "or"))
  }

  private mutating func missingVerb() {
    switch kind {
    case .by, .on, .using:
      let clause = lexed.tokens[index - 1].span.joined(with: place)
      fail(
        Diagnostic(
          "E220", "`\(spelling)` belongs to the verb before it and takes no `|`", at: place,
          label: "write it without `|`", fix: .init(clause, spelling)))
    case .endOfInput, .pipe, .percentPipe:
      fail(
        Diagnostic(
          "E220", "a verb is missing after `|`", at: lexed.tokens[index - 1].span,
          label: "write one, such as `filter` or `show`, or remove the `|`"))
    default:
      fail(
        Diagnostic(
          "E220", "a verb stands after `|`, and \(described()) is none", at: place,
          label: "write a verb, such as `filter` or `show`"))
    }
  }

  /// Whether `name (…)` at this place is the whole stage, and the name no verb.
  private func callsDefinition() -> Bool {
    guard kind(at: 1) == .leftParen, shapes.stages[spelling] == nil else { return false }
    guard let partner = brackets.partner(of: index + 1), partner < limit else { return true }
    switch kind(at: partner + 1 - index) {
    case .endOfInput, .pipe, .percentPipe, .doublePipe: return true
    default: return false
    }
  }

  func needless(_ place: SourceSpan, _ reason: String) -> Diagnostic {
    var end = place.end
    while end < lexed.bytes.count, lexed.bytes[end] == UInt8(ascii: " ") { end += 1 }
    return Diagnostic(
      "E208", reason, at: place, label: "leave out `\(lexed.text(place))`",
      fix: .init(SourceSpan(place.start, end), ""))
  }
}
