import Language
import Planning
import Tables

/// Which columns are null together, and in how many rows.
struct MissingPatterns {
  private let relation: Relation
  private let columns: [Field]

  init(of relation: Relation, columns: [Field]) {
    self.relation = relation
    self.columns = columns
  }

  static let fields: [Field] = [
    Field("pattern", .text), Field("rows", .int), Field("share", .number),
  ]

  /// One row per pattern, the commonest first; rows without nulls are no pattern.
  func rows() throws -> [[Value]] {
    let flags = columns.map { field in
      NamedExpression(
        field.name, .call(.isNull, [.column(field.name, field.type)], .bool))
    }
    let table = try relation.map {
      $0.aggregated(keys: flags, aggregates: [NamedExpression("\u{1}rows", .count)])
    }.collect()
    var total = 0.0
    var patterns: [(pattern: String, rows: Double)] = []
    for row in 0..<table.rowCount {
      let cells = table.row(row)
      let rows = cells.last?.asNumber ?? 0
      total += rows
      let missing = zip(columns, cells).filter { $1 == .bool(true) }.map(\.0.name)
      if !missing.isEmpty { patterns.append((missing.joined(separator: ", "), rows)) }
    }
    patterns.sort { ($1.rows, $0.pattern) < ($0.rows, $1.pattern) }
    return patterns.map { [.text($0.pattern), .int(Int64($0.rows)), .number($0.rows / total)] }
  }
}
