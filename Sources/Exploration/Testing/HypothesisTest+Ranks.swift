import Glibc
import NumericalMethods
public import Tasks

extension HypothesisTest {
  /// The Mann-Whitney test of two groups, with the rank-biserial correlation.
  ///
  /// As scipy: by all arrangements when one group has at most eight rows and no values are equal (and
  /// the arrangements are few enough to count), else by the normal approximation, ties and
  /// continuity corrected.
  public static func mannWhitney(
    _ a: [Double], _ b: [Double], level: Double = 0.95,
    cancellation: Cancellation = Cancellation()
  ) throws -> HypothesisTest {
    guard !a.isEmpty, !b.isEmpty else { throw TestRefusal.tooFewRows }
    let ranks = try RankSums([a, b], cancellation)
    let (n, m) = (Double(a.count), Double(b.count))
    let u = ranks.sums[0] - n * (n + 1) / 2
    guard ranks.tieCubes < ranks.cubes else { throw TestRefusal.noSpread }
    let isExact = min(a.count, b.count) <= 8 && ranks.tieCubes == 0 && a.count * b.count <= 5_000
    let larger = max(u, n * m - u)
    let p: Double
    if isExact {
      p = min(1, 2 * exactSurvival(Int(larger), a.count, b.count))
    } else {
      let total = n + m
      let variance = n * m / 12 * (total + 1 - ranks.tieCubes / (total * (total - 1)))
      p = min(
        1, 2 * NormalDistribution.survival((larger - n * m / 2 - 0.5) / variance.squareRoot()))
    }
    return HypothesisTest(
      method: isExact ? .mannWhitneyExact : .mannWhitney, statistic: u, degrees: [], pValue: p,
      effect: rankBiserial(u, n, m, level), rows: a.count + b.count, doubts: [])
  }

  /// The Kruskal-Wallis test of several groups, ties corrected, with ε².
  public static func kruskalWallis(
    _ groups: [[Double]], level: Double = 0.95, cancellation: Cancellation = Cancellation()
  ) throws -> HypothesisTest {
    let groups = groups.filter { !$0.isEmpty }
    guard groups.count > 1 else { throw TestRefusal.tooFewGroups }
    let ranks = try RankSums(groups, cancellation)
    guard ranks.tieCubes < ranks.cubes else { throw TestRefusal.noSpread }
    let n = Double(ranks.count)
    // Around the mean rank, where the sum loses no digits.
    let squares = zip(groups, ranks.sums).reduce(0.0) {
      let size = Double($1.0.count)
      let distance = $1.1 / size - (n + 1) / 2
      return $0 + size * distance * distance
    }
    let h = 12 / (n * (n + 1)) * squares / (1 - ranks.tieCubes / ranks.cubes)
    let degrees = Double(groups.count - 1)
    // H is about a chi-squared variable; its noncentrality per row is the effect.
    let lambda = Noncentrality.chiSquaredInterval(h, degrees: degrees, level: level)
    let effect = EffectSize(
      kind: .epsilonSquared, value: min(1, h / (n - 1)),
      low: min(1, lambda.lowerBound / (n - 1)), high: min(1, lambda.upperBound / (n - 1)),
      level: level)
    return HypothesisTest(
      method: .kruskalWallis, statistic: h, degrees: [degrees],
      pValue: ChiSquaredDistribution(degrees: degrees).survival(h), effect: effect,
      rows: ranks.count, doubts: [])
  }

  /// P(U ≥ u) over all arrangements of two groups without equal values.
  private static func exactSurvival(_ u: Int, _ n: Int, _ m: Int) -> Double {
    let (small, large) = (min(n, m), max(n, m))
    let most = small * large
    // Ways in which `members` of the ranks so far sum to more than their least by `excess`.
    var ways = [[Double]](
      repeating: [Double](repeating: 0, count: most + 1), count: small + 1)
    ways[0][0] = 1
    for rank in 0..<(small + large) {
      for members in stride(from: min(small, rank + 1), through: 1, by: -1) {
        // As the member of this place in its group, the rank lies `rank - members + 1` above it.
        let excess = rank - members + 1
        guard excess <= large else { continue }
        for sum in stride(from: most, through: excess, by: -1) {
          ways[members][sum] += ways[members - 1][sum - excess]
        }
      }
    }
    let all = ways[small].reduce(0, +)
    return u > most ? 0 : ways[small][max(0, u)...].reduce(0, +) / all
  }

  /// r = 2U / (n m) - 1; the interval by Fisher's z with the error of U without an effect.
  private static func rankBiserial(
    _ u: Double, _ n: Double, _ m: Double, _ level: Double
  ) -> EffectSize {
    let r = 2 * u / (n * m) - 1
    let reach =
      ((n + m + 1) / (3 * n * m)).squareRoot() * NormalDistribution.upperQuantile((1 - level) / 2)
    let isEdge = abs(r) >= 1
    return EffectSize(
      kind: .rankBiserial, value: r,
      low: isEdge ? (r < 0 ? -1 : 1 - 2 * reach) : tanh(atanh(r) - reach),
      high: isEdge ? (r < 0 ? -1 + 2 * reach : 1) : tanh(atanh(r) + reach), level: level)
  }
}

/// The sums of the mean ranks of groups among all their values.
struct RankSums {
  let count: Int
  let sums: [Double]
  /// Σ (t³ - t) over sets of t equal values.
  let tieCubes: Double
  /// n³ - n.
  var cubes: Double {
    let n = Double(count)
    return n * n * n - n
  }

  init(_ groups: [[Double]], _ cancellation: Cancellation) throws {
    let values = groups.flatMap(\.self)
    let owners = groups.enumerated().flatMap { Array(repeating: $0, count: $1.count) }
    let sorted = try RadixSort.sortedWithPlaces(OrderedKeys(values).keys, cancellation)
    var sums = [Double](repeating: 0, count: groups.count)
    var ties = 0.0
    var start = 0
    while start < values.count {
      var end = start + 1
      while end < values.count, sorted.keys[end] == sorted.keys[start] { end += 1 }
      let size = Double(end - start)
      ties += size * size * size - size
      for place in start..<end {
        sums[owners[Int(sorted.places[place])]] += Double(start + end + 1) / 2
      }
      start = end
    }
    (count, self.sums, tieCubes) = (values.count, sums, ties)
  }
}
