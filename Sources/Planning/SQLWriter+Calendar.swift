import Tables

extension SQLWriter {
  /// Each row of the input as often as bins follow until the next one, numbered from 0.
  ///
  /// The input is read once: gaps are found by looking at the next row of the group.
  func filled(_ calendar: Plan.Calendar, needed: Set<String>) -> SelectStatement {
    let width = calendar.width
    let kept = Set(calendar.input.columns.map(\.name)).intersection(needed)
    let left = side(calendar.measured, "l", kept.union([calendar.date, width]))
    let number = dialect.identifier("u") + "." + dialect.identifier("bin")
    let numbers = dialect.numbers(
      below: left.columns[width] ?? "1", relation: dialect.identifier("u"),
      column: dialect.identifier("bin"))
    var columns: [String: String] = ["u.bin": number]
    for (name, text) in left.columns { columns["l." + name] = text }
    let items = calendar.items(row: { "l." + $0 }, number: .column("u.bin", .int))
    return SelectStatement(
      source: .text(left.lines("FROM") + [numbers]), columns: columns,
      items: items.filter { needed.contains($0.name) })
  }
}
