/// The chi-squared distribution, through the incomplete gamma function (Abramowitz and Stegun
/// 26.4.19).
public struct ChiSquaredDistribution: Hashable, Sendable {
  /// The degrees of freedom, above 0.
  public let degrees: Double

  /// The distribution with so many degrees of freedom.
  public init(degrees: Double) { self.degrees = degrees }

  /// The probability below `x`.
  public func cdf(_ x: Double) -> Double { IncompleteGamma(degrees / 2, x / 2).lower }

  /// The probability above `x`, exact in the tail.
  public func survival(_ x: Double) -> Double { IncompleteGamma(degrees / 2, x / 2).upper }

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
