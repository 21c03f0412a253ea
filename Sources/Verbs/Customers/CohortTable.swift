import Language
import Planning
import Series
import Tables

/// The cells of a cohort analysis: every cohort with every period that was observed.
struct CohortTable {
  struct Cell {
    var cohort: Int
    var period: Int
    var start: Int
    var customers: Int
    var value: Double
    var orders: Int
    var isPartial: Bool
  }
  /// The first days of the cohorts, ascending.
  let cohorts: [Int]
  /// Cohort by cohort, period by period; a cell without customers is there with 0.
  let cells: [Cell]
  /// Whether the data ends before its last period does.
  let isLastPartial: Bool
  private let hasValue: Bool
  private let hasOrders: Bool
  private let firsts: [Int: Cell]

  /// More cells than these are no picture and no table that anybody reads.
  static let mostCells = 200_000

  /// More periods than these make no matrix; a wrong date far ahead would.
  static let mostPeriods = 1_000

  /// How many periods lie between the first cohort and the last day, and how many of them have rows.
  static func periods(_ sums: Table, step: CalendarStep, lastDay: Int) -> (all: Int, filled: Int) {
    var starts: Set<Int32> = []
    for row in 0..<sums.rowCount where !sums.columns[0][row].isNull {
      if case .date(let start) = sums.columns[1][row] { starts.insert(start) }
    }
    guard let first = starts.min() else { return (0, 0) }
    return (step.steps(from: Int(first), to: step.start(ofDay: lastDay)) + 1, starts.count)
  }

  /// The end of the longest time without rows, and whether most rows lie before it; nil without two
  /// periods that have rows.
  ///
  /// `rows` is the column that counts them.
  static func gap(_ sums: Table, rows: String) -> (end: Int32, isAfterMost: Bool)? {
    var counts: [Int32: Int64] = [:]
    for row in 0..<sums.rowCount where !sums.columns[0][row].isNull {
      guard case .date(let start) = sums.columns[1][row], case .int(let count)? = sums[rows]?[row]
      else { continue }
      counts[start, default: 0] += count
    }
    let starts = counts.keys.sorted()
    var longest: (end: Int32, days: Int)?
    for (start, next) in zip(starts, starts.dropFirst()) {
      let days = Int(next) - Int(start)
      if days > longest?.days ?? 0 { longest = (next, days) }
    }
    guard let end = longest?.end else { return nil }
    var (before, after) = (Int64(0), Int64(0))
    for (start, count) in counts {
      if start < end { before += count } else { after += count }
    }
    return (end, before >= after)
  }

