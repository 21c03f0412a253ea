import CDuckDB
package import Downloads
import FoundationEssentials
package import Planning
import Synchronization
package import Tables
package import Tasks

/// The embedded database of a session, in memory; DuckDB is loaded at the first call that needs it.
///
/// Each cell at work has a connection of its own, and so has each call outside cells.
package final class DuckDB: FileEngine {
  package let name = "duckdb"
  package let dialect: any SQLDialect = DuckDBDialect()

  private let locator: DuckDBLocator
  private let threads: Int?
  /// What the session fetched from the web.
  let webFiles: WebFiles
  /// Held while the database is looked for and opened, which takes time.
  private let opening = Mutex<Void>(())
  /// The open database; held for a moment only, so that `cancel` never waits.
  private let opened = Mutex<DuckDBSession?>(nil)
  /// The cell that this thread works for, in some engine.
  @TaskLocal private static var current: DuckDBCell?
  private let cells = Mutex(DuckDBCells())
  /// The zone of calls outside cells.
  private let zone = Mutex("UTC")
  private let nextNumber = Mutex(0)
  /// The files behind views of Parquet files, by the view's name.
  let parquetFiles = Mutex<[String: [String]]>([:])
  /// The engine's own files behind views of stored rows.
  let pieceFiles = Mutex<[String: [String]]>([:])
  /// The tables that are made when they are asked for, by their number.
  let deferred = Mutex<[Int: DeferredReference]>([:])
  /// What stops the making of tables outside cells.
  let makings = Mutex<[ObjectIdentifier: Cancellation]>([:])
  /// The marks of Parquet files that were looked into, while they stay as they are.
  let parquetMarks = Mutex<[FileStamp: String]>([:])

  /// Makes an engine; nothing is looked for or loaded yet.
  ///
  /// Without `threads`, `TEFF_THREADS` tells how many to use, else all processors work.
  package init(
    locator: DuckDBLocator = DuckDBLocator(), threads: Int? = nil,
    downloads: DownloadLimits = DownloadLimits(variables: ProcessInfo.processInfo.environment)
  ) {
    self.locator = locator
    webFiles = WebFiles(downloads)
    self.threads = threads ?? locator.variables["TEFF_THREADS"].flatMap { Int($0) }
  }

  /// DuckDB's version, once it is loaded: `v2.0.0`.
  package var version: String? { opened.withLock { $0?.duckDB.version } }

  package func schema(ofQuery sql: String) throws -> Schema {
    let columns = try describe(query: sql).filter { $0.type.dataType != nil }
    var names: Set<String> = []
    for column in columns where !names.insert(column.name).inserted {
      throw EngineError(
        .query, "two columns are called `\(column.name)`",
        hint: "give one of them another name with AS")
    }
    return Schema(
      columns.compactMap { column in column.type.dataType.map { Field(column.name, $0) } })
  }

  package func notices(ofQuery sql: String) throws -> [String] {
    try describe(query: sql).compactMap { Self.notice($0.name, $0.type) }
  }

  package func collect(_ sql: String) throws -> Table {
    try call(for: sql) { access in try access.table(of: sql) }
  }

  package func collectMany(_ sql: String) throws -> Table {
    try call(for: sql) { access in try access.table(of: sql, isStreamed: true) }
  }

  package func execute(_ sql: String) throws {
    try call(for: sql) { access in try access.execute(sql) }
  }

  /// Gives a name to a query that is run anew at each use, such as one over Parquet files.
  package func view(query sql: String) throws -> Plan.Scan { try view(query: sql, nil) }

  /// The same for a query whose columns are known, which are asked for else.
  func view(query sql: String, _ known: [(name: String, type: EngineType)]?) throws -> Plan.Scan {
    let name = newName()
    return try call(for: sql) { access in
      let columns = try known ?? access.columns(of: sql)
      try access.execute("CREATE VIEW \(name) AS \(Self.canonical(sql, columns))")
      let schema = Schema(columns.compactMap { c in c.type.dataType.map { Field(c.name, $0) } })
      return scan("VIEW", name, schema: schema, rows: nil)
    }
  }

  package func work<Result>(
    for cancellation: Cancellation, timeZone: String = "UTC", _ body: () throws -> Result
  ) rethrows -> Result {
    let number = beginCell()
    let cell = DuckDBCell(self, cancellation, zone: timeZone)
    defer {
      cells.withLock { $0.end(number) }
      if let connection = cell.finish() { opened.withLock { $0 }?.takeBack(connection) }
    }
    return try DuckDB.$current.withValue(cell, operation: body)
  }

  /// Starts a cell, and drops what no cell can read any more.
  private func beginCell() -> Int {
    let (number, unused) = cells.withLock { $0.begin() }
    if !unused.isEmpty {
      try? borrow(for: Cancellation()) { access in
        for drop in unused { access.executeAnyway(drop.statement) }
      }
    }
    return number
  }

  package func setTimeZone(_ zone: String) throws {
    try call(zone: zone) { _ in }
    cell?.zone = zone
    self.zone.withLock { $0 = zone }
  }

  package func cancel() {
    for making in makings.withLock({ Array($0.values) }) { making.cancel() }
    opened.withLock { $0 }?.interruptCancelled()
  }

  // MARK: Within the target

  /// The open database; opens it at the first call.
  func session() throws(EngineError) -> DuckDBSession {
    if let session = opened.withLock({ $0 }) { return session }
    let result: Result<DuckDBSession, EngineError> = opening.withLock { _ in
      if let session = opened.withLock({ $0 }) { return .success(session) }
      do throws(EngineError) {
        let session = try DuckDBSession(DuckDBLibrary.load(locator), threads: threads)
        opened.withLock { $0 = session }
        return .success(session)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The cell that this thread works for.
  var cell: DuckDBCell? {
    DuckDB.current.flatMap { $0.engine === self ? $0 : nil }
  }

  /// Runs `body` as one call of the cell that this thread works for, or of none.
  func call<Result>(
    zone: String? = nil, _ body: (DuckDBConnection.Access) throws -> Result
  ) throws -> Result {
    guard let cell else { return try borrow(for: nil, zone: zone, body) }
    return try cell.connection(of: session()).exclusively(in: zone ?? cell.zone, body)
  }

  /// The same for a query, which may name tables that are still to be made.
  func call<Result>(
    for sql: String, _ body: (DuckDBConnection.Access) throws -> Result
  ) throws -> Result {
    try makeTables(for: sql)
    return try call(body)
  }

  /// Runs `body` as one call outside cells; without a cancellation, `cancel` stops it.
  private func borrow<Result>(
    for cancellation: Cancellation?, zone: String? = nil,
    _ body: (DuckDBConnection.Access) throws -> Result
  ) throws -> Result {
    let session = try session()
    let connection = try session.lend(for: cancellation)
    defer { session.takeBack(connection) }
    return try connection.exclusively(in: zone ?? self.zone.withLock { $0 }, body)
  }

  func describe(query sql: String) throws -> [(name: String, type: EngineType)] {
    try call(for: sql) { access in try access.columns(of: sql) }
  }

  /// A new name for what is kept, as it stands in SQL.
  func newName() -> String { "\(StoredNames.prefix)\(newNumber())" }

  /// A number that nothing else of this engine has.
  func newNumber() -> Int {
    nextNumber.withLock {
      $0 += 1
      return $0
    }
  }

  /// The scan of a new `TABLE` or `VIEW`, which is dropped when no plan holds the scan any more.
  func scan(
    _ kind: String, _ name: String, schema: Schema, rows: Int?, pieces: [StoredPiece] = [],
    holding held: [DeferredTable] = []
  ) -> Plan.Scan {
    if !pieces.isEmpty { pieceFiles.withLock { $0[name] = pieces.map(\.path) } }
    let storage = StoredTable(name) { [weak self] in
      guard let self else { return }
      if !pieces.isEmpty { pieceFiles.withLock { $0[name] = nil } }
      cells.withLock { $0.drop("DROP \(kind) IF EXISTS \(name)", releasing: pieces + held) }
    }
    var scan = Plan.Scan(
      relation: name, name: name, schema: schema, isOrdered: true, rowCount: rows,
      storage: storage)
    for (name, identifier) in zip(schema.names, ColumnNames.identifiers(of: schema.names))
    where name != identifier { scan.identifiers[name] = identifier }
    return scan
  }

  /// The query with the types that plans compute with.
  static func canonical(_ sql: String, _ columns: [(name: String, type: EngineType)]) -> String {
    if columns.allSatisfy({ $0.type.isCanonical }) { return sql }
    let items = columns.compactMap { column -> String? in
      let name = SQLText.identifier(column.name)
      guard let value = column.type.canonical(name) else { return nil }
      return value == name ? name : "\(value) AS \(name)"
    }
    return "SELECT \(items.joined(separator: ", ")) FROM (\(sql))"
  }

  static func notice(_ name: String, _ type: EngineType) -> String? {
    guard case .hidden(let kind) = type else { return nil }
    return "column `\(name)` is hidden: \(kind) values have no place in a table"
  }
}
