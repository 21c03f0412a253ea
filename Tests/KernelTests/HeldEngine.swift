import DuckDBEngine
import Planning
import Synchronization
import Tables
import Tasks

/// DuckDB, of which some queries do not end before their work is cancelled.
final class HeldEngine: FileEngine {
  private let database = DuckDB()
  /// Whether a query of this work is held.
  private let isHeld: @Sendable (Cancellation) -> Bool
  /// What marks a table's content.
  private let marking: @Sendable (Plan.Scan) throws -> String?
  private let holding = Mutex<[Cancellation]>([])
  @TaskLocal private static var current: Cancellation?

  init(
    where isHeld: @escaping @Sendable (Cancellation) -> Bool,
    marking: @escaping @Sendable (Plan.Scan) throws -> String? = { _ in nil }
  ) {
    self.isHeld = isHeld
    self.marking = marking
  }

  /// The work of the queries that were held so far.
  var held: [Cancellation] { holding.withLock { $0 } }

  var name: String { database.name }
  var dialect: any SQLDialect { database.dialect }

  func collect(_ sql: String) throws -> Table {
    if let work = Self.current, isHeld(work) {
      holding.withLock { $0.append(work) }
      while !work.isCancelled { sleepBriefly() }
    }
    return try database.collect(sql)
  }

  func work<Result>(
    for cancellation: Cancellation, timeZone: String, _ body: () throws -> Result
  ) rethrows -> Result {
    try Self.$current.withValue(cancellation) {
      try database.work(for: cancellation, timeZone: timeZone, body)
    }
  }

  func schema(ofQuery sql: String) throws -> Schema { try database.schema(ofQuery: sql) }
  func execute(_ sql: String) throws { try database.execute(sql) }
  func store(
    _ schema: Schema, rowCount: Int, _ make: @escaping @Sendable (Cancellation) throws -> Table
  ) throws -> Plan.Scan { try database.store(schema, rowCount: rowCount, make) }
  func append(_ table: Table, to scan: Plan.Scan) throws -> Plan.Scan {
    try database.append(table, to: scan)
  }
  func putAside(_ scan: Plan.Scan) throws -> StoredPiece { try database.putAside(scan) }
  func putAside(query sql: String) throws -> StoredPiece { try database.putAside(query: sql) }
  func joined(_ pieces: [StoredPiece]) throws -> Plan.Scan { try database.joined(pieces) }
  func store(query sql: String) throws -> Plan.Scan { try database.store(query: sql) }
  func load(_ source: FileSource, progress: Progress) throws -> LoadedFiles {
    try database.load(source)
  }
  func save(_ sql: String, to path: String, as format: FileFormat) throws -> Int {
    try database.save(sql, to: path, as: format)
  }
  func fingerprint(of scan: Plan.Scan) throws -> String? { try marking(scan) }
  func setTimeZone(_ zone: String) throws { try database.setTimeZone(zone) }
  func cancel() { database.cancel() }
}
