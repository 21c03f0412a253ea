/// The result of a test, with the size of the effect and its interval: never a bare probability.
public struct HypothesisTest: Hashable, Sendable {
  /// The tests.
  public enum Method: String, CaseIterable, Hashable, Sendable {
    /// Two means, variances free (Welch 1947).
    case welch
    /// Two means, variances equal.
    case student
    /// Several means, variances free (Welch 1951).
    case welchANOVA
    /// Several means, variances equal.
    case anova
    /// Two groups by ranks, by the normal approximation with ties and continuity corrected.
    case mannWhitney
    /// Two groups by ranks, by all arrangements.
    case mannWhitneyExact
    /// Several groups by ranks, ties corrected.
    case kruskalWallis
    /// Independence of two columns of categories, without a correction for continuity.
    case chiSquared
    /// Independence in a table of two by two, by all tables with the same totals.
    case fisherExact
    /// Two shares, by the normal approximation with a common share.
    case twoProportions
  }

  /// The test.
  public let method: Method
  /// Its statistic: t, F, U of the first group, H, chi-squared, the odds ratio, z.
  public let statistic: Double
  /// The degrees of freedom: none, one, or two for F.
  public let degrees: [Double]
  /// The two-sided probability of such data without an effect.
  public let pValue: Double
  /// How large the effect is.
  public let effect: EffectSize
  /// The rows that took part.
  public let rows: Int
  /// What makes the result doubtful.
  public let doubts: [Doubt]

  /// A reason to read a result with care.
  public enum Doubt: Hashable, Sendable {
    /// Expected counts are too small for chi-squared (Cochran's rule).
    case smallExpectedCounts(least: Double, shareBelowFive: Double)
    /// A group has few rows and its numbers are far from normal.
    case fewRows(least: Int)
  }
}

/// How large an effect is, with an interval.
public struct EffectSize: Hashable, Sendable {
  /// What is measured.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The difference of means in pooled standard deviations, corrected for small groups.
    case hedgesG
    /// The difference of means in pooled standard deviations.
    case cohensD
    /// The share of the variance that the groups explain, corrected for chance.
    case omegaSquared
    /// By how much more often the first group's number is the larger one, -1 to 1.
    case rankBiserial
    /// The share of the ranks' variance that the groups explain.
    case epsilonSquared
    /// The strength of association of two columns of categories, 0 to 1.
    case cramersV
    /// The first share less the second.
    case riskDifference
  }

  /// What is measured.
  public let kind: Kind
  /// The effect in the data.
  public let value: Double
  /// The lower limit of the interval.
  public let low: Double
  /// The upper limit of the interval.
  public let high: Double
  /// The level of the interval, such as 0.95.
  public let level: Double
}

/// Why a test cannot be made.
public enum TestRefusal: Error, Hashable, Sendable {
  /// There are fewer than two groups with enough rows.
  case tooFewGroups
  /// The test takes exactly two groups.
  case notTwoGroups(Int)
  /// A group has too few rows for the test.
  case tooFewRows
  /// All numbers are equal within the groups, or a column of categories has one value.
  case noSpread
  /// The column's type does not fit the test.
  case wrongType
}
