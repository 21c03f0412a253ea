import Language
import Planning
import Syntax
import Tables

/// Customers with their dates, orders and money in memory, where scores take a fraction of the time
/// that an engine plans them in.
///
/// The scores are those of `RFM.scores`, to the bit.
struct RFMCustomers {
  /// Who they are, in the engine's order, without those that are null.
  private var customers: Column
  /// Days or microseconds of the last and the first purchase.
  private var last: [Int64]
  private var first: [Int64]
  private var frequency: [Int64]
  /// Money; infinite where the engine has none, which it ranks last.
  private var monetary: [Double]
  /// Whether purchases have a time of day.
  private let hasTime: Bool

  /// What the rows hold of which the customers were made.
  let counts: Counts

  /// Rows, and how many of them have what is needed.
  struct Counts {
    var rows = 0
    var known = 0
    var dates = 0
    var amounts = 0
  }

  /// Reads what `RFM.summary` gives, customer by customer.
  init(_ table: Table) {
    let columns = table.columns
    let rows = (0..<table.rowCount).filter { columns[0].validity[$0] }
    func integers(_ column: Column) -> [Int64] {
      switch column.storage {
      case .int(let values), .datetime(let values): values
      case .date(let values): values.map { Int64($0) }
      default: []
      }
    }
    func picked(_ place: Int) -> [Int64] {
      let values = integers(columns[place])
      return rows.map { values[$0] }
    }
    customers = rows.count == table.rowCount ? columns[0] : columns[0].rows(rows)
    hasTime = columns[1].type == .datetime
    (last, first, frequency) = (picked(1), picked(2), picked(3))
    monetary = rows.map { columns[4][$0].asNumber ?? .infinity }
    counts = Counts(
      rows: integers(columns[5]).reduce(0) { $0 + Int($1) },
      known: picked(5).reduce(0) { $0 + Int($1) }, dates: picked(6).reduce(0) { $0 + Int($1) },
      amounts: picked(7).reduce(0) { $0 + Int($1) })
  }

  var count: Int { last.count }

  /// The first and the last moment of all; nil without customers.
  var span: (first: Value, last: Value)? {
    guard let first = first.min(), let last = last.max() else { return nil }
    return (value(first), value(last))
  }

  private func value(_ moment: Int64) -> Value {
    hasTime ? .datetime(moment) : .date(Int32(truncatingIfNeeded: moment))
  }

  private static let day: Int64 = 86_400_000_000

  /// Whole days from a moment to the midnight of a day.
  private func days(from moment: Int64, to midnight: Int32) -> Int64 {
    hasTime ? (Int64(midnight) * Self.day - moment).floored(by: Self.day) : Int64(midnight) - moment
  }

  private func dates(_ moments: [Int64]) -> Column {
    Column(
      .date(
        moments.map { Int32(truncatingIfNeeded: hasTime ? $0.floored(by: Self.day) : $0) }))
  }

  /// The table of `RFM`: measures, scores, code and, unless there are no names, segment.
  func scored(
    asOf midnight: Int32, _ scoring: RFMScoring, _ segments: RFMSegmentNames?, customer: String
  ) -> Table {
    let recency = last.map { days(from: $0, to: midnight) }
    let worst = Int64(scoring.bins + 1)
    let r = scoring.classes(of: recency.map { Double($0) }, "recency").map { worst - $0 }
    let f = scoring.classes(of: frequency.map { Double($0) }, "frequency")
    let m = scoring.classes(of: monetary, "monetary")
    let hasMoney = monetary.map(\.isFinite)
    let codes = zip(r, zip(f, m)).map { "\($0)\($1.0)\($1.1)" }
    var columns: [(name: String, column: Column)] = [
      (customer, customers), ("recency", Column(.int(recency))),
      ("frequency", Column(.int(frequency))),
      (
        "monetary",
        Column(.number(monetary.map { $0.isFinite ? $0 : 0 }), validity: Validity(hasMoney))
      ),
      ("first_date", dates(first)), ("last_date", dates(last)), ("r", Column(.int(r))),
      ("f", Column(.int(f))), ("m", Column(.int(m))), ("rfm", Column(.text(TextColumn(codes)))),
    ]
    if let segments {
      var known: [String: String?] = [:]
      let names = codes.indices.map { row -> String? in
        if let name = known[codes[row]] { return name }
        let name = segments.name(of: (r[row], f[row], m[row]), code: codes[row])
        known[codes[row]] = .some(name)
        return name
      }
      columns.append(
        (
          "segment",
          Column(.text(TextColumn(names)), validity: Validity(names.map { $0 != nil }))
        ))
    }
    return Table(columns)
  }
}

/// How the names of segments follow from scores.
enum RFMSegmentNames {
  case standard
  case rules(SegmentRules)

  func name(of scores: (r: Int64, f: Int64, m: Int64), code: String) -> String? {
    switch self {
    case .standard: RFMSegments.byCode[code]
    case .rules(let rules): rules.name(of: scores, code: code)
    }
  }

  /// The same as an expression over the columns of scores.
  var expression: Expression {
    switch self {
    case .standard: RFMSegments.expression(recency: "r", frequency: "f", monetary: "m")
    case .rules(let rules): rules.expression
    }
  }
}

extension RFMScoring {
  /// The class of each value, 1 to `bins`, the lowest values first; equal values in the order in
  /// which they stand.
  func classes(of values: [Double], _ measure: String) -> [Int64] {
    if let limits = breaks[measure] {
      return values.map { value in
        Int64((limits.firstIndex { value < $0 } ?? limits.count) + 1)
      }
    }
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var classes = [Int64](repeating: 1, count: values.count)
    let (size, larger) = values.count.quotientAndRemainder(dividingBy: bins)
    var start = 0
    for (place, row) in order.enumerated() {
      switch ties {
      case .apart:
        // The first classes have one more.
        let inLarger = larger * (size + 1)
        classes[row] =
          Int64(
            place < inLarger ? place / (size + 1) : larger + (place - inLarger) / max(1, size)) + 1
      case .together:
        if place > 0, values[order[place - 1]] < values[row] { start = place }
        classes[row] = Int64(start * bins / values.count) + 1
      }
    }
    return classes
  }
}

extension Int64 {
  /// The quotient, rounded down.
  fileprivate func floored(by divisor: Int64) -> Int64 {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}

extension Relation {
  /// More rows than these may belong to more customers than there is room for.
  private static let mostRows = 5_000_000

  /// Whether so few rows are read that one for each customer can be fetched.
  var hasFewRows: Bool {
    let scans = plan.scans
    guard !scans.isEmpty else { return false }
    var rows = 0
    for scan in scans {
      guard let count = scan.rowCount else { return false }
      rows += count
    }
    return rows <= Self.mostRows
  }
}
