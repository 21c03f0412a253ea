package import Tables
package import Tasks

extension Relation {
  /// Keeps a table in an engine, where columns that differ only by case have other names.
  package init(storing table: Table, in engine: any Engine) throws {
    try self.init(storing: table.schema, rowCount: table.rowCount, in: engine) { _ in table }
  }

  /// The same for a table of known columns and length, which the engine asks for when it needs it.
  package init(
    storing schema: Schema, rowCount: Int, in engine: any Engine,
    _ make: @escaping @Sendable (Cancellation) throws -> Table
  ) throws {
    var taken: Set<String> = []
    let names = schema.names.map { name in
      var unique = name
      while !taken.insert(unique.lowercased()).inserted { unique += "_" }
      return unique
    }
    let fields = zip(names, schema.fields).map { Field($0, $1.type) }
    let scan = try engine.store(Schema(fields), rowCount: rowCount) { cancellation in
      Table(zip(names, try make(cancellation).columns).map { ($0, $1) })
    }
    guard names != schema.names else {
      self.init(.scan(scan), in: engine)
      return
    }
    let items = zip(scan.schema.fields, schema.names).map {
      NamedExpression($1, Expression($0))
    }
    self.init(.project(.scan(scan), items), in: engine)
  }

  /// The same for rows that stand in the order of some keys already.
  package init(storing table: Table, sortedBy keys: [SortKey], in engine: any Engine) throws {
    try self.init(storing: table, in: engine)
    plan = plan.ordered(like: plan.sorted(by: keys))
  }

  /// The query that gives the rows.
  package var sql: String { get throws(EngineError) { try plan.sql(for: engine.dialect) } }

  /// The same where the order of the rows does not count: large results need not be sorted.
  package var sqlInAnyOrder: String {
    get throws(EngineError) { try SQLWriter(engine.dialect).text(of: plan, inOrder: false) }
  }

  /// The same with the names of stored tables that messages use: to be read, not to be run.
  package var readableSQL: String {
    get throws(EngineError) { try SQLWriter(engine.dialect, forReading: true).text(of: plan) }
  }

  /// Fetches all rows, in their order.
  package func collect() throws -> Table { try named(engine.collect(sql)) }

  /// The same for many rows, which are read as they come.
  package func collectMany() throws -> Table { try named(engine.collectMany(sql)) }

  /// Fetches the first `limit` rows.
  package func collect(limit: Int) throws -> Table {
    try map { $0.limited(to: limit) }.collect()
  }

  /// The number of rows.
  package func count() throws -> Int {
    let name = "rows"
    let count = NamedExpression(name, .aggregate(AggregateCall(.count, [], type: .int)))
    let rows = Plan.aggregate(plan, keys: [], aggregates: [count])
    guard case .int(let number)? = try engine.collect(rows.sql(for: engine.dialect))[name]?[0]
    else {
      return 0
    }
    return Int(number)
  }

  /// Runs the plan once and keeps its rows, in their order, in the engine.
  package func stored() throws -> Relation {
    var scan = try engine.store(query: sql)
    scan.name = "stored rows"
    let items = zip(scan.schema.fields, schema.fields).map {
      NamedExpression($1.name, Expression($0))
    }
    let hasNames = scan.schema.names == schema.names
    let kept: Plan = hasNames ? .scan(scan) : .project(.scan(scan), items)
    return Relation(plan.isSorted ? kept.ordered(like: plan) : kept, in: engine)
  }

  /// The fetched columns under the names and types of the schema: SQL may need other names.
  private func named(_ table: Table) -> Table {
    guard table.schema.names != schema.names, table.columns.count == schema.fields.count else {
      return table
    }
    return Table(zip(schema.names, table.columns).map { ($0, $1) })
  }
}
