/// The lines of one statement.
struct StatementLayout {
  private let formatter: Formatter
  private(set) var lines: [String] = []

  init(_ statement: StatementSyntax, in formatter: Formatter) {
    self.formatter = formatter
    switch statement.kind {
    case .pipeline(let pipeline):
      lines = layout([], pipeline)
    case .assignment(let name, .pipeline(let pipeline)):
      lines = layout(assignmentUnits(name, upTo: pipeline.span.start), pipeline)
    case .definition(let definition):
      guard case .stages(let stages) = definition.body, let first = stages.first else {
        lines = plainLines(statement.span)
        return
      }
      let head = SourceSpan(statement.span.start, first.span.start)
      lines = layout(units(head), stages)
    default:
      lines = plainLines(statement.span)
    }
  }

  /// A statement without stages.
  private func plainLines(_ span: SourceSpan) -> [String] {
    var filler = LineFiller(formatter, start: 0, indent: 4)
    return filler.fill(units(span))
  }

  private func layout(_ head: [LayoutUnit], _ pipeline: PipelineSyntax) -> [String] {
    var source = sourceUnits(pipeline.source)
    if !head.isEmpty, !source.isEmpty { source[0].space = 1 }
    return layout(head + source, pipeline.stages)
  }

  private func layout(_ head: [LayoutUnit], _ stages: [StageSyntax]) -> [String] {
    let stageUnits = stages.map { stage -> [LayoutUnit] in
      var units = units(of: stage)
      if !units.isEmpty { units[0].space = 1 }
      return units
    }
    if stages.count <= 1 {
      let all = head + (stageUnits.first ?? [])
      var filler = LineFiller(formatter, start: 0, indent: 4)
      let lines = filler.fill(all)
      if lines.count == 1 || stages.isEmpty { return lines }
    }
    var filler = LineFiller(formatter, start: 0, indent: 4)
    var lines = filler.fill(head)
    for units in stageUnits {
      if let token = units.first?.token, let comments = formatter.leading[token] {
        lines += comments.map { formatter.commentLine($0, indent: 2) }
      }
      var filler = LineFiller(formatter, start: 2, indent: 6)
      lines += filler.fill(units)
    }
    return lines
  }

  // MARK: Parts of a pipeline

  private func assignmentUnits(_ name: NameSyntax, upTo end: Int) -> [LayoutUnit] {
    units(SourceSpan(name.span.start, end))
  }

  private func sourceUnits(_ source: SourceSyntax) -> [LayoutUnit] {
    guard case .verb(let verb) = source.kind else { return units(source.span) }
    return units(of: verb)
  }

  private func units(of stage: StageSyntax) -> [LayoutUnit] {
    guard case .verb(let verb) = stage.kind else { return units(stage.span) }
    var units = units(SourceSpan(stage.pipe.start, verb.name.span.start))
    units += self.units(of: verb)
    if units.count > 1 { units[1].space = 1 }
    return units
  }

  private func units(of verb: VerbSyntax) -> [LayoutUnit] {
    var units = units(verb.name.span)
    if let form = verb.form { append(self.units(form.span), to: &units, space: 1, .never) }
    let arguments = verb.items.map(\.span) + verb.tables.map(\.span)
    for (number, span) in arguments.sorted(by: { $0.start < $1.start }).enumerated() {
      if number > 0 { units[units.count - 1].text += "," }
      append(self.units(span), to: &units, space: 1, number > 0 ? .outer : .never)
    }
    for clause in verb.clauses {
      append(self.units(clause.keyword), to: &units, space: 1, .section)
      for (number, item) in clause.items.enumerated() {
        if number > 0 { units[units.count - 1].text += "," }
        append(self.units(item.span), to: &units, space: 1, number > 0 ? .outer : .never)
      }
    }
    let standsAlone = arguments.isEmpty && verb.clauses.isEmpty
    for (number, option) in verb.options.enumerated() {
      let keepsComma = number == 0 && verb.clauses.isEmpty && followsComma(option, arguments)
      if number > 0 || keepsComma { units[units.count - 1].text += "," }
      let space = number > 0 || keepsComma || standsAlone ? 1 : 2
      append(
        self.units(option.span), to: &units, space: space,
        number > 0 || standsAlone ? .outer : .section)
    }
    return units
  }

  /// Whether the option follows an item behind a comma, as in `assert x > 0, message: "…"`.
  private func followsComma(_ option: OptionSyntax, _ arguments: [SourceSpan]) -> Bool {
    guard let last = arguments.map(\.end).max(), last <= option.span.start else { return false }
    let index = formatter.tokenIndex(at: option.span.start)
    return index > 0 && formatter.lexed.tokens[index - 1].kind == .comma
  }

  private func append(
    _ new: [LayoutUnit], to units: inout [LayoutUnit], space: Int, _ lineBreak: LayoutUnit.Break
  ) {
    guard var first = new.first else { return }
    first.space = space
    first.lineBreak = lineBreak
    units.append(first)
    units += new.dropFirst()
  }

  private func units(_ span: SourceSpan) -> [LayoutUnit] {
    TokenSpacing(formatter, formatter.tokens(in: span)).units
  }
}
