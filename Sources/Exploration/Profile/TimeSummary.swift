public import Tables

/// What the days or instants of a column cover.
public struct TimeSummary: Hashable, Sendable {
  /// The days between the first and the last, with a fraction for instants.
  public let spanInDays: Double
  /// The longest stretch without any value, in days; nil for a single value.
  public let largestGapInDays: Double?
  /// The last value before that stretch.
  public let gapStart: Value?
  /// The first value after it.
  public let gapEnd: Value?
}
