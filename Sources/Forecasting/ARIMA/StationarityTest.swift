/// Whether a series has a level that it returns to.
enum StationarityTest {
  /// Whether the test for a level passes at 5 %.
  ///
  /// D. Kwiatkowski, P. Phillips, P. Schmidt and Y. Shin 1992.
  static func isStationary(_ values: [Double]) -> Bool {
    let count = values.count
    guard count > 3 else { return true }
    let mean = values.reduce(0, +) / Double(count)
    let rest = values.map { $0 - mean }
    let spread = rest.reduce(0) { $0 + $1 * $1 }
    guard spread > 1e-12 * values.reduce(1e-300, { $0 + $1 * $1 }) else { return true }
    var (sum, sums) = (0.0, 0.0)
    for value in rest {
      sum += value
      sums += sum * sum
    }
    // The long-run variance with Bartlett's weights.
    let lags = Int(3 * Double(count).squareRoot() / 13)
    var variance = spread / Double(count)
    for lag in 1...max(1, lags) where lag <= lags {
      var product = 0.0
      for step in lag..<count { product += rest[step] * rest[step - lag] }
      variance += 2 * (1 - Double(lag) / Double(lags + 1)) * product / Double(count)
    }
    guard variance > 0 else { return true }
    return sums / (Double(count) * Double(count) * variance) < 0.463
  }
}
