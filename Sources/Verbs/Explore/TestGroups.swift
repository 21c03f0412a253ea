import Exploration
import Tables
import Tasks

/// What is said of each group of a test.
struct TestGroups {
  /// The columns after the one of the groups.
  static let fields = [
    Field("rows", .int), Field("mean", .number), Field("sd", .number), Field("median", .number),
  ]

  /// One group: its rows with a value, and what numbers have besides.
  struct Group {
    let key: Value
    let rows: Int
    var mean: Double?
    var sd: Double?
    var median: Double?
  }

  /// The groups in the order of their keys.
  let sizes: [Group]
  /// For two values of a column of categories: the one whose share is compared, and its
  /// share in each group.
  let shares: (value: Value, shares: [Double])?

  init(_ column: Column, by key: Column, cancellation: Cancellation = Cancellation()) throws {
    guard column.type != .text else {
      let counts = try ContingencyTable(key, column, cancellation: cancellation)
      sizes = zip(counts.rowValues, counts.rowTotals).map { Group(key: $0, rows: $1) }
      shares = Self.shares(counts)
      return
    }
    let groups = try GroupedNumbers(column, by: key, cancellation: cancellation).groups
    let isNumber = column.type.isNumeric
    sizes = groups.map { group in
      Group(
        key: group.key, rows: group.values.count,
        mean: isNumber || column.type == .bool ? group.moments.mean : nil,
        sd: isNumber ? group.moments.variance.map { $0.squareRoot() } : nil,
        median: isNumber ? group.median : nil)
    }
    shares =
      column.type == .bool
      ? Self.shares(try ContingencyTable(key, column, cancellation: cancellation)) : nil
  }

  private static func shares(_ counts: ContingencyTable) -> (value: Value, shares: [Double])? {
    guard counts.columnValues.count == 2 else { return nil }
    // Of truth values the true ones, of texts the first.
    let place = counts.columnValues[1] == .bool(true) ? 1 : 0
    return (
      counts.columnValues[place],
      counts.rowTotals.indices.map { row in
        Double(counts.count(row: row, column: place)) / Double(counts.rowTotals[row])
      }
    )
  }

  /// The groups as rows: the key, rows, mean, sd, median.
  var rows: [[Value]] {
    sizes.map {
      [$0.key, .int(Int64($0.rows)), Value($0.mean), Value($0.sd), Value($0.median)]
    }
  }
}
