import Exploration
import Glibc
import Language
import Planning
import Tables

/// What queries are asked about one column, and what they found.
struct PushedColumn {
  let field: Field
  let value: Expression
  private let sketches: Bool
  private let options: ProfileOptions
  /// The answers so far, by the names of the measures.
  var found: [String: Value] = [:]

  init(_ field: Field, sketches: Bool, _ options: ProfileOptions) {
    self.field = field
    value = Expression(field)
    self.sketches = sketches
    self.options = options
  }

  var present: Int { count("present") }
  var distinct: Int { count("distinct") }

  private var isNumeric: Bool { field.type.isNumeric }
  private var isInTime: Bool { field.type.isTemporal || field.type == .duration }

  private func count(_ name: String) -> Int { Int(found[name]?.asNumber ?? 0) }
  private func number(_ name: String) -> Double? { found[name]?.asNumber }

  // MARK: The measures

  /// Counts and ends.
  var first: [NamedExpression] {
    var items = [
      NamedExpression("present", .aggregate(.count, value, .int)),
      NamedExpression("distinct", .aggregate(.countDistinct, value, .int)),
    ]
    guard field.type.isOrderable else { return items }
    items += [
      NamedExpression("min", .aggregate(.min, value, field.type)),
      NamedExpression("max", .aggregate(.max, value, field.type)),
    ]
    switch field.type {
    case .bool: items.append(NamedExpression("true", .rows(where: value)))
    case .int, .number:
      items += [
        NamedExpression("zeros", .rows(where: .compare(.equal, value, zero))),
        NamedExpression("negatives", .rows(where: .compare(.less, value, zero))),
      ]
      if field.type == .number {
        let whole = Expression.call(.floor, [value], .number)
        items.append(NamedExpression("parts", .rows(where: .compare(.notEqual, value, whole))))
      }
    case .text:
      let length = Expression.call(.length, [value], .int)
      let trimmed = Expression.call(.trim, [value], .text)
      let isBlank = Expression.compare(.equal, trimmed, .literal(.text(""), .text))
      let isPadded = Expression.call(
        .and,
        [.compare(.notEqual, value, trimmed), .call(.not, [isBlank], .bool)], .bool)
      items += [
        NamedExpression("shortest", .aggregate(.min, length, .int)),
        NamedExpression("longest", .aggregate(.max, length, .int)),
        NamedExpression("blank", .rows(where: isBlank)),
        NamedExpression("padded", .rows(where: isPadded)),
      ]
    default: break
    }
    return items
  }

  /// The mean and the quantiles.
  var second: [NamedExpression] {
    guard present > 0, isNumeric || isInTime else { return [] }
    var items = [("low", 0.04), ("q25", 0.25), ("q50", 0.5), ("q75", 0.75), ("high", 0.96)].map {
      NamedExpression($0.0, .aggregate(quantile($0.1), axis, .number))
    }
    if isNumeric { items.append(NamedExpression("mean", .aggregate(.mean, axis, .number))) }
    return items
  }

  /// Moments around the mean, distances from the median, rows far out, and bins.
  var third: [NamedExpression] {
    guard present > 0, isNumeric || isInTime else { return [] }
    var items = bins
    if field.type.isTemporal {
      let days = TimeSummary.plausibleDays
      items += [
        NamedExpression("early", .rows(where: isBefore(day: days.lowerBound))),
        NamedExpression(
          "late", .rows(where: .call(.not, [isBefore(day: days.upperBound)], .bool))),
      ]
      if let today = options.today {
        items.append(
          NamedExpression("future", .rows(where: .call(.not, [isBefore(day: today + 1)], .bool))))
      }
    }
    guard isNumeric, let mean = number("mean"), let median = number("q50") else { return items }
    func constant(_ value: Double) -> Expression { .literal(.number(value), .number) }
    let d = Expression.call(.subtract, [axis, constant(mean)], .number)
    let square = Expression.call(.multiply, [d, d], .number)
    let cube = Expression.call(.multiply, [square, d], .number)
    func cubes(_ side: Operation) -> Expression {
      .aggregate(
        AggregateCall(
          .sum, [cube], where: .compare(side, d, constant(0)), type: .number))
    }
    let distance = Expression.call(
      .absolute, [.call(.subtract, [axis, constant(median)], .number)], .number)
    items += [
      NamedExpression("d1", .aggregate(.mean, d, .number)),
      NamedExpression("d2", .aggregate(.mean, square, .number)),
      // Cubes of both sides would cancel out, and what remains would depend on the order of adding.
      NamedExpression("below3", cubes(.less)), NamedExpression("above3", cubes(.greater)),
      NamedExpression(
        "d4", .aggregate(.mean, .call(.multiply, [square, square], .number), .number)),
      NamedExpression("mad", .aggregate(quantile(0.5), distance, .number)),
    ]
    if let q25 = number("q25"), let q75 = number("q75") {
      let fences = NumberSummary.fences(3, q25 * scale, q75 * scale)
      let beyond = [
        (Operation.less, fences.lowerBound), (.greater, fences.upperBound),
      ].filter(\.1.isFinite).map { Expression.compare($0.0, plain, constant($0.1)) }
      if let low = beyond.first {
        items.append(
          NamedExpression(
            "beyond",
            .rows(where: beyond.count == 1 ? low : .call(.or, beyond, .bool))))
      }
    }
    return items
  }

