import Language
import Planning
import Rendering
import Syntax
import Tables

extension Relation {
  /// The rows that a display shows, and what is known of their number.
  struct Window {
    var table: Table
    var total: Int?
    var tailRows: Int
  }

  /// The first `limit` rows; of a longer table, with `withTail`, its first and last rows.
  func window(limit: Int, withTail: Bool) throws -> Window {
    let first = try map { $0.limited(to: limit + 1) }.collect()
    if first.rowCount <= limit {
      return Window(table: first, total: first.rowCount, tailRows: 0)
    }
    let total = try count()
    let shown = TableView.rowsShown(of: total, limit: limit)
    guard withTail, !shown.tail.isEmpty else {
      return Window(table: first.rows(Array(0..<limit)), total: total, tailRows: 0)
    }
    let head = first.rows(Array(shown.head))
    let tail = try rows(shown.tail)
    return Window(table: head.appending(tail), total: total, tailRows: tail.rowCount)
  }

  /// The rows at some places of the result.
  private func rows(_ range: Range<Int>) throws -> Table {
    try engine.collect(
      "SELECT * FROM (\n\(sql)\n) AS shown\nLIMIT \(range.count) OFFSET \(range.lowerBound)")
  }

  /// Column, type and source, for `show schema`.
  var schemaTable: Table {
    let sources = plan.scans.map(\.name).filter { !$0.isEmpty }.joined(separator: ", ")
    return Table(
      schema: Schema([Field("column", .text), Field("type", .text), Field("source", .text)]),
      rows: schema.fields.map {
        [.text($0.name), .text($0.type.name), sources.isEmpty ? .null : .text(sources)]
      })
  }
}

extension Table {
  /// The rows of this table, then those of another with the same columns.
  fileprivate func appending(_ other: Table) -> Table {
    Table(
      schema: schema,
      rows: (0..<rowCount).map { row($0) } + (0..<other.rowCount).map { other.row($0) })
  }
}

extension Scalar {
  /// The scalar as it is displayed, without passwords.
  package var text: String {
    switch self {
    case .value(let value, _): Passwords.masked(ValueText.plain(value))
    case .step(let step): step.spelling
    case .period(let period): period.spelling
    case .record(let fields):
      "{\(fields.map { "\($0.name.asName): \($0.value.text)" }.joined(separator: ", "))}"
    }
  }
}
