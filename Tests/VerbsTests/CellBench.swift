import Charts
import DuckDBEngine
import FoundationEssentials
import Kernel
import Language
import Planning
import Rendering
import Synchronization
import Syntax
import Tables
import Tasks
import Testing
import Verbs

/// Runs cells over the real engine and keeps what they show as values, not as pictures of them.
final class CellBench {
  /// Engines that all benches share, by their number of threads.
  static let engines: [Int: DuckDB] = [
    1: DuckDB(threads: 1), 2: DuckDB(threads: 2),
  ]
  static let isEngineThere = DuckDBLocator().candidates().contains { $0.isFound }

  private(set) var workspace = Workspace()
  private var settings = SessionSettings()
  private let verbs: VerbCatalog
  private let engine: DuckDB
  let folder: String

  init(threads: Int = 2, verbs: VerbCatalog = .standard) {
    self.verbs = verbs
    engine = Self.engines[threads] ?? DuckDB(threads: threads)
    let name = "teff-verbs-\(UInt64.random(in: 0...UInt64.max))"
    folder = FileManager.default.temporaryDirectory.appending(path: name).path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// What came of a cell.
  struct Outcome: Sendable {
    var cell: String
    var outputs: [Output]
    /// The plans of the tables that were shown.
    var plans: [Plan]
    var errors: [Diagnostic]

    /// The tables that were shown.
    var tables: [Table] {
      outputs.compactMap { if case .table(let table, _) = $0 { table } else { nil } }
    }
  }

  /// One thing that a cell showed.
  enum Output: Sendable {
    case table(Table, footer: String?)
    case chart(String)
    case line(String)
    case warning(Diagnostic)
  }

  /// Runs one cell; its names are kept if it succeeds.
  @discardableResult
  func run(_ cell: String) -> Outcome {
    let sink = RecordingSink()
    let runner = CellRunner(
      workspace: workspace, settings: settings,
      surroundings: .init(
        verbs: verbs, functions: .standard, embedded: engine, cancellation: Cancellation(),
        progress: .silent, workingFolder: folder, overrides: [:], now: Self.now),
      sink: sink)
    let errors = runner.run(Parser.parse(cell, shapes: verbs.shapes))
    settings = runner.settings
    if errors.isEmpty { workspace = runner.workspace }
    return Outcome(cell: cell, outputs: sink.outputs, plans: sink.plans, errors: errors)
  }

  /// Runs a cell that must succeed.
  @discardableResult
  func succeed(_ cell: String, sourceLocation: SourceLocation = #_sourceLocation) -> Outcome {
    let outcome = run(cell)
    #expect(outcome.errors.isEmpty, "\(outcome.text)", sourceLocation: sourceLocation)
    return outcome
  }

  /// The one table that a cell shows.
  func table(_ cell: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Table {
    try #require(
      succeed(cell, sourceLocation: sourceLocation).tables.last, sourceLocation: sourceLocation)
  }

  /// A session of the editor with the same verbs.
  func session() -> Session { Session(verbs: verbs, engine: engine, workingFolder: folder) }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  /// 2024-03-01, 12:00.
  private static let now: Int64 = (19_783 * 86_400 + 12 * 3_600) * 1_000_000
}

extension CellBench.Outcome {
  /// All that came, line by line: the form in which files of cases hold it.
  var text: String {
    (outputs.flatMap(lines) + errors.flatMap(lines)).joined(separator: "\n")
  }

  private func lines(_ output: CellBench.Output) -> [String] {
    switch output {
    case .table(let table, let footer):
      let header = table.schema.fields.map { "\($0.name) \($0.type.name)" }
      let rows = (0..<table.rowCount).map { table.row($0).map(ValueText.plain) }
      return [header.joined(separator: ", ")] + rows.map { $0.joined(separator: ", ") }
        + (footer.map { ["-- \($0)"] } ?? [])
    case .chart(let summary): return ["chart: \(summary)"]
    case .line(let text): return text.split(separator: "\n").map { "= \($0)" }
    case .warning(let warning): return lines(warning)
    }
  }

  /// `E101 «Contry» there is no column …` and below it the way out and the notes.
  private func lines(_ diagnostic: Diagnostic) -> [String] {
    let bytes = Array(cell.utf8)
    var place = ""
    if let span = diagnostic.span {
      let range = max(0, span.start)..<min(bytes.count, max(span.start, span.end))
      place = "«" + String(decoding: bytes[range], as: UTF8.self) + "» "
    }
    return ["\(diagnostic.code) \(place)\(diagnostic.message)"]
      + (diagnostic.label.isEmpty ? [] : ["  → \(diagnostic.label)"])
      + diagnostic.notes.map { "  · \($0)" }
  }
}

extension Table {
  /// All values; what stands in null cells of a column counts for nothing.
  var values: [[Value]] { columns.map(\.values) }
}

extension Workspace {
  /// The table that a name stands for, if it is one.
  func relation(_ name: String) -> Relation? {
    if case .answer(let answer, _) = self[name] { answer.relation } else { nil }
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs only where DuckDB is found.
  static var needsEngine: Self {
    .enabled(if: CellBench.isEngineThere, "DuckDB is not found; see teff doctor")
  }
}

/// Keeps what a cell shows.
private final class RecordingSink: CellSink {
  private let recorded = Mutex<[CellBench.Output]>([])
  private let shown = Mutex<[Plan]>([])

  var outputs: [CellBench.Output] { recorded.withLock { $0 } }
  var plans: [Plan] { shown.withLock { $0 } }

  func show(_ answer: Answer, _ form: ShowForm, isResult: Bool) throws {
    if let plan = answer.relation?.plan { shown.withLock { $0.append(plan) } }
    add(try output(answer, form))
  }

  func note(_ markdown: String, plain: String) { add(.line("note: \(markdown)")) }
  func help(_ topic: HelpTopic) { add(.line("help: \(topic.card.title)")) }
  func warn(_ warning: Diagnostic) { add(.warning(warning)) }

  private func add(_ output: CellBench.Output) { recorded.withLock { $0.append(output) } }

  private func output(_ answer: Answer, _ form: ShowForm) throws -> CellBench.Output {
    switch form {
    case .line(let text): return .line(text)
    case .document(let text): return .line("document: \(text)")
    default: break
    }
    switch answer.content {
    case .scalar(let scalar): return .line(scalar.text)
    case .model(let model): return .table(model.card, footer: answer.footer)
    case .chart(let chart):
      let drawn = try chart.chart.rendered()
      return .chart(([drawn.summary] + drawn.warnings).joined(separator: " ! "))
    case .table(let relation):
      switch form {
      case .sql: return .line(try relation.readableSQL)
      case .plan: return .line(relation.plan.description)
      case .schema:
        let fields = relation.schema.fields.map { "\($0.name) \($0.type.name)" }
        return .line(fields.joined(separator: ", "))
      case .rows(let count): return .table(try relation.collect(limit: count), footer: nil)
      case .standard, .line, .document:
        return .table(try relation.collect(), footer: answer.footer)
      }
    }
  }
}
