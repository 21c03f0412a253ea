import Glibc

/// The regularised incomplete beta function I(x; a, b) and its complement, a, b > 0.
///
/// Lentz's evaluation of the continued fraction 26.5.8 of Abramowitz and Stegun, on the side of the
/// mean where it converges fast, times a factor by Loader's expansion.
public struct IncompleteBeta: Hashable, Sendable {
  /// I(x; a, b), the probability below x.
  public let lower: Double
  /// 1 - I(x; a, b), the probability above x.
  public let upper: Double

  /// Both functions at `x`; `complement` is 1 - x, given apart because it may be very small.
  public init(_ a: Double, _ b: Double, at x: Double, complement: Double) {
    guard !x.isNaN, a > 0, b > 0 else {
      (lower, upper) = (.nan, .nan)
      return
    }
    guard x > 0 else {
      (lower, upper) = (0, 1)
      return
    }
    guard complement > 0 else {
      (lower, upper) = (1, 0)
      return
    }
    let factor = SaddlePoint.beta(a, b, at: x, complement: complement)
    if x * (a + b + 2) < a + 1 {
      lower = min(1, factor * Self.fraction(a, b, x) / a)
      upper = 1 - lower
    } else {
      upper = min(1, factor * Self.fraction(b, a, complement) / b)
      lower = 1 - upper
    }
  }

  /// Both functions at `x`.
  public init(_ a: Double, _ b: Double, at x: Double) {
    self.init(a, b, at: x, complement: 1 - x)
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var value = d
    for step in 1...1_000_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / kept(1 + even * d)
      c = kept(1 + even / c)
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / kept(1 + odd * d)
      c = kept(1 + odd / c)
      let factor = d * c
      value *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return value
  }
}
