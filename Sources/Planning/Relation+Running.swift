package import Tables

extension Relation {
  /// The query that gives the rows.
  package var sql: String { plan.sql(for: engine.dialect) }

  /// Fetches all rows, in their order.
  package func collect() throws -> Table { named(try engine.collect(sql)) }

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
