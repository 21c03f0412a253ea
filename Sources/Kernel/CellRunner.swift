package import Language
package import Planning
package import Syntax
package import Tables
package import Tasks

/// Runs one cell on a copy of the session's names.
///
/// The statements are bound and run in turn; the first error ends the cell, and the errors of later
/// statements are listed if they do not follow from it.
package final class CellRunner: Environment {
  /// What stays the same while a cell runs.
  package struct Surroundings: Sendable {
    package var verbs: VerbCatalog
    package var functions: FunctionCatalog
    package var embedded: any FileEngine
    package var cancellation: Cancellation
    package var progress: Progress
    package var workingFolder: String
    package var registryPath: String
    /// Values that `teff run -p` gave; they win over defaults always.
    package var overrides: [String: String]
    /// The moment of the cell in UTC, microseconds since 1970.
    package var now: Int64
    /// The words for a place in the cell, such as `cell 4, line 3`.
    package var place: (@Sendable (SourceSpan) -> String)?
    /// Keeps the runs of analyses; nil where nothing is kept.
    var recorder: RunRecorder?
    /// The cell's number, if it has one.
    var cellNumber: Int?

    package init(
      verbs: VerbCatalog, functions: FunctionCatalog, embedded: any FileEngine,
      cancellation: Cancellation, progress: Progress, workingFolder: String,
      registryPath: String? = nil,
      overrides: [String: String], now: Int64,
      place: (@Sendable (SourceSpan) -> String)? = nil
    ) {
      self.verbs = verbs
      self.functions = functions
      self.embedded = embedded
      self.cancellation = cancellation
      self.progress = progress
      self.workingFolder = workingFolder
      self.registryPath = RegistryPlace.path(registryPath, in: workingFolder)
      self.overrides = overrides
      self.now = now
      self.place = place
    }
  }

  /// How far statements go.
  enum Mode {
    case running
    /// Statements behind an error: they are bound, and nothing runs.
    case checking
    /// The same for the editor, where not even a query may be asked.
    case looking
  }

  let surroundings: Surroundings
  let sink: any CellSink
  /// The names as this cell sees them.
  package internal(set) var workspace: Workspace
  /// What `use` set, also in a cell that fails later.
  package internal(set) var settings: SessionSettings
  var mode = Mode.running
  /// Whether sources are looked at beside the engine, for the editor.
  var isLookingAside: Bool { mode == .looking && surroundings.embedded is LookingEngine }
  /// Whether a statement could not be checked to its end without running it.
  var isBlind = false
  /// Names that the failed part of the cell would have bound.
  var unboundNames: Set<String> = []
  /// Names that a failed cell before this one would have bound.
  var lostNames: Set<String> = []
  package let expansions = ExpansionBudget()
  /// What the sources of the running statement gave, by their place.
  var openedSources: [SourceSpan: Answer] = [:]
  /// How deep `def`s are expanded in each other.
  var expansionDepth = 0
  /// The analyses of this cell, to be kept when it has succeeded.
  var runs: [FinishedRun] = []
  /// The engine's clock in the session's zone, once it is known.
  private var localNow: Int64?

  package init(
    workspace: Workspace, settings: SessionSettings, surroundings: Surroundings,
    sink: any CellSink
  ) {
    self.workspace = workspace
    self.settings = settings
    self.surroundings = surroundings
    self.sink = sink
  }

  /// Runs the statements; the errors are empty when the whole cell succeeded.
  package func run(_ cell: CellSyntax) -> [Diagnostic] {
    let errors = cell.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { return errors }
    for warning in cell.diagnostics { sink.warn(warning) }
    for (index, statement) in cell.statements.enumerated() {
      do throws(Diagnostic) {
        try checkInterrupt(at: statement.span)
        try run(statement, isLast: index == cell.statements.count - 1)
      } catch {
        return [error] + laterErrors(cell.statements[(index + 1)...], after: statement)
      }
    }
    keepRuns()
    return []
  }

  /// Errors of the statements behind a failed one that do not depend on what it would have bound.
  private func laterErrors(
    _ statements: ArraySlice<StatementSyntax>, after failed: StatementSyntax
  ) -> [Diagnostic] {
    guard !surroundings.cancellation.isCancelled else { return [] }
    mode = .checking
    var errors: [Diagnostic] = []
    unboundNames.formUnion(failed.boundNames)
    for statement in statements {
      if statement.usedNames.isDisjoint(with: unboundNames) {
        isBlind = false
        do throws(Diagnostic) { try check(statement) } catch {
          if !isBlind { errors.append(error) }
        }
      }
      unboundNames.formUnion(statement.boundNames)
    }
    return errors
  }

  func checkInterrupt(at span: SourceSpan) throws(Diagnostic) {
    if surroundings.cancellation.isCancelled { throw .interrupted(at: span) }
  }

  /// What verbs may use, at a place of the cell.
  func context(at span: SourceSpan) -> RunContext {
    let sink = self.sink
    let workspace = self.workspace
    return RunContext(
      embedded: surroundings.embedded, session: surroundings.embedded, seed: settings.seed,
      timezone: settings.timezone, now: now, cancellation: surroundings.cancellation,
      progress: surroundings.progress, workingFolder: surroundings.workingFolder,
      registryPath: surroundings.registryPath, span: span,
      notify: { sink.warn($0) },
      show: { try sink.show($0, $1, isResult: false) },
      names: { workspace.namedResults })
  }

  // MARK: Environment

  package var functions: FunctionCatalog { surroundings.functions }
  package var definitions: [String: DefinitionSyntax] { workspace.definitions }
  package var seed: Int64 { settings.seed }

  package var now: Int64 {
    if settings.timezone == "UTC" { return surroundings.now }
    if let localNow { return localNow }
    let now = local(surroundings.now)
    localNow = now
    return now
  }

  package func local(_ instant: Int64) -> Int64 {
    guard settings.timezone != "UTC", mode != .looking else { return instant }
    let zone = settings.timezone.replacingText("'", with: "''")
    let query = "SELECT timezone('\(zone)', make_timestamptz(\(instant))) AS local"
    guard let table = try? surroundings.embedded.collect(query),
      case .datetime(let local)? = table.columns.first?[0]
    else { return instant }
    return local
  }

  package func warn(_ warning: Diagnostic) {
    if mode == .running { sink.warn(warning) }
  }

  package func evaluate(_ expression: Expression, at span: SourceSpan) throws(Diagnostic) -> Value {
    if let value = expression.constant { return value }
    guard mode != .looking else { return .null }
    let one = Plan.query("SELECT 1 AS one", Schema([Field("one", .int)]))
    let plan = one.projected([NamedExpression("value", expression)])
    do {
      let table = try Relation(plan, in: surroundings.embedded).collect()
      return table.columns.first?[0] ?? .null
    } catch {
      throw Diagnostic(running: error, at: span)
    }
  }

  package func rows(of plan: Plan, at span: SourceSpan) throws(Diagnostic) -> Table? {
    guard mode != .looking, plan.isReady else {
      isBlind = true
      return nil
    }
    do { return try Relation(plan, in: surroundings.embedded).collect() } catch {
      throw Diagnostic(running: error, at: span)
    }
  }
}

extension Plan {
  /// Whether every part of the plan stands in an engine: no placeholder of a verb still to run.
  var isReady: Bool { scans.allSatisfy { !$0.relation.isEmpty } }
}

extension Workspace {
  /// All names with what they stand for, in the order in which they were bound.
  package var namedResults: [NamedResult] {
    order.compactMap { name in
      switch bindings[name] {
      case .answer(let answer, _):
        let kind =
          switch answer.content {
          case .table: "table"
          case .chart: "chart"
          case .scalar: "scalar"
          case .model: "model"
          }
        return NamedResult(name: name, kind: kind, answer: answer)
      case .scalar: return NamedResult(name: name, kind: "scalar", answer: nil)
      case .parameter: return NamedResult(name: name, kind: "param", answer: nil)
      case nil: return nil
      }
    }
  }
}
