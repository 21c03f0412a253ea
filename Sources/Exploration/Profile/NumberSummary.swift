/// What the numbers of a column are like.
public struct NumberSummary: Hashable, Sendable {
  /// The mean.
  public let mean: Double
  /// The standard deviation with n - 1 below; nil for one number, and beyond the range of doubles.
  public let sd: Double?
  /// The smallest number.
  public let minimum: Double
  /// The first quartile, between the two neighbours (type 7).
  public let lowerQuartile: Double
  /// The median.
  public let median: Double
  /// The third quartile.
  public let upperQuartile: Double
  /// The largest number.
  public let maximum: Double
  /// The adjusted Fisher-Pearson skewness; nil for fewer than three numbers or equal ones.
  public let skew: Double?
  /// The adjusted excess kurtosis; nil for fewer than four numbers or equal ones.
  public let kurtosis: Double?
  /// The median of the distances from the median, unscaled.
  public let medianDeviation: Double
  /// The rows with 0.
  public let zeros: Int
  /// The rows below 0.
  public let negatives: Int
  /// Whether all numbers are whole.
  public let isWhole: Bool

  /// The limits of Tukey's fences, `factor` quartile distances beyond the quartiles.
  public func fences(_ factor: Double = 1.5) -> ClosedRange<Double> {
    let reach = factor * (upperQuartile - lowerQuartile)
    return (lowerQuartile - reach)...(upperQuartile + reach)
  }
}
