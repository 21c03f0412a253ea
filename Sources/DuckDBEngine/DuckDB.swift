import CDuckDB
import FoundationEssentials
package import Planning
import Synchronization
package import Tables
package import Tasks

/// The embedded database of a session, in memory; DuckDB is loaded at the first call that needs it.
package final class DuckDB: FileEngine {
  package let name = "duckdb"
  package let dialect: any SQLDialect = DuckDBDialect()

  private let locator: DuckDBLocator
  private let threads: Int?
  /// Held while the database is looked for and opened, which takes time.
  private let opening = Mutex<Void>(())
  /// The open database; held for a moment only, so that `cancel` never waits.
  private let opened = Mutex<DuckDBSession?>(nil)
  /// What stops the running cell.
  private let cell = Mutex(Cancellation())
  /// The statements that drop what no plan refers to any more.
  private let drops = Mutex<[String]>([])
  private let nextNumber = Mutex(0)

  /// Makes an engine; nothing is looked for or loaded yet.
  ///
  /// Without `threads`, `TEFF_THREADS` tells how many to use, else all processors work.
  package init(
    locator: DuckDBLocator = DuckDBLocator(), threads: Int? = nil
  ) {
    self.locator = locator
    self.threads = threads ?? locator.variables["TEFF_THREADS"].flatMap { Int($0) }
  }

  /// DuckDB's version, once it is loaded: `v2.0.0`.
  package var version: String? { opened.withLock { $0?.library.version } }

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

  /// A notice for each column of the query whose type has no place in a table.
  package func notices(ofQuery sql: String) throws -> [String] {
    try describe(query: sql).compactMap { Self.notice($0.name, $0.type) }
  }

  package func collect(_ sql: String) throws -> Table {
    let session = try session()
    return try session.main.exclusively { access in try session.table(of: sql, access) }
  }

  /// Runs a query beside the session's own, which may be busy: for completion and inspection.
  package func collectAside(_ sql: String) throws -> Table {
    let session = try session()
    return try session.aside.exclusively { access in try session.table(of: sql, access) }
  }

  package func execute(_ sql: String) throws {
    try session().main.exclusively { access in try access.execute(sql) }
  }

  package func store(_ table: Table) throws -> Plan.Scan {
    let name = newName()
    try session().main.exclusively { access in
      try Self.create(name, schema: table.schema, access) { appender, access throws(EngineError) in
        let connection = access.connection
        try appender.append(table) { () throws(EngineError) in
          try connection.checkCancellation()
        }
      }
    }
    return scan("TABLE", name, schema: table.schema, rows: table.rowCount)
  }

  package func store(query sql: String) throws -> Plan.Scan {
    let name = newName()
    return try session().main.exclusively { access in
      let columns = try access.columns(of: sql)
      try access.execute("CREATE TABLE \(name) AS \(Self.canonical(sql, columns))")
      let schema = Schema(columns.compactMap { c in c.type.dataType.map { Field(c.name, $0) } })
      let count = try access.result(of: "SELECT 1 FROM \(name)").rowCount
      return scan("TABLE", name, schema: schema, rows: count)
    }
  }

  /// Gives a name to a query that is run anew at each use, such as one over Parquet files.
  package func view(query sql: String) throws -> Plan.Scan {
    let name = newName()
    return try session().main.exclusively { access in
      let columns = try access.columns(of: sql)
      try access.execute("CREATE VIEW \(name) AS \(Self.canonical(sql, columns))")
      let schema = Schema(columns.compactMap { c in c.type.dataType.map { Field(c.name, $0) } })
      return scan("VIEW", name, schema: schema, rows: nil)
    }
  }

  package func begin(_ cancellation: Cancellation) {
    cell.withLock { $0 = cancellation }
    guard let session = opened.withLock({ $0 }) else { return }
    session.main.begin(cancellation)
    let unused = drops.withLock { drops in
      defer { drops = [] }
      return drops
    }
    guard !unused.isEmpty else { return }
    try? session.main.exclusively { access in
      for statement in unused { access.executeAnyway(statement) }
    }
  }

  /// The zone in which instants with a zone are shown, such as `Europe/London`; UTC at first.
  package func setTimeZone(_ zone: String) throws {
    let session = try session()
    for connection in [session.main, session.aside] {
      try connection.exclusively { access in
        try access.execute("SET TimeZone = \(SQLText.literal(zone))")
      }
    }
    session.isShifted.withLock { $0 = zone != "UTC" }
  }

  package func cancel() { opened.withLock { $0 }?.main.interrupt() }

  // MARK: Within the target

  /// The open database; opens it at the first call.
  func session() throws(EngineError) -> DuckDBSession {
    if let session = opened.withLock({ $0 }) { return session }
    let result: Result<DuckDBSession, EngineError> = opening.withLock { _ in
      if let session = opened.withLock({ $0 }) { return .success(session) }
      do throws(EngineError) {
        let session = try DuckDBSession(DuckDBLibrary.load(locator), threads: threads)
        opened.withLock { $0 = session }
        session.main.begin(cell.withLock { $0 })
        return .success(session)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func describe(query sql: String) throws -> [(name: String, type: EngineType)] {
    try session().main.exclusively { access in try access.columns(of: sql) }
  }

  /// A new name for what is kept, as it stands in SQL.
  func newName() -> String {
    nextNumber.withLock {
      $0 += 1
      return "stored.t\($0)"
    }
  }

  /// The scan of a new `TABLE` or `VIEW`, which is dropped when no plan holds the scan any more.
  func scan(_ kind: String, _ name: String, schema: Schema, rows: Int?) -> Plan.Scan {
    let storage = StoredTable(name) { [weak self] in
      self?.drops.withLock { $0.append("DROP \(kind) IF EXISTS \(name)") }
    }
    var scan = Plan.Scan(
      relation: name, name: name, schema: schema, isOrdered: true, rowCount: rows,
      storage: storage)
    for (name, identifier) in zip(schema.names, ColumnNames.identifiers(of: schema.names))
    where name != identifier { scan.identifiers[name] = identifier }
    return scan
  }

  /// Makes the table `name` and fills it; nothing stays of it when filling fails.
  static func create(
    _ name: String, schema: Schema, _ access: DuckDBConnection.Access,
    fill: (TableAppender, DuckDBConnection.Access) throws -> Void
  ) throws {
    let columns = zip(ColumnNames.identifiers(of: schema.names), schema.fields).map {
      "\(SQLText.identifier($0)) \(EngineType.name(of: $1.type))"
    }
    try access.execute("CREATE TABLE \(name) (\(columns.joined(separator: ", ")))")
    do {
      let appender = try TableAppender(
        access, schema: "stored", table: String(name.dropFirst("stored.".count)),
        types: schema.fields.map(\.type))
      try fill(appender, access)
      try appender.close()
    } catch {
      access.executeAnyway("DROP TABLE IF EXISTS \(name)")
      throw error
    }
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
