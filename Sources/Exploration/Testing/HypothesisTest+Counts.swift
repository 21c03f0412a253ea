import Glibc
import NumericalMethods

extension HypothesisTest {
  /// Pearson's chi-squared test of independence, without a correction for continuity, with
  /// Cramér's V and its interval by the noncentrality (Smithson 2003).
  public static func chiSquared(
    _ table: ContingencyTable, level: Double = 0.95
  ) throws(TestRefusal) -> HypothesisTest {
    guard let v = table.cramersV() else { throw .noSpread }
    let x = table.chiSquared
    let degrees = Double(table.degrees)
    let lambda = Noncentrality.chiSquaredInterval(x, degrees: degrees, level: level)
    let scale =
      Double(table.total) * Double(min(table.rowTotals.count, table.columnTotals.count) - 1)
    func strength(_ lambda: Double) -> Double { min(1, ((lambda + degrees) / scale).squareRoot()) }
    let effect = EffectSize(
      kind: .cramersV, value: v,
      low: lambda.lowerBound > 0 ? min(v, strength(lambda.lowerBound)) : 0,
      high: max(v, strength(lambda.upperBound)), level: level)
    return HypothesisTest(
      method: .chiSquared, statistic: x, degrees: [degrees],
      pValue: ChiSquaredDistribution(degrees: degrees).survival(x), effect: effect,
      rows: table.total,
      doubts: table.isLargeEnough
        ? []
        : [
          .smallExpectedCounts(
            least: table.leastExpected, shareBelowFive: table.shareExpectedBelowFive)
        ])
  }

  /// Fisher's exact test of a table of two by two, two-sided by the probabilities of the tables, with
  /// the difference of the rows' shares in the first column.
  ///
  /// The statistic is the odds ratio, 0 or
  /// infinite when a count is 0.
  public static func fisherExact(
    _ a: Int, _ b: Int, _ c: Int, _ d: Int, level: Double = 0.95
  ) throws(TestRefusal) -> HypothesisTest {
    guard a + b > 0, c + d > 0, a + c > 0, b + d > 0 else { throw .noSpread }
    let (first, second, column) = (a + b, c + d, a + c)
    let (least, most) = (max(0, column - second), min(first, column))
    // Weights relative to the commonest table, by their ratios: nothing overflows.
    var weights = [Double](repeating: 1, count: most - least + 1)
    let mode = Int(Double(first + 1) * Double(column + 1) / Double(first + second + 2))
    let centre = min(most, max(least, mode)) - least
    func ratio(_ x: Int) -> Double {
      Double(first - x) * Double(column - x) / (Double(x + 1) * Double(second - column + x + 1))
    }
    for index in centre..<(most - least) {
      weights[index + 1] = weights[index] * ratio(least + index)
    }
    for index in stride(from: centre, to: 0, by: -1) {
      weights[index - 1] = weights[index] / ratio(least + index - 1)
    }
    // Tables as likely as the one seen count too, up to rounding.
    let limit = weights[a - least] * (1 + 1e-7)
    let extreme = weights.filter { $0 <= limit }.sorted().reduce(0, +)
    return HypothesisTest(
      method: .fisherExact, statistic: Double(a) * Double(d) / (Double(b) * Double(c)), degrees: [],
      pValue: min(1, extreme / weights.sorted().reduce(0, +)),
      effect: .riskDifference(a, of: first, c, of: second, level: level), rows: first + second,
      doubts: [])
  }

  /// The z test of two shares, `a` of `first` and `b` of `second`, with their difference and
  /// Newcombe's interval.
  public static func twoProportions(
    _ a: Int, of first: Int, _ b: Int, of second: Int, level: Double = 0.95
  ) throws(TestRefusal) -> HypothesisTest {
    guard first > 0, second > 0 else { throw .tooFewRows }
    let common = Double(a + b) / Double(first + second)
    let variance = common * (1 - common) * (1 / Double(first) + 1 / Double(second))
    guard variance > 0 else { throw .noSpread }
    let z = (Double(a) / Double(first) - Double(b) / Double(second)) / variance.squareRoot()
    let least = Double(min(first, second)) * min(common, 1 - common)
    return HypothesisTest(
      method: .twoProportions, statistic: z, degrees: [], pValue: NormalDistribution.twoSided(z),
      effect: .riskDifference(a, of: first, b, of: second, level: level), rows: first + second,
      doubts: least < 5 ? [.smallExpectedCounts(least: least, shareBelowFive: 0.5)] : [])
  }
}

/// The interval of one share by Wilson (1927).
public func wilsonInterval(_ count: Int, of total: Int, level: Double = 0.95) -> ClosedRange<Double>
{
  guard total > 0 else { return 0...1 }
  let (n, p) = (Double(total), Double(count) / Double(total))
  let z = NormalDistribution.upperQuantile((1 - level) / 2)
  let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
  let reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
  return max(0, centre - reach)...min(1, centre + reach)
}

extension EffectSize {
  /// The difference of two shares with Newcombe's hybrid score interval (1998, method 10).
  static func riskDifference(
    _ a: Int, of first: Int, _ b: Int, of second: Int, level: Double
  ) -> EffectSize {
    let (p, q) = (Double(a) / Double(first), Double(b) / Double(second))
    let (one, two) = (
      wilsonInterval(a, of: first, level: level), wilsonInterval(b, of: second, level: level)
    )
    let (value, down, up) = (p - q, p - one.lowerBound, one.upperBound - p)
    let (otherDown, otherUp) = (q - two.lowerBound, two.upperBound - q)
    return EffectSize(
      kind: .riskDifference, value: value,
      low: value - (down * down + otherUp * otherUp).squareRoot(),
      high: value + (up * up + otherDown * otherDown).squareRoot(), level: level)
  }
}
