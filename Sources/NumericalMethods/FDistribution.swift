import Glibc

/// Fisher's F distribution, through the incomplete beta function (Abramowitz and Stegun 26.6.2).
public struct FDistribution: Hashable, Sendable {
  /// The degrees of freedom of the numerator, above 0.
  public let numerator: Double
  /// The degrees of freedom of the denominator, above 0.
  public let denominator: Double

  /// The distribution of a ratio of two variances with so many degrees of freedom.
  public init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private func parts(_ f: Double) -> IncompleteBeta {
    guard f > 0 else { return IncompleteBeta(1, 1, at: f.isNaN ? .nan : 0, complement: 1) }
    let ratio = f * numerator / denominator
    let x = ratio.isInfinite ? 1 : ratio / (1 + ratio)
    return IncompleteBeta(numerator / 2, denominator / 2, at: x, complement: 1 / (1 + ratio))
  }

  /// The probability below `f`.
  public func cdf(_ f: Double) -> Double { parts(f).lower }

  /// The probability above `f`, exact in the tail.
  public func survival(_ f: Double) -> Double { parts(f).upper }

  /// The place with the probability `p` below it.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p > 0.5 { return upperQuantile(1 - p) }
    return RootFinding.positive(where: p, is: cdf)
  }

  /// The place with the probability `p` above it.
  public func upperQuantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 { return .infinity }
    if p > 0.5 { return quantile(1 - p) }
    return RootFinding.positive(where: p, is: survival)
  }
}
