import Exploration
import Tables
import Tasks

/// Rows in the order of their keys and dates, with the rows of each series behind each other.
///
/// Sorting in the engine takes most of the time of reading; the rows of most files stand in their
/// order already, or nearly so.
struct SeriesOrder {
  /// The rows of the table in the order asked for.
  let table: Table
  /// The values of the keys of each series.
  let keys: [[Value]]
  /// The rows of each series in `table`, ascending.
  let rows: [[Int]]

  /// Orders a table whose column `date` has no nulls; rows of equal keys and date keep their order.
  init(_ table: Table, by names: [String], on date: String, _ cancellation: Cancellation) throws {
    let groups: [[Int]]
    if names.isEmpty {
      groups = table.rowCount == 0 ? [] : [Array(0..<table.rowCount)]
      keys = groups.map { _ in [] }
    } else {
      let found = try RowGroups(
        of: names.compactMap { table[$0] }, cancellation: cancellation)
      (groups, keys) = (found.rows, found.keys)
    }
    let moments = Self.moments(table[date])
    let ordered = try parallelMap(groups.count) { index in
      try cancellation.check()
      let rows = groups[index]
      let isAscending = zip(rows, rows.dropFirst()).allSatisfy { moments[$0] <= moments[$1] }
      return isAscending ? rows : rows.sorted { (moments[$0], $0) < (moments[$1], $1) }
    }
    let order = Array(ordered.joined())
    guard zip(order, order.indices).contains(where: { $0 != $1 }) else {
      (self.table, rows) = (table, ordered)
      return
    }
    let columns = try parallelMap(table.columns.count) { table.columns[$0].rows(order) }
    self.table = Table(zip(table.schema.names, columns).map { ($0, $1) })
    var end = 0
    rows = ordered.map { own in
      defer { end += own.count }
      return Array(end..<end + own.count)
    }
  }

  /// Days or microseconds.
  private static func moments(_ column: Column?) -> [Int64] {
    switch column?.storage {
    case .date(let days)?: days.map { Int64($0) }
    case .datetime(let instants)?: instants
    default: [Int64](repeating: 0, count: column?.count ?? 0)
    }
  }
}
