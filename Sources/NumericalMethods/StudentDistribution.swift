import Glibc

/// Student's t distribution, through the incomplete beta function (Abramowitz and Stegun 26.7.1).
public struct StudentDistribution: Hashable, Sendable {
  /// The degrees of freedom, above 0.
  public let degrees: Double

  /// The distribution with so many degrees of freedom, which need not be whole.
  public init(degrees: Double) { self.degrees = degrees }

  /// The probability of a value as far from 0 as `t`, on either side.
  public func twoSided(_ t: Double) -> Double {
    guard t.isFinite else { return t.isNaN ? .nan : 0 }
    // Dividing first keeps t² from overflowing.
    let ratio = t / degrees.squareRoot()
    let square = ratio * ratio
    if square.isInfinite { return 0 }
    return IncompleteBeta(
      degrees / 2, 0.5, at: 1 / (1 + square), complement: square / (1 + square)
    ).lower
  }

  /// The probability above `t`, exact in the tail.
  public func survival(_ t: Double) -> Double {
    t >= 0 ? twoSided(t) / 2 : 1 - twoSided(t) / 2
  }

  /// The probability below `t`.
  public func cdf(_ t: Double) -> Double { survival(-t) }

  /// The place with the probability `p` below it.
  public func quantile(_ p: Double) -> Double { -upperQuantile(p) }

  /// The place with the probability `p` above it.
  public func upperQuantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1, degrees > 0 else { return .nan }
    guard p > 0 else { return .infinity }
    guard p < 1 else { return -.infinity }
    if p == 0.5 { return 0 }
    if p > 0.5 { return -upperQuantile(1 - p) }
    return RootFinding.positive(where: p, is: survival)
  }
}
