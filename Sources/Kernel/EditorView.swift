import Language
import Planning
import Syntax
import Tables
import Tasks

/// What is known at a place of a cell: the names there, the table before the stage, its values.
///
/// Nothing runs for it: names come from the session and from the statements above, columns from plans,
/// values from profiles that were taken before.
struct EditorView {
  let session: Session
  let context: CursorContext
  /// The names at the cursor.
  let workspace: Workspace
  /// The table before the stage at the cursor, as far as it is known.
  let shape: Shape?
  /// The columns of that table with what is known of their values.
  private(set) var columns: [ColumnView]
  /// Whether the cursor stands in a comment.
  let isInComment: Bool
  private let looking: LookingEngine
  private let runner: CellRunner

  init(_ session: Session, code: String, at offset: Int) {
    self.init(
      session, code: code, CursorContext(code, at: offset, shapes: session.verbs.shapes))
  }

  init(_ session: Session, code: String, _ context: CursorContext) {
    self.session = session
    self.context = context
    let looking = LookingEngine(for: session.engine, samples: session.sampleLooks) {
      session.fileLooks.columns(of: $0)
    }
    self.looking = looking
    let runner = session.looker(looking)
    let cell = Parser.parse(code, shapes: session.verbs.shapes)
    let cursor = context.span.end
    isInComment = cell.comments.contains { $0.start < cursor && cursor <= $0.end }
    let start = context.statement?.span.start ?? context.span.start
    for statement in cell.statements where statement.span.end <= start {
      runner.look(at: statement)
    }
    var shape = context.pipeline.flatMap { runner.knownAnswer(of: $0)?.shape }
    if shape?.kind == .chart, let plan = shape?.chartPlan { shape?.plan = plan }
    self.shape = shape
    columns = []
    workspace = runner.workspace
    self.runner = runner
    if let shape { columns = columns(of: shape.plan) }
  }

  /// The columns of the table before the stage.
  var fields: [Field] { columns.map(\.field) }

  // MARK: Names

  /// The answer that a dotted name stands for.
  func answer(_ path: [String]) -> Answer? {
    guard let first = path.first, case .answer(var answer, _)? = workspace[first] else {
      return nil
    }
    for name in path.dropFirst() {
      guard let part = answer.parts.first(where: { $0.name == name }) else { return nil }
      answer = part.answer
    }
    return answer
  }

  /// What a word stands for.
  func topic(_ name: String) -> HelpTopic? { runner.topic(name) }

  /// The verb at the cursor.
  var entry: VerbEntry? {
    guard let verb = context.verb?.text else { return nil }
    return context.stageIndex == nil ? session.verbs.source(verb) : session.verbs.stage(verb)
  }

  /// The verb at the cursor with all that is written of it.
  var stage: VerbSyntax? {
    guard let name = context.verb, let statement = context.statement else { return nil }
    return statement.pipeline?.verb(at: name.span)
  }

  /// The tables that the stage at the cursor names.
  var tables: [Answer] { stage?.tables.compactMap { try? runner.looked(at: $0) } ?? [] }

  // MARK: Values

  /// What is known of the values of a column of the table before the stage.
  func column(_ name: String) -> ColumnView? { columns.first { $0.field.name == name } }

  /// What is known of the values of a plan's columns: from its own profile, or from those of the
  /// tables where the columns come from.
  func columns(of plan: Plan) -> [ColumnView] {
    let fields = plan.schema.fields
    let names = Dictionary(
      fields.map { ($0.name, $0.name) }, uniquingKeysWith: { first, _ in first })
    var found: [String: ColumnView] = [:]
    find(names, in: plan, isOwn: true, depth: 0, &found)
    return fields.map { field in
      var view = found[field.name] ?? ColumnView(field: field)
      view.field = field
      return view
    }
  }

  /// Looks a plan's profile up once for all columns, then goes down with what it does not hold.
  private func find(
    _ names: [String: String], in plan: Plan, isOwn: Bool, depth: Int,
    _ found: inout [String: ColumnView]
  ) {
    guard !names.isEmpty, depth < 64 else { return }
    var rest = names
    if let profile = profile(of: plan) {
      let source = name(of: plan)
      for (name, here) in names {
        guard let column = profile.columns[here] else { continue }
        found[name] = ColumnView(
          field: Field(name, column.type), profile: profile, column: column, isOwn: isOwn,
          source: source)
        rest[name] = nil
      }
    }
    guard !rest.isEmpty else { return }
    for origin in plan.origins(of: rest) {
      find(origin.names, in: origin.plan, isOwn: false, depth: depth + 1, &found)
    }
  }

  /// The profile of a plan, if it is taken.
  func profile(of plan: Plan) -> TableProfile? {
    if let known = session.profiler.profile(of: plan) { return known }
    return looking.rows(of: plan).map { TableProfile(of: $0, isPart: true) }
  }

  private func name(of plan: Plan) -> String? {
    workspace.order.first { name in
      if case .answer(let answer, _)? = workspace[name] {
        answer.relation?.plan == plan
      } else {
        false
      }
    }
  }
}

/// A column with what is known of its values.
struct ColumnView {
  var field: Field
  var profile: TableProfile?
  var column: TableProfile.Column?
  /// Whether the values were counted in this very table, not in one that it is made from.
  var isOwn = false
  /// The name of the table in which they were counted.
  var source: String?

  /// The type and up to three values: `text · France, Germany, Spain`.
  var signature: String {
    let samples = column?.samples.map(\.sampleText) ?? []
    return samples.isEmpty
      ? field.type.name : "\(field.type.name) · \(samples.joined(separator: ", "))"
  }
}

extension CellRunner {
  /// Takes over what a statement above the cursor will bind, as far as it is known.
  fileprivate func look(at statement: StatementSyntax) {
    switch statement.kind {
    case .assignment(let name, .pipeline(let pipeline)):
      guard let answer = knownAnswer(of: pipeline)?.answer else { return }
      workspace.bind(name.text, to: .answer(answer, ScalarCache()))
    case .pipeline(let pipeline): _ = knownAnswer(of: pipeline)
    case .assignment, .param, .definition: try? run(statement, isLast: false)
    case .help, .use, .note, .respond, .scalar, .sql, .hole: break
    }
  }

  fileprivate func looked(at source: SourceSyntax) throws -> Answer? {
    switch source.kind {
    case .reference(let path): try answer(path)
    case .nested(let pipeline): knownAnswer(of: pipeline)?.answer
    case .verb, .hole: nil
    }
  }
}

extension StatementSyntax {
  /// The pipeline that the statement is or assigns.
  fileprivate var pipeline: PipelineSyntax? {
    switch kind {
    case .assignment(_, .pipeline(let pipeline)), .pipeline(let pipeline): pipeline
    default: nil
    }
  }
}

extension PipelineSyntax {
  /// The verb whose name stands at a place, also in tables in brackets.
  fileprivate func verb(at span: SourceSpan) -> VerbSyntax? {
    if let found = source.verb(at: span) { return found }
    for stage in stages {
      guard case .verb(let verb) = stage.kind else { continue }
      if verb.name.span == span { return verb }
      for table in verb.tables {
        if let found = table.verb(at: span) { return found }
      }
    }
    return nil
  }
}

extension SourceSyntax {
  fileprivate func verb(at span: SourceSpan) -> VerbSyntax? {
    switch kind {
    case .verb(let verb): verb.name.span == span ? verb : nil
    case .nested(let pipeline): pipeline.verb(at: span)
    case .reference, .hole: nil
    }
  }
}
