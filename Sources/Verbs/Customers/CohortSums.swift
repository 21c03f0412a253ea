import Planning
import Series
import Tables

/// What cohorts did by period, added up in memory from one row per customer and period.
///
/// The rows are those that the engine's own query gives; sums of both have 12 digits, to which they
/// are rounded once, at the end.
struct CohortSums {
  /// The first days of a cohort and of a period; none for rows without customer or date.
  private struct Key: Hashable {
    private static let none = Int32.min
    private let days: Int64

    init(cohort: Int32?, period: Int32?) {
      days = Int64(cohort ?? Self.none) << 32 | Int64(UInt32(bitPattern: period ?? Self.none))
    }

    var cohort: Value { Self.date(Int32(truncatingIfNeeded: days >> 32)) }
    var period: Value { Self.date(Int32(truncatingIfNeeded: days)) }

    private static func date(_ day: Int32) -> Value { day == none ? .null : .date(day) }
  }

  private struct Sums {
    var customers: Int64 = 0
    var value = CompensatedSum()
    var orders: Int64 = 0
    var rows: Int64 = 0
    var last: Int32?

    mutating func add(
      _ more: Int64, isNew: Bool, last day: Int32?, value number: Double?, orders count: Int64
    ) {
      if isNew { customers += 1 }
      rows += more
      if let day { last = max(last ?? day, day) }
      value.add(number)
      orders += count
    }
  }

  private var sums: [Key: Sums] = [:]
  private let hasValue: Bool
  private let hasOrders: Bool

  /// Adds up a table by customer and period, in that order: customer, period, rows, last date, value
  /// where there is one, and orders.
  init(_ table: Table, hasValue: Bool) {
    self.init(
      table, periods: Self.integers(table.columns[1]), last: table.columns[3],
      value: hasValue ? table.columns[4] : nil, orders: table.columns[hasValue ? 5 : 4])
  }

  /// Adds up a table by customer and day, in that order: customer, day, rows, and value where there is
  /// one.
  ///
  /// Days are gathered in periods of a step.
  init(_ table: Table, step: CalendarStep, hasValue: Bool) {
    self.init(
      table, periods: Self.integers(table.columns[1]).map { Int64(step.start(ofDay: Int($0))) },
      last: table.columns[1], value: hasValue ? table.columns[3] : nil, orders: nil)
  }

  private init(_ table: Table, periods: [Int64], last: Column, value: Column?, orders: Column?) {
    (hasValue, hasOrders) = (value != nil, orders != nil)
    let customers = table.columns[0]
    let isDated = table.columns[1].validity
    let rows = Self.integers(table.columns[2])
    let lastDays = Self.integers(last)
    let orders = orders.map(Self.integers)
    var customer = Value.null
    var first: Int32?
    var before: Int32?
    for row in 0..<table.rowCount {
      let now = customers[row]
      let period = isDated[row] ? Int32(truncatingIfNeeded: periods[row]) : nil
      let isAnother = row == 0 || now != customer
      if isAnother {
        customer = now
        // The first of a customer's periods stands first, and none at all last.
        first = now.isNull ? nil : period
      }
      let key = Key(cohort: period == nil ? nil : first, period: period)
      sums[key, default: Sums()].add(
        rows[row], isNew: isAnother || period != before,
        last: last.validity[row] ? Int32(truncatingIfNeeded: lastDays[row]) : nil,
        value: value?[row].asNumber,
        orders: orders?[row] ?? 0)
      before = period
    }
  }

  private static func integers(_ column: Column) -> [Int64] {
    switch column.storage {
    case .int(let values): values
    case .date(let values): values.map { Int64($0) }
    default: [Int64](repeating: 0, count: column.count)
    }
  }

  /// One row per cohort and period: cohort, period_start, customers, value, orders, the number of rows
  /// and their last day.
  func table(_ schema: Schema) -> Table {
    let rows = sums.map { key, sum -> [Value] in
      [
        key.cohort, key.period, .int(sum.customers), hasValue ? sum.value.rounded : .null,
        hasOrders ? .int(sum.orders) : .null, .int(sum.rows), sum.last.map(Value.date) ?? .null,
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
