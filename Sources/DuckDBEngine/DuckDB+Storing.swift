package import Planning
import Synchronization
package import Tables
package import Tasks

extension DuckDB {
  package func store(
    _ schema: Schema, rowCount: Int, _ make: @escaping @Sendable (Cancellation) throws -> Table
  ) throws -> Plan.Scan {
    let number = newNumber()
    let table = DeferredTable(make) { [weak self] in
      self?.deferred.withLock { $0[number] = nil }
    }
    deferred.withLock { $0[number] = DeferredReference(table: table) }
    return scan(
      "TABLE", "\(StoredNames.prefix)\(number)", schema: schema, rows: rowCount, holding: [table])
  }

  /// Makes the tables that a query names and that nothing has asked for until now.
  func makeTables(for sql: String) throws {
    guard !deferred.withLock({ $0.isEmpty }) else { return }
    try stoppable { cancellation in
      for number in StoredNames.numbers(in: sql).sorted() {
        guard let table = deferred.withLock({ $0[number]?.table }) else { continue }
        try table.make(cancellation) { made in
          // The call that follows looks at what stops cells only.
          try cancellation.check()
          try create("\(StoredNames.prefix)\(number)", made)
        }
        deferred.withLock { $0[number] = nil }
      }
    }
  }

  /// Hands `body` what stops the cell that this thread works for; outside cells, what `cancel` sets.
  private func stoppable(_ body: (Cancellation) throws -> Void) rethrows {
    if let cell { return try body(cell.cancellation) }
    let cancellation = Cancellation()
    let key = ObjectIdentifier(cancellation)
    makings.withLock { $0[key] = cancellation }
    defer { makings.withLock { $0[key] = nil } }
    try body(cancellation)
  }

  private func create(_ name: String, _ table: Table) throws {
    try call { access in
      try Self.create(name, schema: table.schema, access) { appender, access throws(EngineError) in
        let connection = access.connection
        try appender.append(table) { () throws(EngineError) in
          try connection.checkCancellation()
        }
      }
    }
  }

  package func append(_ table: Table, to scan: Plan.Scan) throws -> Plan.Scan {
    guard table.schema == scan.schema, scan.storage != nil else {
      throw EngineError(.query, "rows of other columns cannot be added to \(scan.name)")
    }
    try makeTables(for: scan.relation)
    try call { access in
      let appender = try TableAppender(
        access, schema: "stored", table: String(scan.relation.dropFirst("stored.".count)),
        types: table.schema.fields.map(\.type))
      let connection = access.connection
      try appender.append(table) { () throws(EngineError) in try connection.checkCancellation() }
      try appender.close()
    }
    var longer = scan
    longer.rowCount = scan.rowCount.map { $0 + table.rowCount }
    return longer
  }

  package func store(query sql: String) throws -> Plan.Scan {
    var name = newName()
    return try call(for: sql) { access in
      // The types are looked up in the table: asking the query for them would plan it twice.
      try access.execute("CREATE TABLE \(name) AS \(sql)")
      let columns: [(name: String, type: EngineType)]
      do { columns = try access.columns(of: "SELECT * FROM \(name)") } catch {
        access.executeAnyway("DROP TABLE \(name)")
        throw error
      }
      let canonical = Self.canonical("SELECT * FROM \(name)", columns)
      if canonical != "SELECT * FROM \(name)" {
        let raw = name
        name = newName()
        defer { access.executeAnyway("DROP TABLE \(raw)") }
        try access.execute("CREATE TABLE \(name) AS \(canonical)")
      }
      let schema = Schema(columns.compactMap { c in c.type.dataType.map { Field(c.name, $0) } })
      let count = try access.result(of: "SELECT 1 FROM \(name)").rowCount
      return scan("TABLE", name, schema: schema, rows: count)
    }
  }

  /// Makes the table `name` and fills it; nothing stays of it when filling fails.
  ///
  /// A table of that name is replaced: a deferred one that failed is made again under its own name.
  static func create(
    _ name: String, schema: Schema, _ access: DuckDBConnection.Access,
    fill: (TableAppender, DuckDBConnection.Access) throws -> Void
  ) throws {
    let columns = zip(ColumnNames.identifiers(of: schema.names), schema.fields).map {
      "\(SQLText.identifier($0)) \(EngineType.name(of: $1.type))"
    }
    try access.execute("CREATE OR REPLACE TABLE \(name) (\(columns.joined(separator: ", ")))")
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
}
