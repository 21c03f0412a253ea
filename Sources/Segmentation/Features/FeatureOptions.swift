/// How columns of a table become numbers that can be compared.
public struct FeatureOptions: Hashable, Sendable {
  /// How numbers of different units are made comparable.
  public enum Scaling: String, CaseIterable, Hashable, Sendable {
    /// Less the mean, over the standard deviation (of the population, with n).
    case zscore
    /// Less the median, over the spread of the middle half as the deviation of a normal column.
    case robust
    /// As they are.
    case none
  }

  /// The columns to use; nil for all that are suitable.
  public var columns: [String]?
  /// How numbers are scaled.
  public var scaling: Scaling
  /// Whether the logarithm of 1 + x stands for skewed columns without negative numbers.
  public var logsSkewed: Bool
  /// The levels, lowest first, of columns of text that have an order.
  public var ordinals: [String: [String]]
  /// What a one in the columns of a category counts.
  ///
  /// By default two rows of different levels are 1 apart, however many levels there are.
  public var categoryWeight: Double
  /// The most levels of a category.
  public var levelLimit: Int

  /// The skewness above which logarithms are looked at.
  public static let skewLimit = 1.0

  /// Describes the way.
  public init(
    columns: [String]? = nil, scaling: Scaling = .zscore, logsSkewed: Bool = true,
    ordinals: [String: [String]] = [:], categoryWeight: Double = 0.5.squareRoot(),
    levelLimit: Int = 50
  ) {
    self.columns = columns
    self.scaling = scaling
    self.logsSkewed = logsSkewed
    self.ordinals = ordinals
    self.categoryWeight = categoryWeight
    self.levelLimit = levelLimit
  }
}
