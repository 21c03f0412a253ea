import Tables

/// Writes plans as SQL of one dialect: readable, one clause a line.
package struct SQLWriter {
  let dialect: any SQLDialect
  /// Whether stored tables are called as messages call them, for readers.
  private let isForReading: Bool
  let budget = WritingBudget()

  package init(_ dialect: any SQLDialect, forReading isForReading: Bool = false) {
    self.dialect = dialect
    self.isForReading = isForReading
  }

  /// A query that gives the plan's rows in their order.
  ///
  /// Its columns are those of the schema, in order; names that differ only by case have other names
  /// in SQL.
  package func text(of plan: Plan, inOrder: Bool = true) throws(EngineError) -> String {
    let names = plan.schema.names
    let order = inOrder ? plan.outputOrder ?? [] : []
    let read = order.reduce(into: Set(names)) { $0.formUnion($1.expression.columnNames) }
    var statement = statement(plan, needed: read)
    if !inOrder, statement.limit == nil {
      statement.order = []
    } else if statement.limit == nil || !keeps(statement, names) {
      statement = ordered(statement, by: order, keeping: names)
    }
    statement.keep(names)
    let text = lines(of: statement).joined(separator: "\n")
    if let refusal = budget.refusal { throw refusal }
    return text
  }

  /// The names of a plan's columns in the SQL, in order.
  package func identifiers(of plan: Plan) -> [String] {
    let names = plan.schema.names
    let identifiers = columnNames(names)
    return names.map { identifiers[$0] ?? $0 }
  }

  // MARK: Stages

  func nested(_ statement: SelectStatement) -> SelectStatement {
    let names = columnNames(statement.items.map(\.name))
    return statement.nested(names.mapValues(dialect.identifier))
  }

  /// The plan as a SELECT of at least the needed columns.
  func statement(_ plan: Plan, needed: Set<String>) -> SelectStatement {
    guard budget.allowsStatement() else {
      return SelectStatement(
        source: .text([]), columns: [:], items: plan.columns.map(NamedExpression.init))
    }
    var statement: SelectStatement
    switch plan {
    case .scan(let scan): statement = scanned(scan)
    case .query(let sql, let schema, _):
      statement = SelectStatement(
        source: .query(sql), columns: castColumns(schema),
        items: schema.fields.map(NamedExpression.init))
    case .filter(let input, let condition):
      if condition.holdsWindow {
        return self.statement(input.filtered(by: condition), needed: needed)
      }
      statement = filtered(input, condition, needed)
    case .project(let input, let items):
      let used = items.filter { needed.contains($0.name) }
      if used.contains(where: { $0.expression.needsLayers }) {
        return self.statement(input.projected(used), needed: needed)
      }
      statement = projected(input, used)
    case .aggregate(let input, let keys, let aggregates):
      statement = aggregated(input, keys, aggregates, needed)
    case .join(let join): statement = joined(join, needed: needed)
    case .union(let inputs): statement = united(plan, inputs, needed)
    case .sort(let input, _):
      statement = self.statement(input, needed: needed)
      if statement.limit != nil { statement = nested(statement) }
    case .limit(let input, let count): statement = limited(input, count, needed)
    case .unpivot(let input, let columns, let name, let value, let type):
      statement = unpivoted(plan, input, columns, name, value, type)
    case .calendar(let calendar): statement = filled(calendar, needed: needed)
    }
    statement.prune(needed)
    return statement
  }

  private func scanned(_ scan: Plan.Scan) -> SelectStatement {
    let names = scan.schema.names
    let relation =
      isForReading && scan.storage != nil ? dialect.identifier(scan.name) : scan.relation
    return SelectStatement(
      source: .text(["FROM " + relation]),
      columns: scan.castsColumns
        ? castColumns(scan.schema)
        : Dictionary(
          names.map { ($0, dialect.identifier(scan.identifiers[$0] ?? $0)) },
          uniquingKeysWith: { a, _ in a }),
      items: scan.schema.fields.map(NamedExpression.init))
  }

  /// Columns whose types the engine chose, converted to ours.
  private func castColumns(_ schema: Schema) -> [String: String] {
    Dictionary(
      schema.fields.map { ($0.name, dialect.cast(dialect.identifier($0.name), to: $0.type)) },
      uniquingKeysWith: { a, _ in a })
  }

  private func filtered(
    _ input: Plan, _ condition: Expression, _ needed: Set<String>
  ) -> SelectStatement {
    let read = condition.columnNames
    var statement = self.statement(input, needed: needed.union(read))
    if statement.limit != nil || statement.isGrouped || statement.holdsWindow
      || !statement.passes(read)
    {
      statement = nested(statement)
    }
    statement.conditions.append(statement.overSource(condition))
    return statement
  }

  private func projected(_ input: Plan, _ items: [NamedExpression]) -> SelectStatement {
    let read = items.reduce(into: Set<String>()) { $0.formUnion($1.expression.columnNames) }
    var statement = self.statement(input, needed: read)
    let made = items.filter { $0.expression.plainColumn == nil }
    let used = made.reduce(into: Set<String>()) { $0.formUnion($1.expression.columnNames) }
    let windows = made.contains { $0.expression.holdsWindow }
    // Renaming a column under a limit could capture the name of a key.
    if statement.isGrouped && !made.isEmpty || statement.isDistinct || !statement.passes(used)
      || statement.limit != nil
        && (windows || !items.allSatisfy { $0.name == $0.expression.plainColumn })
    {
      statement = nested(statement)
    }
    statement.items = items.map { NamedExpression($0.name, statement.overSource($0.expression)) }
    return statement
  }

  private func aggregated(
    _ input: Plan, _ keys: [NamedExpression], _ aggregates: [NamedExpression], _ needed: Set<String>
  ) -> SelectStatement {
    let used = aggregates.filter { needed.contains($0.name) }
    let read = (keys + used).reduce(into: Set<String>()) { $0.formUnion($1.expression.columnNames) }
    var statement = self.statement(input, needed: read)
    if statement.limit != nil || statement.isGrouped || !statement.passes(statement.names(read)) {
      statement = nested(statement)
    }
    let groups = keys.map { NamedExpression($0.name, statement.overSource($0.expression)) }
    let values = used.map { item in
      NamedExpression(item.name, statement.overGroup(item.expression, keys: groups))
    }
    if aggregates.isEmpty {
      statement.isDistinct = true
    } else {
      statement.grouping = groups.map(\.expression)
    }
    statement.items = groups + values
    if statement.isDistinct, groups.contains(where: { !needed.contains($0.name) }) {
      statement = nested(statement)
    }
    if used.isEmpty, !aggregates.isEmpty, keys.isEmpty {
      statement.items = [NamedExpression(aggregates[0].name, .literal(.null, .int))]
      statement.grouping = nil
      statement.isDistinct = true
    }
    return statement
  }

  private func limited(_ input: Plan, _ count: Int, _ needed: Set<String>) -> SelectStatement {
    let order = input.outputOrder ?? []
    let read = order.reduce(into: needed) { $0.formUnion($1.expression.columnNames) }
    var statement = self.statement(input, needed: read)
    let names = statement.items.map(\.name)
    if statement.limit != nil { statement = nested(statement) }
    statement = ordered(statement, by: order, keeping: names)
    statement.limit = count
    if !keeps(statement, names.filter(needed.contains)) { statement = nested(statement) }
    return statement
  }

  // MARK: Names

  /// An identifier for each name, told apart whatever the case, and short enough for the engine.
  func columnNames(_ names: [String]) -> [String: String] {
    var taken: Set<String> = []
    var result: [String: String] = [:]
    for name in names where result[name] == nil {
      let base = shortened(HiddenColumn.readable(name))
      var candidate = base
      var number = 2
      while !taken.insert(candidate.lowercased()).inserted {
        candidate = shortened(base, room: 4) + "_\(number)"
        number += 1
      }
      result[name] = candidate
    }
    return result
  }

  private func shortened(_ name: String, room: Int = 0) -> String {
    let name = name.isEmpty ? "column" : name.filter { $0 != "\0" }
    guard let limit = dialect.identifierLimit, name.utf8.count > limit - room else { return name }
    var text = name
    while text.utf8.count > limit - room { text.removeLast() }
    return text
  }
}

extension SelectStatement {
  /// Those of the names that are columns of the output.
  func names(_ names: Set<String>) -> Set<String> { names.filter { item($0) != nil } }

  /// An expression over aggregates as one over the source; outside aggregates a key's name means the
  /// key.
  func overGroup(_ expression: Expression, keys: [NamedExpression]) -> Expression {
    switch expression {
    case .aggregate: overSource(expression)
    case .column(let name, _):
      keys.first { $0.name == name }?.expression ?? item(name)?.expression ?? expression
    default: expression.mapChildren { overGroup($0, keys: keys) }
    }
  }
}

extension Expression {
  /// Whether a window stands inside another, or one that engines cannot compute.
  fileprivate var needsLayers: Bool {
    if case .window(let call) = self {
      if case .aggregate(let function) = call.function, function.needsGroup { return true }
      return children.contains(where: \.holdsWindow)
    }
    return children.contains(where: \.needsLayers)
  }
}

extension Plan {
  /// A query of the dialect that gives the plan's rows in their order.
  package func sql(for dialect: any SQLDialect) throws(EngineError) -> String {
    try SQLWriter(dialect).text(of: self)
  }
}
