package import Language
import Planning
package import Syntax
import Tables

extension CellRunner {
  /// A step of a pipeline that is bound and waits to run.
  enum Step {
    case verb(any Verb, VerbSyntax)
    case bind(NameSyntax)
  }

  /// A pipeline while its stages are bound.
  struct Progression {
    /// What stands before the steps that wait.
    var answer: Answer
    /// What is known of the result.
    var shape: Shape
    var waiting: [Step] = []
    /// The names that waiting steps will bind.
    var coming: Set<String> = []
    /// How many analyses the cell had done before it.
    var firstRun = 0
  }

  /// Binds all stages of a pipeline, then runs them; what answers a program (`respond`) is only a
  /// statement.
  package func answer(of pipeline: PipelineSyntax, isStatement: Bool = false) throws(Diagnostic)
    -> Answer
  {
    var progression = try bound(pipeline)
    if !isStatement, progression.shape.kind == .nothing { throw notATable(pipeline) }
    guard mode == .running else { return knownAnswer(progression) }
    do throws(Diagnostic) { try run(&progression) } catch { throw located(error, in: pipeline) }
    return progression.answer
  }

  private func notATable(_ pipeline: PipelineSyntax) -> Diagnostic {
    let stage = pipeline.stages.last?.verbName
    return Diagnostic(
      "E312", "`\(stage?.text ?? "")` writes an answer and gives no table",
      at: stage?.span ?? pipeline.span, label: "bind the table first, and answer in a line below")
  }

  package func answer(_ pipeline: PipelineSyntax) throws(Diagnostic) -> Answer {
    let before = runs.count
    let answer = try answer(of: pipeline)
    for run in before..<runs.count { runs[run].isNested = true }
    return answer
  }

  /// What is known of a pipeline's result without running it.
  package func shape(of pipeline: PipelineSyntax) throws(Diagnostic) -> Shape {
    try bound(pipeline).shape
  }

  private func bound(_ pipeline: PipelineSyntax) throws(Diagnostic) -> Progression {
    let firstRun = runs.count
    let source = try open(pipeline.source)
    openedSources[pipeline.source.span] = source
    var progression = Progression(
      answer: source, shape: Shape(of: source), firstRun: firstRun)
    for stage in pipeline.stages { try bind(stage, to: &progression) }
    return progression
  }

  private func run(_ progression: inout Progression) throws(Diagnostic) {
    for step in progression.waiting {
      switch step {
      case .verb(let verb, let syntax):
        progression.answer = try apply(verb, syntax, to: progression.answer)
      case .bind(let name):
        workspace.bind(name.text, to: .answer(progression.answer, ScalarCache()))
        nameRun(name.text, since: progression.firstRun)
      }
    }
    progression.waiting = []
    progression.coming = []
    let dropped = progression.shape.dropped
    progression.shape = Shape(of: progression.answer)
    progression.shape.dropped = dropped
  }

  func open(_ source: SourceSyntax) throws(Diagnostic) -> Answer {
    switch source.kind {
    case .reference(let path): return try answer(path)
    case .nested(let pipeline): return try answer(of: pipeline)
    case .hole: throw Diagnostic("E201", "a table is missing here", at: source.span)
    case .verb(let verb):
      guard let entry = surroundings.verbs.source(verb.name.text) else {
        throw unknownVerb(verb.name, isSource: true)
      }
      let verb = mode == .looking ? verb.short : verb
      var binder = StageBinder(
        verb, input: Shape(.nothing, plan: .placeholder(Schema())), environment: self)
      guard case .source(let bound) = try entry.bind(&binder) else {
        throw unknownVerb(verb.name, isSource: true)
      }
      guard mode == .running || isLookingAside else {
        isBlind = true
        throw Diagnostic("E311", "this source is not opened now", at: verb.span)
      }
      if mode == .looking, bound.changesThings {
        isBlind = true
        throw Diagnostic("E311", "this source is not opened now", at: verb.span)
      }
      do {
        let looking = surroundings.embedded as? LookingEngine
        let answer =
          try looking?.answer(of: verb) { try bound.open(in: context(at: verb.span)) }
          ?? bound.open(in: context(at: verb.span))
        return answer.made(by: verb.name, at: place(of: verb.name))
      } catch {
        throw Diagnostic(running: error, at: verb.span)
      }
    }
  }

  func bind(_ stage: StageSyntax, to progression: inout Progression) throws(Diagnostic) {
    switch stage.kind {
    case .hole:
      throw Diagnostic("E201", "a verb is missing here", at: stage.span)
    case .bind(let name):
      try checkTableName(name)
      if progression.shape.kind == .nothing {
        throw Diagnostic(
          "E312", "there is no table here to be called \(name.text.asCode)", at: name.span,
          label: "put `as` before `respond`")
      }
      progression.waiting.append(.bind(name))
      progression.coming.insert(name.text)
    case .definition(let name, let arguments):
      let call = SourceSpan(name.span.start, stage.span.end)
      let expansion = try expansion(of: name, arguments, at: call)
      expansionDepth += 1
      defer { expansionDepth -= 1 }
      for stage in expansion.stages {
        try expansion.definition.explaining { () throws(Diagnostic) in
          try bind(stage, to: &progression)
        }
      }
    case .verb(let syntax):
      try bind(syntax, to: &progression)
    }
  }

