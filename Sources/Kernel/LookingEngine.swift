import DuckDBEngine
import Language
import Planning
import Synchronization
import Syntax
import Tables
import Tasks

/// What stands in for the engine while the editor looks at a cell: it runs no query, and a table that
/// a source of the cell makes is kept only as long as the look.
final class LookingEngine: FileEngine {
  let name: String
  let dialect: any SQLDialect
  /// The columns of a Parquet or JSON file, if they are known.
  private let columns: @Sendable (FileSource) -> Schema?
  /// Tables of sources, by the name of their scan.
  private let tables = Mutex<[String: Table]>([:])

  private let samples: SampleLooks

  init(
    for engine: any FileEngine, samples: SampleLooks,
    columns: @escaping @Sendable (FileSource) -> Schema?
  ) {
    self.samples = samples
    name = engine.name
    dialect = engine.dialect
    self.columns = columns
  }

  /// The rows that are known of a source in the cell.
  func rows(of plan: Plan) -> Table? {
    guard case .scan(let scan) = plan else { return nil }
    return tables.withLock { $0[scan.relation] }
  }

  /// The answer of a source: remembered, or made now.
  func answer(of verb: VerbSyntax, make: () throws -> Answer) rethrows -> Answer {
    guard let key = verb.sampleKey else { return try make() }
    if let look = samples[key] {
      tables.withLock { $0.merge(look.tables) { _, new in new } }
      return look.answer
    }
    let before = Set(tables.withLock { $0.keys })
    let answer = try make()
    let made = tables.withLock { $0.filter { !before.contains($0.key) } }
    samples.keep(SampleLooks.Look(answer: answer, tables: made), for: key)
    return answer
  }

  func store(
    _ schema: Schema, rowCount: Int, _ make: @escaping @Sendable (Cancellation) throws -> Table
  ) throws -> Plan.Scan {
    let table = try make(Cancellation())
    let name = samples.newName()
    tables.withLock { $0[name] = table }
    return Plan.Scan(relation: name, name: name, schema: schema, isOrdered: true)
  }

  func load(_ source: FileSource, progress: Progress) throws -> LoadedFiles {
    if let head = FileHead(of: source) { return LoadedFiles(scan: try store(head.table)) }
    guard let schema = columns(source) else { throw Self.refusal }
    return LoadedFiles(scan: try store(Table(schema: schema, rows: [])))
  }

  func schema(ofQuery sql: String) throws -> Schema { throw Self.refusal }
  func collect(_ sql: String) throws -> Table { throw Self.refusal }
  func execute(_ sql: String) throws { throw Self.refusal }
  func store(query sql: String) throws -> Plan.Scan { throw Self.refusal }
  func save(_ sql: String, to path: String, as format: FileFormat) throws -> Int {
    throw Self.refusal
  }
  func append(_ table: Table, to scan: Plan.Scan) throws -> Plan.Scan { throw Self.refusal }
  func putAside(_ scan: Plan.Scan) throws -> StoredPiece { throw Self.refusal }
  func putAside(query sql: String) throws -> StoredPiece { throw Self.refusal }
  func joined(_ pieces: [StoredPiece]) throws -> Plan.Scan { throw Self.refusal }
  func setTimeZone(_ zone: String) throws { throw Self.refusal }
  func work<Result>(
    for cancellation: Cancellation, timeZone: String, _ body: () throws -> Result
  ) rethrows -> Result { try body() }
  func cancel() {}

  private static var refusal: EngineError { EngineError(.query, "nothing runs for the editor") }
}
