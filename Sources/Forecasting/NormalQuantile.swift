import NumericalMethods

/// The reach of normal errors.
enum NormalQuantile {
  /// How many deviations to each side hold a share of `level`.
  static func twoSided(_ level: Double) -> Double {
    NormalDistribution.quantile(0.5 + min(max(level, 0), 0.999_999) / 2)
  }
}
