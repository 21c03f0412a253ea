import Planning
import Series
import Tables

/// What cohorts did by period, added up in memory from one row per customer and period.
///
/// The rows are those that the engine's own query gives; sums of both have 12 digits.
struct CohortSums {
  private struct Key: Hashable {
    /// The first days of the cohort and of the period; nil for rows without customer or date.
    var cohort: Int32?
    var period: Int32?
  }

  private struct Sums {
    var customers: Int64 = 0
    var value = CompensatedSum()
    var orders: Int64 = 0
    var rows: Int64 = 0
    var last: Int64?
  }

  private var sums: [Key: Sums] = [:]
  private let hasTime: Bool
  private let hasValue: Bool
  private let hasOrders: Bool

  /// Adds up a table by customer and period, in that order: customer, period, rows, last date, then
  /// value and orders where they are.
  init(_ table: Table, hasValue: Bool, hasOrders: Bool) {
    self.hasValue = hasValue
    self.hasOrders = hasOrders
    let columns = table.columns
    hasTime = columns[3].type == .datetime
    let rows = Self.integers(columns[2])
    let last = Self.integers(columns[3])
    let periods = Self.integers(columns[1])
    let orders = hasOrders ? Self.integers(columns[hasValue ? 5 : 4]) : []
    var customer = Value.null
    var first: Int32?
    for row in 0..<table.rowCount {
      let now = columns[0][row]
      let period = columns[1].validity[row] ? Int32(truncatingIfNeeded: periods[row]) : nil
      if now != customer || row == 0 {
        customer = now
        // The first of a customer's periods stands first, and none at all last.
        first = now.isNull ? nil : period
      }
      let cohort = period == nil ? nil : first
      var sum = sums[Key(cohort: cohort, period: period), default: Sums()]
      sum.customers += 1
      sum.rows += rows[row]
      if columns[3].validity[row] { sum.last = max(sum.last ?? last[row], last[row]) }
      if hasValue { sum.value.add(columns[4][row].asNumber) }
      if hasOrders { sum.orders += orders[row] }
      sums[Key(cohort: cohort, period: period)] = sum
    }
  }

  private static func integers(_ column: Column) -> [Int64] {
    switch column.storage {
    case .int(let values), .datetime(let values): values
    case .date(let values): values.map { Int64($0) }
    default: [Int64](repeating: 0, count: column.count)
    }
  }

  /// One row per cohort and period: cohort, period_start, customers, value, orders, the number of rows
  /// and their last day.
  func table(_ schema: Schema) -> Table {
    let rows = sums.map { key, sum -> [Value] in
      let last = sum.last.map { hasTime ? Value.datetime($0) : .date(Int32($0)) } ?? .null
      return [
        key.cohort.map(Value.date) ?? .null, key.period.map(Value.date) ?? .null,
        .int(sum.customers), hasValue ? sum.value.rounded : .null,
        hasOrders ? .int(sum.orders) : .null, .int(sum.rows), last,
      ]
    }
    return Table(schema: schema, rows: rows)
  }
}

/// A sum that makes up for what rounding loses, and is told with 12 digits: these seldom depend on the
/// order of what is added, as long as large numbers of both signs do not cancel.
struct CompensatedSum {
  private var sum = 0.0
  /// What rounding lost so far (Kahan 1965, in Neumaier's form).
  private var lost = 0.0

  mutating func add(_ value: Double?) {
    guard let value else { return }
    let next = sum + value
    lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }

  /// The sum with 12 significant digits, as aggregates of engines have; null where there is none.
  var rounded: Value {
    let total = sum + lost
    guard total.isFinite else { return .null }
    return .number(Double(DecimalNumber(total).plainText(significant: 12)) ?? total)
  }
}