  private func bind(_ syntax: VerbSyntax, to progression: inout Progression) throws(Diagnostic) {
    guard let entry = surroundings.verbs.stage(syntax.name.text) else {
      throw unknownVerb(syntax.name, isSource: false)
    }
    if entry.asksRows || !syntax.usedNames.isDisjoint(with: progression.coming) {
      if mode == .running { try run(&progression) } else { isBlind = true }
    }
    var binder = StageBinder(syntax, input: progression.shape, environment: self)
    guard case .stage(let verb) = try entry.bind(&binder) else {
      throw unknownVerb(syntax.name, isSource: false)
    }
    let input = progression.shape
    progression.shape = try placed(at: syntax.name.span) { () throws(Diagnostic) in
      try verb.shape(of: input)
    }
    if progression.shape.plan.isLarger(than: Self.largestPlan) {
      throw Diagnostic(
        "E714", "the pipeline is too large for one query", at: syntax.name.span,
        label: "save what it gives so far, and load that")
    }
    for name in input.schema.names where !progression.shape.schema.contains(name) {
      progression.shape.dropped[name] = syntax.name
    }
    progression.waiting.append(.verb(verb, syntax))
  }

  /// Tables that are joined or appended to themselves double with each stage.
  private static let largestPlan = 5_000

  private func apply(_ verb: any Verb, _ syntax: VerbSyntax, to input: Answer) throws(Diagnostic)
    -> Answer
  {
    try checkInterrupt(at: syntax.span)
    let start = ContinuousClock.now
    do {
      var answer = try verb.apply(to: input, in: context(at: syntax.span))
      if type(of: verb).isEffect { return answer }
      note(&answer, of: syntax, on: input, took: .now - start)
      var made = answer.made(by: syntax.name, at: place(of: syntax.name))
      made.lostParts = input.lostParts
      if !input.parts.isEmpty, let verb = input.verb {
        let lost = LostParts(
          names: input.parts.map(\.name), verb: verb.text, place: input.place)
        made.lostParts.insert(lost, at: 0)
      }
      return made
    } catch {
      throw Diagnostic(running: error, at: syntax.span)
    }
  }

  /// The line of a verb, and the cell where it is known.
  private func place(of name: NameSyntax) -> String? { surroundings.place?(name.span) }

  /// Gives an error without a place the place of the stage.
  private func placed<T>(at span: SourceSpan, _ work: () throws(Diagnostic) -> T)
    throws(Diagnostic) -> T
  {
    do throws(Diagnostic) { return try work() } catch {
      var error = error
      if error.span == nil { error.span = span }
      throw error
    }
  }

  private func expansion(
    of name: NameSyntax, _ arguments: [ArgumentSyntax], at span: SourceSpan
  ) throws(Diagnostic) -> (definition: DefinitionExpansion, stages: [StageSyntax]) {
    guard let definition = definitions[name.text] else {
      if surroundings.verbs.stage(name.text) != nil {
        throw Diagnostic(
          "E301", "`\(name.text)` is a verb and takes no parentheses", at: name.span,
          label: "write  | \(name.text) …")
      }
      let near = Suggestion.nearest(to: name.text, in: definitions.keys.sorted())
      throw Diagnostic(
        "E301", "there is no verb or `def` called `\(name.text)`", at: name.span,
        label: near.map { "did you mean `\($0)`?" } ?? "")
    }
    guard case .stages(let body) = definition.body else {
      throw Diagnostic(
        "E301", "`\(name.text)` is a value, not a stage", at: name.span,
        label: "use it in an expression, for instance in `derive`")
    }
    guard expansionDepth < ExpressionBinder.deepestDefinition else {
      throw Diagnostic("E110", "`def`s call each other without end", at: span)
    }
    try expansions.spend(arguments, at: span)
    let expansion = try DefinitionExpansion(definition, arguments: arguments, at: span)
    return (expansion, try expansion.stages(body))
  }

  /// "There is no verb …", with the verb that does what the word means elsewhere.
  private func unknownVerb(_ name: NameSyntax, isSource: Bool) -> Diagnostic {
    let verbs = surroundings.verbs
    if verbs.later[name.text] != nil {
      return Diagnostic(
        "E311", "`\(name.text)` comes in a later release", at: name.span)
    }
    if definitions[name.text] != nil {
      return Diagnostic(
        "E301", "`\(name.text)` is a `def`, and its arguments are missing", at: name.span,
        label: "write  | \(name.text)(…)")
    }
    if let advice = ForeignWords.verb(name.text) {
      return Diagnostic(
        "E310", "`\(name.text)` is not used here", at: name.span, label: advice.label,
        fix: advice.replacement.map { .init(name.span, $0) })
    }
    if !isSource, verbs.source(name.text) != nil {
      return Diagnostic(
        "E301", "`\(name.text)` starts a pipeline", at: name.span,
        label: "put it first, before any pipe sign")
    }
    let known = verbs.entries.filter { $0.isSource == isSource }.map(\.name)
    let near = Suggestion.nearest(to: name.text, in: known)
    return Diagnostic(
      "E301", "there is no verb `\(name.text)`", at: name.span,
      label: near.map { "did you mean `\($0)`?" } ?? "`?verbs` lists them",
      fix: near.map { .init(name.span, $0) })
  }
}

extension Answer {
  /// The answer of a verb, whose name its stored rows take.
  fileprivate func made(by verb: NameSyntax, at place: String?) -> Answer {
    var answer = self
    answer.verb = verb
    answer.place = place
    if case .table(var relation) = content, case .scan(var scan) = relation.plan,
      scan.name == scan.relation
    {
      scan.name = verb.text
      relation.plan = .scan(scan)
      answer.content = .table(relation)
    }
    return answer
  }
}

extension Verb {
  fileprivate static var isEffect: Bool { declaration.isEffect }
}

extension StageSyntax {
  /// The name of the stage's verb.
  fileprivate var verbName: NameSyntax? {
    if case .verb(let verb) = kind { verb.name } else { nil }
  }
}
