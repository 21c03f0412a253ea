import Tables

extension SQLWriter {
  /// The statement as text, line by line.
  func lines(of statement: SelectStatement) -> [String] {
    let writer = ExpressionWriter(
      dialect: dialect, columns: statement.columns, budget: budget)
    var lines = selectClause(statement, writer)
    lines += fromClause(statement.source)
    let tests = statement.conditions.flatMap(\.conjuncts)
    let isAlone = tests.count + statement.writtenConditions.count == 1
    let conditions =
      statement.writtenConditions
      + tests.map { writer.condition($0).inside(isAlone ? .or : .and) }
    for (index, condition) in conditions.enumerated() {
      let parts = condition.split(separator: "\n", omittingEmptySubsequences: false)
      lines.append((index == 0 ? "WHERE " : "  AND ") + (parts.first ?? ""))
      lines += parts.dropFirst().map(String.init)
    }
    if let keys = statement.grouping, !keys.isEmpty {
      lines.append("GROUP BY " + groupKeys(keys, statement, writer).joined(separator: ", "))
    }
    if !statement.order.isEmpty {
      let keys = statement.order.map { orderKey($0, statement, writer) }
      lines += wrapped("ORDER BY", keys)
    }
    if let limit = statement.limit { lines.append("LIMIT \(limit)") }
    return budget.allows(lines) ? lines : ["SELECT NULL"]
  }

  /// Lines moved to the right.
  func indented(_ lines: [String]) -> [String] {
    lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }.map { "  " + $0 }
  }

  private func selectClause(_ statement: SelectStatement, _ writer: ExpressionWriter) -> [String] {
    let word = statement.isDistinct ? "SELECT DISTINCT" : "SELECT"
    guard !statement.items.isEmpty else { return ["\(word) 1 AS \(dialect.identifier("one"))"] }
    if selectsAll(statement) { return ["\(word) *"] }
    let identifiers = columnNames(statement.items.map(\.name))
    let items = statement.items.map { item -> String in
      let text = writer.item(item.expression)
      let name = dialect.identifier(identifiers[item.name] ?? item.name)
      return text == name || text.hasSuffix("." + name) && item.expression.plainColumn != nil
        ? text : "\(text) AS \(name)"
    }
    return wrapped(word, items)
  }

  /// The items after `word`, in one line if they fit.
  private func wrapped(_ word: String, _ items: [String]) -> [String] {
    let line = "\(word) " + items.joined(separator: ", ")
    guard line.count > 96 else { return [line] }
    return [word]
      + items.enumerated().map { "  \($0.element)\($0.offset == items.count - 1 ? "" : ",")" }
  }

  private func selectsAll(_ statement: SelectStatement) -> Bool {
    let inner: [String]
    switch statement.source {
    case .select(let select): inner = select.items.map(\.name)
    case .union(let branches): inner = branches.first?.items.map(\.name) ?? []
    case .text, .query: return false
    }
    return statement.items.map(\.name) == inner
      && statement.items.allSatisfy { $0.expression.plainColumn == $0.name }
  }

  private func fromClause(_ source: SelectStatement.Source) -> [String] {
    let alias = dialect.identifier("t")
    switch source {
    case .text(let lines): return lines
    case .query(let sql):
      let body = sql.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return ["FROM ("] + body.map { "  " + $0 } + [") AS \(alias)"]
    case .select(let select): return ["FROM ("] + indented(lines(of: select)) + [") AS \(alias)"]
    case .union(let branches):
      let all = branches.map { branch -> [String] in
        let text = lines(of: branch)
        // An order or a limit belongs to its branch only between parentheses.
        return branch.limit == nil && branch.order.isEmpty ? text : ["("] + indented(text) + [")"]
      }
      let body = all.joined(separator: ["UNION ALL"])
      return ["FROM ("] + indented(Array(body)) + [") AS \(alias)"]
    }
  }

  /// Columns by name, computed keys by their place in the list.
  private func groupKeys(
    _ keys: [Expression], _ statement: SelectStatement, _ writer: ExpressionWriter
  ) -> [String] {
    keys.map { key in
      if key.plainColumn != nil { return writer.value(key).text }
      guard let place = statement.items.firstIndex(where: { $0.expression == key }) else {
        return writer.value(key).text
      }
      return String(place + 1)
    }
  }

  private func orderKey(
    _ key: SelectStatement.OrderKey, _ statement: SelectStatement, _ writer: ExpressionWriter
  ) -> String {
    switch key {
    case .source(let key): return writer.key(key).clause
    case .output(let name, let isDescending):
      let names = columnNames(statement.items.map(\.name))
      let text = dialect.identifier(names[name] ?? name)
      return text + (isDescending ? " DESC" : "") + " NULLS LAST"
    }
  }
}

extension Expression {
  /// The conditions that must all hold.
  fileprivate var conjuncts: [Expression] {
    if case .call(.and, let arguments, _) = self { return arguments.flatMap(\.conjuncts) }
    return [self]
  }
}