  private func quantile(_ level: Double) -> AggregateFunction {
    sketches ? .approximateQuantile(level) : .quantile(level)
  }

  // MARK: The axis

  private var zero: Expression {
    field.type == .int ? .literal(.int(0), .int) : .literal(.number(0), .number)
  }

  private var plain: Expression { value.widened(to: .number) }

  /// Numbers are divided by this power of two, so that fourth powers neither overflow nor vanish.
  private var scale: Double {
    guard isNumeric, let low = number("min"), let high = number("max") else { return 1 }
    let extent = max(abs(low), abs(high))
    guard extent > 1e70 || (extent < 1e-70 && extent > 0) else { return 1 }
    return Double(sign: .plus, exponent: max(-1_000, extent.exponent), significand: 1)
  }

  /// The value as a number: scaled, times in days since 1970.
  private var axis: Expression {
    if isNumeric {
      guard scale != 1 else { return plain }
      return .call(.multiply, [plain, .literal(.number(1 / scale), .number)], .number)
    }
    let length =
      field.type == .duration
      ? value
      : Expression.call(.timeBetween, [value, .literal(instant(0), field.type)], .duration)
    return .call(.days, [length], .number)
  }

  /// How much of the histogram's unit is one of the axis.
  private var unit: Double {
    if isNumeric { return scale }
    return field.type == .date ? 1 : 86_400_000_000
  }

  private func instant(_ place: Double) -> Value {
    let place = place.rounded(.up)
    let long = Int64(max(-9e18, min(9e18, place)))
    return switch field.type {
    case .date: .date(Int32(clamping: long))
    case .datetime: .datetime(long)
    case .duration: .duration(long)
    default: .int(long)
    }
  }

  private func isBefore(day: Int) -> Expression {
    let place = Double(day) * (field.type == .date ? 1 : 86_400_000_000)
    return .compare(.less, value, .literal(instant(place), field.type))
  }

  // MARK: The histogram

  private var edges: [Double] {
    guard let low = number("low"), let q25 = number("q25"), let q75 = number("q75"),
      let high = number("high"), let ends
    else { return [] }
    let spread = Histogram.Spread(
      count: present, minimum: ends.low, low: low * unit, lowerQuartile: q25 * unit,
      upperQuartile: q75 * unit, high: high * unit, maximum: ends.high)
    let isWhole = field.type != .number || isWhole
    return Histogram.edges(for: spread, isWhole: isWhole, mostBins: options.mostBins)
  }

  private var isWhole: Bool { field.type == .int || count("parts") == 0 }

  private var ends: (low: Double, high: Double)? {
    func place(_ value: Value?) -> Double? {
      switch value {
      case .date(let day): Double(day)
      case .datetime(let time), .duration(let time): Double(time)
      default: value?.asNumber
      }
    }
    guard let low = place(found["min"]), let high = place(found["max"]) else { return nil }
    return (low, high)
  }