  /// Completes the engine's sums: `cohort`, `period_start`, `customers`, `value`, `orders`.
  init(_ sums: Table, step: CalendarStep, lastDay: Int, hasValue: Bool, hasOrders: Bool) {
    self.hasValue = hasValue
    self.hasOrders = hasOrders
    struct Key: Hashable {
      var cohort: Int
      var period: Int
    }
    var found: [Key: Cell] = [:]
    var starts: Set<Int> = []
    for row in 0..<sums.rowCount {
      let cells = sums.row(row)
      guard case .date(let cohort) = cells[0], case .date(let start) = cells[1],
        case .int(let customers) = cells[2]
      else { continue }
      let period = step.steps(from: Int(cohort), to: Int(start))
      starts.insert(Int(cohort))
      found[Key(cohort: Int(cohort), period: period)] = Cell(
        cohort: Int(cohort), period: period, start: Int(start), customers: Int(customers),
        value: cells[3].asNumber ?? 0, orders: Int(cells[4].asNumber ?? 0), isPartial: false)
    }
    cohorts = starts.sorted()
    let lastStart = step.start(ofDay: lastDay)
    isLastPartial = step.day(lastStart, plus: 1) > lastDay + 1
    var cells: [Cell] = []
    for cohort in cohorts {
      for period in 0...max(0, step.steps(from: cohort, to: lastStart)) {
        let start = step.day(cohort, plus: period)
        var cell =
          found[Key(cohort: cohort, period: period)]
          ?? Cell(
            cohort: cohort, period: period, start: start, customers: 0, value: 0, orders: 0,
            isPartial: false)
        cell.isPartial = isLastPartial && start == lastStart
        cells.append(cell)
      }
      if cells.count > Self.mostCells * 2 { break }
    }
    self.cells = cells
    firsts = Dictionary(
      cells.filter { $0.period == 0 }.map { ($0.cohort, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  static func fields(hasOrders: Bool) -> [Field] {
    let fields = [
      Field("cohort", .date), Field("period", .int), Field("period_start", .date),
      Field("customers", .int), Field("size", .int), Field("value", .number),
      Field("retention", .number), Field("value_share", .number), Field("partial", .bool),
    ]
    return hasOrders ? fields + [Field("orders", .int)] : fields
  }

  var fields: [Field] { Self.fields(hasOrders: hasOrders) }

  /// The long table.
  var rows: [[Value]] {
    cells.map { cell in
      let row: [Value] = [
        .date(Int32(cell.cohort)), .int(Int64(cell.period)), .date(Int32(cell.start)),
        .int(Int64(cell.customers)), .int(Int64(firsts[cell.cohort]?.customers ?? 0)),
        hasValue ? .number(cell.value) : .null, retention(cell), valueShare(cell),
        .bool(cell.isPartial),
      ]
      return hasOrders ? row + [.int(Int64(cell.orders))] : row
    }
  }

  private func retention(_ cell: Cell) -> Value {
    guard let size = firsts[cell.cohort]?.customers, size > 0 else { return .null }
    return .number(Double(cell.customers) / Double(size))
  }

  private func valueShare(_ cell: Cell) -> Value {
    guard hasValue, let first = firsts[cell.cohort]?.value, first != 0 else { return .null }
    return .number(cell.value / first)
  }

  /// One row per cohort, one column per period; null where nothing was observed.
  func matrix(of measure: Cohort.Measure) -> Table {
    let last = cells.map(\.period).max() ?? 0
    let type: DataType = .number
    let fields =
      [Field("cohort", .date), Field("size", .int)] + (0...last).map { Field("p\($0)", type) }
    var rows: [[Value]] = []
    for cell in cells {
      if cell.period == 0 {
        let head: [Value] = [.date(Int32(cell.cohort)), .int(Int64(cell.customers))]
        rows.append(head + [Value](repeating: .null, count: last + 1))
      }
      rows[rows.count - 1][2 + cell.period] = shown(cell, measure)
    }
    return Table(schema: Schema(fields), rows: rows)
  }

  private func shown(_ cell: Cell, _ measure: Cohort.Measure) -> Value {
    switch measure {
    case .retention: retention(cell)
    case .customers: .number(Double(cell.customers))
    case .orders: .number(Double(cell.orders))
    case .value: .number(cell.value)
    }
  }

  /// One row per cohort: cohort, customers, value, and orders if they are counted.
  var sizes: Table {
    var totals: [Int: Double] = [:]
    var orders: [Int: Int] = [:]
    for cell in cells {
      totals[cell.cohort, default: 0] += cell.value
      orders[cell.cohort, default: 0] += cell.orders
    }
    let fields = [Field("cohort", .date), Field("customers", .int), Field("value", .number)]
    return Table(
      schema: Schema(fields + ordersField),
      rows: cohorts.map { cohort in
        let row: [Value] = [
          .date(Int32(cohort)), .int(Int64(firsts[cohort]?.customers ?? 0)),
          hasValue ? .number(totals[cohort] ?? 0) : .null,
        ]
        return row + ordersValue(orders[cohort] ?? 0)
      })
  }

  private var ordersField: [Field] { hasOrders ? [Field("orders", .int)] : [] }

  private func ordersValue(_ orders: Int) -> [Value] { hasOrders ? [.int(Int64(orders))] : [] }

  /// One row per period over the cohorts that have it whole: sums over sums, so that large cohorts
  /// count more.
  var average: Table {
    struct Sums {
      var cohorts = 0
      var size = 0
      var customers = 0
      var value = 0.0
      var firstValue = 0.0
      var orders = 0
    }
    var sums = [Sums](repeating: Sums(), count: (cells.map(\.period).max() ?? 0) + 1)
    for cell in cells where !cell.isPartial {
      let first = firsts[cell.cohort]
      sums[cell.period].cohorts += 1
      sums[cell.period].size += first?.customers ?? 0
      sums[cell.period].customers += cell.customers
      sums[cell.period].value += cell.value
      sums[cell.period].firstValue += first?.value ?? 0
      sums[cell.period].orders += cell.orders
    }
    let fields = [
      Field("period", .int), Field("cohorts", .int), Field("size", .int), Field("customers", .int),
      Field("retention", .number), Field("value", .number), Field("value_share", .number),
    ]
    let rows = sums.enumerated().filter { $1.cohorts > 0 }.map { period, sum -> [Value] in
      let row: [Value] = [
        .int(Int64(period)), .int(Int64(sum.cohorts)), .int(Int64(sum.size)),
        .int(Int64(sum.customers)), .number(Double(sum.customers) / Double(sum.size)),
        hasValue ? .number(sum.value) : .null,
        hasValue && sum.firstValue != 0 ? .number(sum.value / sum.firstValue) : .null,
      ]
      return row + ordersValue(sum.orders)
    }
    return Table(schema: Schema(fields + ordersField), rows: rows)
  }
}
