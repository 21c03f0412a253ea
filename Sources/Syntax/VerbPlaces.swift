/// Where the verbs of a tree and their forms stand; no other word is followed by items.
struct VerbPlaces {
  private(set) var starts: Set<Int> = []

  init(_ statements: [StatementSyntax]) {
    for statement in statements {
      switch statement.kind {
      case .pipeline(let pipeline), .assignment(_, .pipeline(let pipeline)):
        add(pipeline)
      case .definition(let definition):
        if case .stages(let stages) = definition.body { add(stages) }
      default:
        break
      }
    }
  }

  private mutating func add(_ pipeline: PipelineSyntax) {
    add(pipeline.source)
    add(pipeline.stages)
  }

  private mutating func add(_ source: SourceSyntax) {
    switch source.kind {
    case .verb(let verb): add(verb)
    case .nested(let pipeline): add(pipeline)
    case .reference, .hole: break
    }
  }

  private mutating func add(_ stages: [StageSyntax]) {
    for case .verb(let verb) in stages.map(\.kind) { add(verb) }
  }

  private mutating func add(_ verb: VerbSyntax) {
    starts.insert(verb.name.span.start)
    if let form = verb.form { starts.insert(form.span.start) }
    verb.tables.forEach { add($0) }
    for case .pipeline(let pipeline) in verb.options.map(\.value) { add(pipeline) }
  }
}
