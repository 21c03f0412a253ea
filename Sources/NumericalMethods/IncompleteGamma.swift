import Glibc

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), a > 0, x ≥ 0.
///
/// A power series below a + 1, Lentz's continued fraction above (Abramowitz and Stegun 6.5.29 and
/// 6.5.31); the smaller of the two is the one computed, so that tails keep their digits.
public struct IncompleteGamma: Hashable, Sendable {
  /// P(a, x), the probability below x.
  public let lower: Double
  /// Q(a, x), the probability above x.
  public let upper: Double

  /// Both functions at one place.
  public init(_ a: Double, _ x: Double) {
    guard !a.isNaN, !x.isNaN, a > 0 else {
      (lower, upper) = (.nan, .nan)
      return
    }
    guard x > 0 else {
      (lower, upper) = (0, 1)
      return
    }
    guard x.isFinite else {
      (lower, upper) = (1, 0)
      return
    }
    let weight = SaddlePoint.poisson(a, mean: x)
    if x < a + 1 {
      lower = min(1, weight * Self.series(a, x))
      upper = 1 - lower
    } else {
      upper = min(1, weight * a * Self.fraction(a, x))
      lower = 1 - upper
    }
  }

  /// Σ xⁿ / ((a + 1) … (a + n)).
  private static func series(_ a: Double, _ x: Double) -> Double {
    var (term, sum, n) = (1.0, 1.0, a)
    while term > sum * 1e-17 {
      n += 1
      term *= x / n
      sum += term
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var value = d
    for step in 1...1_000_000 {
      let i = Double(step)
      let numerator = -i * (i - a)
      b += 2
      d = numerator * d + b
      if abs(d) < tiny { d = tiny }
      c = b + numerator / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      value *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return value
  }
}
