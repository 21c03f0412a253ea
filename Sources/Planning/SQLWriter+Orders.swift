/// The order of the rows: where an ORDER BY can stand, and what it may name.
extension SQLWriter {
  /// Whether the statement can drop all columns but `names` without losing its order.
  func keeps(_ statement: SelectStatement, _ names: [String]) -> Bool {
    statement.order.allSatisfy { key in
      if case .output(let name, _) = key { names.contains(name) } else { true }
    }
  }

  /// The statement with an ORDER BY, nested first if the keys cannot be told apart from its columns.
  func ordered(
    _ statement: SelectStatement, by keys: [SortKey], keeping names: [String]
  ) -> SelectStatement {
    var result = statement.limit == nil ? statement : nested(statement)
    if let order = orderKeys(keys, in: result, keeping: names) {
      result.order = order
      return result
    }
    result = nested(result)
    result.order = orderKeys(keys, in: result, keeping: names) ?? []
    return result
  }

  private func orderKeys(
    _ keys: [SortKey], in statement: SelectStatement, keeping names: [String]
  ) -> [SelectStatement.OrderKey]? {
    var order: [SelectStatement.OrderKey] = []
    let kept = statement.items.filter { names.contains($0.name) }
    let aliases = columnNames(kept.map(\.name))
    for key in keys {
      if let name = key.expression.plainColumn, let item = statement.item(name),
        item.expression.plainColumn == nil
      {
        if item.expression.literalValue != nil { continue }
        // A bare name in ORDER BY is a column of the output; a collation would make it an expression.
        let type = item.expression.type
        guard names.contains(name), dialect.ordered("x", type: type) == "x" else { return nil }
        order.append(.output(name, isDescending: key.isDescending))
        continue
      }
      guard statement.passes(key.expression.columnNames) else { return nil }
      let source = statement.overSource(key.expression)
      // A literal would be read as the place of a column.
      if source.literalValue != nil { continue }
      if statement.isGrouped && source.plainColumn == nil { return nil }
      for column in source.columnNames {
        let written = statement.columns[column]
        let clashes = kept.contains { item in
          let alias = dialect.identifier(aliases[item.name] ?? item.name)
          return alias.lowercased() == written?.lowercased()
            && item.expression.plainColumn != column
        }
        if clashes { return nil }
        // After DISTINCT only what stands in the list may order.
        if statement.isDistinct,
          !kept.contains(where: { $0.expression.plainColumn == column })
            || dialect.ordered("x", type: source.type) != "x"
        {
          return nil
        }
      }
      order.append(.source(SortKey(source, descending: key.isDescending)))
    }
    return order
  }
}
