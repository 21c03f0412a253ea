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
  /// The rows before 1900-01-02 or from 2200 on, which stand for "unknown" more often than for a day.
  public let implausible: Int
  /// The rows after the day that was given as today; 0 without such a day.
  public let future: Int

  /// Puts together what some other way has computed, such as queries.
  public init(
    spanInDays: Double, largestGapInDays: Double?, gapStart: Value?, gapEnd: Value?,
    implausible: Int, future: Int
  ) {
    self.spanInDays = spanInDays
    self.largestGapInDays = largestGapInDays
    self.gapStart = gapStart
    self.gapEnd = gapEnd
    self.implausible = implausible
    self.future = future
  }

  /// The days that dates are likely to be, in days since 1970: from 1900-01-02 to the end of 2199.
  public static let plausibleDays =
    CivilDate(year: 1900, month: 1, day: 2)
    .daysSince1970..<CivilDate(year: 2200, month: 1, day: 1).daysSince1970
}
