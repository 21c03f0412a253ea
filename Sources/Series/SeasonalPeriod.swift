/// Which length of season a series has.
public enum SeasonalPeriod {
  /// The candidate whose lag correlates most, if any is clearly above chance; nil for none.
  ///
  /// The series is freed of its trend by a moving mean over the candidate, so that a trend is no
  /// season. A candidate needs two whole periods, and a correlation beyond 1.645 standard errors by
  /// Bartlett's formula; among nearly equal ones the shorter wins.
  public static func guess(_ values: [Double], candidates: [Int]) -> Int? {
    var best: (period: Int, correlation: Double)?
    for period in Set(candidates).sorted() {
      guard let own = clearCorrelation(values, period) else { continue }
      if own > (best?.correlation ?? 0) + 0.05 { best = (period, own) }
    }
    return best?.period
  }

  /// All candidates that are clearly above chance, ascending; a longer one is looked for in what the
  /// shorter ones leave.
  public static func clear(_ values: [Double], candidates: [Int]) -> [Int] {
    var found: [Int] = []
    var rest = values
    for period in Set(candidates).sorted() where clearCorrelation(rest, period) != nil {
      found.append(period)
      rest = withoutMeans(rest, period)
    }
    return found
  }

  /// The correlation of a series without its trend with itself a period later, if it is more than
  /// chance.
  private static func clearCorrelation(_ values: [Double], _ period: Int) -> Double? {
    guard period > 1, values.count >= 2 * period else { return nil }
    let rest = withoutTrend(values, period)
    guard rest.count > period else { return nil }
    // Of a long season some lags stand for all: their squares are only added up.
    let step = max(1, period / mostLags)
    let squares = stride(from: 1, to: period, by: step).reduce(0.0) { sum, lag in
      let correlation = autocorrelation(rest, lag: lag)
      return sum + Double(step) * correlation * correlation
    }
    let limit = 1.645 * ((1 + 2 * squares) / Double(rest.count)).squareRoot()
    let own = autocorrelation(rest, lag: period)
    return own > limit ? own : nil
  }

  private static let mostLags = 400

  /// The distances from the mean of each place in the period.
  private static func withoutMeans(_ values: [Double], _ period: Int) -> [Double] {
    let means = (0..<period).map { place -> Double in
      let own = stride(from: place, to: values.count, by: period)
      return own.reduce(0) { $0 + values[$1] } / Double(Array(own).count)
    }
    return values.indices.map { values[$0] - means[$0 % period] }
  }

  /// The correlation of a series with itself `lag` steps later; 0 without spread.
  public static func autocorrelation(_ values: [Double], lag: Int) -> Double {
    guard lag >= 0, lag < values.count else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard spread > 0 else { return 0 }
    var sum = 0.0
    for index in lag..<values.count { sum += (values[index] - mean) * (values[index - lag] - mean) }
    return sum / spread
  }

  /// The distances from the centred moving mean over a period, half a period shorter at both ends.
  private static func withoutTrend(_ values: [Double], _ period: Int) -> [Double] {
    let half = period / 2
    guard values.count > 2 * half else { return [] }
    // Sums up to each place: a window is the difference of two.
    var sums = [0.0]
    sums.reserveCapacity(values.count + 1)
    for value in values { sums.append(sums[sums.count - 1] + value) }
    return (half..<(values.count - half)).map { index in
      var sum = sums[index + half + 1] - sums[index - half]
      var width = Double(2 * half + 1)
      if period % 2 == 0 {
        // An even period counts its two ends by half.
        sum -= (values[index - half] + values[index + half]) / 2
        width -= 1
      }
      return values[index] - sum / width
    }
  }
}
