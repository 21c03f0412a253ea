/// What a box shows of one group: quartiles, whiskers, and what lies beyond them.
struct BoxStatistics {
  let count: Int
  let lower: Double
  let median: Double
  let upper: Double
  /// The outermost values within 1.5 times the distance of the quartiles (Tukey, 1977).
  let whiskers: (low: Double, high: Double)
  /// The values beyond the whiskers, ascending.
  let outliers: [Double]

  /// The statistics of `values`, which must not be empty.
  init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    count = sorted.count
    lower = Self.quantile(sorted, 0.25)
    median = Self.quantile(sorted, 0.5)
    upper = Self.quantile(sorted, 0.75)
    let reach = 1.5 * (upper - lower)
    let (low, high) = (lower - reach, upper + reach)
    whiskers = (
      min(lower, sorted.first { $0 >= low } ?? first),
      max(upper, sorted.last { $0 <= high } ?? last)
    )
    outliers = sorted.filter { $0 < low || $0 > high }
  }

  /// At most `most` outliers, evenly by rank.
  func outliers(atMost most: Int) -> [Double] {
    guard outliers.count > most, most > 1 else { return Array(outliers.prefix(most)) }
    return (0..<most).map { outliers[$0 * (outliers.count - 1) / (most - 1)] }
  }

  /// The quantile by linear interpolation (type 7), as the language's `quantile` has it.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    guard low + 1 < sorted.count else { return sorted[low] }
    return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
  }
}