  /// The rows below each limit, the last one up to and with it.
  private var bins: [NamedExpression] {
    let edges = edges
    return edges.enumerated().map { index, edge in
      let isLast = index == edges.count - 1
      let condition: Expression
      if field.type == .number || (field.type == .int && abs(edge) > 1e15) {
        condition = .compare(
          isLast ? .lessOrEqual : .less, plain, .literal(.number(edge), .number))
      } else {
        // Of whole places, those below an edge are those below the next whole one.
        let limit = isLast ? edge.rounded(.down) + 1 : edge
        condition = .compare(.less, value, .literal(instant(limit), field.type))
      }
      return NamedExpression("bin\(index)", .rows(where: condition))
    }
  }

  private var histogram: Histogram? {
    let edges = edges
    guard edges.count > 1 else { return nil }
    let upTo = edges.indices.map { count("bin\($0)") }
    return Histogram(
      edges: edges, counts: zip(upTo.dropFirst(), upTo).map { $0 - $1 }, below: upTo[0],
      above: present - upTo[upTo.count - 1])
  }

  // MARK: The profile

  /// The profile, once all has been asked.
  func profile(
    rows: Int, top: [ValueCount], gap: (days: Double, start: Value, end: Value)?
  ) -> ColumnProfile {
    ColumnProfile(
      name: field.name, type: field.type, rows: rows, missing: rows - present, distinct: distinct,
      minimum: found["min"] ?? .null, maximum: found["max"] ?? .null, top: top,
      trueShare: field.type == .bool && present > 0
        ? Double(count("true")) / Double(present) : nil,
      numbers: numbers, times: times(gap), texts: texts, histogram: histogram)
  }

  private func times(_ gap: (days: Double, start: Value, end: Value)?) -> TimeSummary? {
    guard field.type.isTemporal, present > 0, let ends else { return nil }
    return TimeSummary(
      spanInDays: (ends.high - ends.low) / unit, largestGapInDays: gap?.days,
      gapStart: gap?.start, gapEnd: gap?.end, implausible: count("early") + count("late"),
      future: count("future"))
  }

  private var texts: TextSummary? {
    guard field.type == .text, present > 0 else { return nil }
    return TextSummary(
      shortest: count("shortest"), longest: count("longest"), blankRows: count("blank"),
      paddedRows: count("padded"))
  }

  private var numbers: NumberSummary? {
    guard isNumeric, present > 0, let ends, let mean = number("mean"), let q25 = number("q25"),
      let median = number("q50"), let q75 = number("q75")
    else { return nil }
    let n = Double(present)
    let (a1, a2, a4) = (number("d1") ?? 0, number("d2") ?? 0, number("d4") ?? 0)
    let a3 = ((number("below3") ?? 0) + (number("above3") ?? 0)) / n
    // The mean came with 12 digits: the moments move to the true one.
    let m2 = ends.low == ends.high ? 0 : max(0, a2 - a1 * a1)
    let m3 = a3 - 3 * a1 * a2 + 2 * a1 * a1 * a1
    let m4 = a4 - 4 * a1 * a3 + 6 * a1 * a1 * a2 - 3 * a1 * a1 * a1 * a1
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    let skew =
      present > 2 && m2 > 0
      ? finite((n * (n - 1)).squareRoot() / (n - 2) * m3 / (m2 * m2.squareRoot())) : nil
    let kurtosis =
      present > 3 && m2 > 0
      ? finite((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * m4 / (m2 * m2) - 3 * (n - 1))) : nil
    return NumberSummary(
      mean: (mean + a1) * scale,
      sd: present > 1 ? finite((m2 * n / (n - 1)).squareRoot() * scale) : nil,
      minimum: ends.low, lowerQuartile: q25 * scale, median: median * scale,
      upperQuartile: q75 * scale, maximum: ends.high, skew: skew, kurtosis: kurtosis,
      medianDeviation: (number("mad") ?? 0) * scale, zeros: count("zeros"),
      negatives: count("negatives"), isWhole: isWhole, beyondFences: count("beyond"))
  }
}

extension Expression {
  fileprivate static func aggregate(
    _ function: AggregateFunction, _ argument: Expression, _ type: DataType
  ) -> Expression {
    .aggregate(AggregateCall(function, [argument], type: type))
  }

  fileprivate static func rows(where condition: Expression) -> Expression {
    .aggregate(AggregateCall(.count, [], where: condition, type: .int))
  }

  fileprivate static func compare(
    _ operation: Operation, _ a: Expression, _ b: Expression
  ) -> Expression {
    .call(operation, [a, b], .bool)
  }
}
