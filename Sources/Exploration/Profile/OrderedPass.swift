import Tables
import Tasks

/// The pass over a column of integers, numbers or times: moments, one sort, then all the rest.
enum OrderedPass {
  /// The pass over integers, or times that are stored as integers.
  static func result(
    integers: [Int64], type: DataType, _ options: ProfileOptions, _ cancellation: Cancellation
  ) throws -> PassResult {
    let isTime = type == .datetime || type == .duration
    let unsorted = OrderedKeys(integers, steps: isTime ? Column.timeSteps : [])
    let sorted = try sorted(unsorted, cancellation)
    var result = PassResult()
    guard sorted.count > 0 else { return result }
    let value: (Int) -> Value = { place in
      let integer = sorted.integer(place)
      return switch type {
      case .date: .date(Int32(clamping: integer))
      case .datetime: .datetime(integer)
      case .duration: .duration(integer)
      default: .int(integer)
      }
    }
    let gap = try count(sorted, into: &result, options, cancellation, value)
    result.histogram = Histogram(sorted, isWhole: type != .number, mostBins: options.mostBins)
    if type == .int {
      let moments = try Moments(
        integers.map { Double($0) }, from: sorted[0], to: sorted[sorted.count - 1],
        around: sorted.quantile(0.5), cancellation)
      result.numbers = summary(sorted, moments, isWhole: true)
    } else if type.isTemporal {
      let day = type == .date ? 1.0 : 86_400_000_000
      let plausible = TimeSummary.plausibleDays
      let future = options.today.map { sorted.count - sorted.countBelow(Double($0 + 1) * day) }
      result.times = TimeSummary(
        spanInDays: (sorted[sorted.count - 1] - sorted[0]) / day,
        largestGapInDays: gap.map { $0.length / day },
        gapStart: gap.map { value($0.end - 1) }, gapEnd: gap.map { value($0.end) },
        implausible: sorted.countBelow(Double(plausible.lowerBound) * day) + sorted.count
          - sorted.countBelow(Double(plausible.upperBound) * day), future: future ?? 0)
    }
    return result
  }

  /// The pass over numbers.
  static func result(
    numbers: (values: [Double], notFinite: Int), _ options: ProfileOptions,
    _ cancellation: Cancellation
  ) throws -> PassResult {
    var result = PassResult()
    result.notFinite = numbers.notFinite
    let unsorted = try OrderedKeys(numbers.values, cancellation)
    let sorted = try sorted(unsorted, cancellation)
    guard sorted.count > 0 else { return result }
    _ = try count(sorted, into: &result, options, cancellation) { .number(sorted[$0]) }
    let isWhole = if case .decimal(_, parts: 1) = unsorted.coding { true } else { false }
    let moments = try Moments(
      numbers.values, from: sorted[0], to: sorted[sorted.count - 1],
      around: sorted.quantile(0.5), cancellation)
    result.numbers = summary(sorted, moments, isWhole: isWhole)
    result.histogram = Histogram(sorted, isWhole: isWhole, mostBins: options.mostBins)
    return result
  }

  private static func sorted(
    _ keys: OrderedKeys, _ cancellation: Cancellation
  ) throws -> SortedNumbers {
    SortedNumbers(try RadixSort.sorted(keys.keys, cancellation), coding: keys.coding)
  }

  /// Counts distinct values and the commonest; gives the longest step between neighbours.
  private static func count(
    _ sorted: SortedNumbers, into result: inout PassResult, _ options: ProfileOptions,
    _ cancellation: Cancellation, _ value: (Int) -> Value
  ) throws -> (length: Double, end: Int)? {
    var commonest = CommonestRuns(limit: options.topCount)
    var distinct = 0
    var gap: (length: Double, end: Int)?
    var previous = 0.0
    try sorted.forEachRun(cancellation) { place, count in
      let number = sorted[place]
      if distinct > 0, number - previous > gap?.length ?? 0 { gap = (number - previous, place) }
      previous = number
      distinct += 1
      commonest.add(place, count)
    }
    result.distinct = distinct
    result.top = commonest.runs.map { ValueCount(value: value($0.place), rows: $0.count) }
    result.minimum = value(0)
    result.maximum = value(sorted.count - 1)
    return gap
  }

  private static func summary(
    _ sorted: SortedNumbers, _ moments: Moments, isWhole: Bool
  ) -> NumberSummary {
    let median = sorted.quantile(0.5)
    let (lower, upper) = (sorted.quantile(0.25), sorted.quantile(0.75))
    let negatives = sorted.countBelow(0)
    let fences = NumberSummary.fences(3, lower, upper)
    return NumberSummary(
      mean: moments.mean, sd: moments.sd, minimum: sorted[0],
      lowerQuartile: lower, median: median, upperQuartile: upper,
      maximum: sorted[sorted.count - 1],
      skew: moments.skew, kurtosis: moments.kurtosis,
      medianDeviation: sorted.medianDistance(from: median),
      zeros: sorted.countUpTo(0) - negatives, negatives: negatives, isWhole: isWhole,
      beyondFences: sorted.countBelow(fences.lowerBound) + sorted.count
        - sorted.countUpTo(fences.upperBound))
  }
}
