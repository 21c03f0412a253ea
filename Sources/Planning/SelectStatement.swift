import Tables

/// One SELECT in the making: clauses of the plan are added as long as SQL's order of clauses gives
/// them their meaning, then it becomes the FROM of the next one.
struct SelectStatement {
  /// What stands after FROM.
  indirect enum Source {
    /// Text as it stands: a table, a function, a join.
    case text([String])
    /// A user's query.
    case query(String)
    case select(SelectStatement)
    case union([SelectStatement])
  }

  /// A key of ORDER BY.
  enum OrderKey: Equatable {
    /// An expression over the source.
    case source(SortKey)
    /// A computed column of the output.
    case output(String, isDescending: Bool)
  }

  var source: Source
  /// How the source's columns are written, by their names in the plan.
  var columns: [String: String]
  /// The output, over the source's columns.
  var items: [NamedExpression]
  /// Conditions that are written already, such as EXISTS.
  var writtenConditions: [String] = []
  var conditions: [Expression] = []
  /// The keys of GROUP BY; nil when rows are not grouped.
  var grouping: [Expression]?
  var isDistinct = false
  var order: [OrderKey] = []
  var limit: Int?

  /// Whether rows of the output are not rows of the source.
  var isGrouped: Bool { grouping != nil || isDistinct }

  var holdsWindow: Bool { items.contains { $0.expression.holdsWindow } }

  /// The output column called `name`.
  func item(_ name: String) -> NamedExpression? { items.first { $0.name == name } }

  /// Whether the columns are columns of the source or literals, so that they may be replaced by these.
  func passes(_ names: Set<String>) -> Bool {
    names.allSatisfy { name in
      guard let expression = item(name)?.expression else { return false }
      return expression.plainColumn != nil || expression.literalValue != nil
    }
  }

  /// An expression over the output as one over the source.
  func overSource(_ expression: Expression) -> Expression {
    expression.replacingColumns { item($0)?.expression }
  }

  /// This statement as the FROM of a new one with the same columns.
  func nested(_ identifiers: [String: String]) -> SelectStatement {
    SelectStatement(
      source: .select(self), columns: identifiers, items: items.map { NamedExpression($0.field) })
  }

  /// Keeps the given columns, in their order.
  mutating func keep(_ names: [String]) { items = names.compactMap(item) }

  /// Keeps only the columns that are needed.
  mutating func prune(_ needed: Set<String>) { items.removeAll { !needed.contains($0.name) } }

  /// What stands after FROM, if the statement is nothing but some of its columns.
  func plainRelation(in dialect: any SQLDialect) -> String? {
    guard case .text(let lines) = source, lines.count == 1, let line = lines.first,
      line.hasPrefix("FROM "), conditions.isEmpty, writtenConditions.isEmpty, !isGrouped,
      order.isEmpty, limit == nil
    else { return nil }
    let arePlain = items.allSatisfy { item in
      item.expression.plainColumn == item.name
        && columns[item.name] == dialect.identifier(item.name)
    }
    return arePlain ? String(line.dropFirst(5)) : nil
  }
}
