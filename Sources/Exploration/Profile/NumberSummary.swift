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
  /// The rows beyond three quartile distances from the quartiles.
  public let beyondFences: Int

  /// Puts together what some other way has computed, such as queries.
  public init(
    mean: Double, sd: Double?, minimum: Double, lowerQuartile: Double, median: Double,
    upperQuartile: Double, maximum: Double, skew: Double?, kurtosis: Double?,
    medianDeviation: Double, zeros: Int, negatives: Int, isWhole: Bool, beyondFences: Int
  ) {
    self.mean = mean
    self.sd = sd
    self.minimum = minimum
    self.lowerQuartile = lowerQuartile
    self.median = median
    self.upperQuartile = upperQuartile
    self.maximum = maximum
    self.skew = skew
    self.kurtosis = kurtosis
    self.medianDeviation = medianDeviation
    self.zeros = zeros
    self.negatives = negatives
    self.isWhole = isWhole
    self.beyondFences = beyondFences
  }

  /// The limits of Tukey's fences, `factor` quartile distances beyond the quartiles.
  public func fences(_ factor: Double = 1.5) -> ClosedRange<Double> {
    Self.fences(factor, lowerQuartile, upperQuartile)
  }

  /// The limits `factor` quartile distances beyond two quartiles.
  public static func fences(
    _ factor: Double, _ lowerQuartile: Double, _ upperQuartile: Double
  ) -> ClosedRange<Double> {
    // The distance of quartiles of 1e308 on both sides of 0 is infinite, and so are the fences.
    let reach = max(0, factor * (upperQuartile - lowerQuartile))
    return (lowerQuartile - reach)...(upperQuartile + reach)
  }
}
