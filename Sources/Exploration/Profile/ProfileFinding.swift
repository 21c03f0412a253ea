public import Tables

/// Something in a table that an analyst would stop at, with the numbers that show it.
public struct ProfileFinding: Hashable, Sendable {
  /// The column it is about; nil for the table as a whole.
  public let column: String?
  /// What was found.
  public let kind: Kind

  /// What can be found.
  public enum Kind: Hashable, Sendable {
    /// No row has a value.
    case allMissing
    /// At least half of the rows have no value.
    case mostlyMissing(rows: Int, share: Double)
    /// Every row with a value has the same.
    case constant(Value)
    /// Every row has its own value, as an id has.
    case identifier(rows: Int)
    /// So many different texts that they are no categories.
    case highCardinality(distinct: Int, share: Double)
    /// One side has a long tail.
    case skewed(Double)
    /// The smallest and the largest number mirror each other far outside of the rest, as a mistake
    /// and its correction do.
    case outlierTwins(low: Double, high: Double, fences: ClosedRange<Double>)
    /// Numbers beyond three quartile distances from the quartiles.
    case outliers(rows: Int, fences: ClosedRange<Double>)
    /// Dates before 1900 or after 2200, which stand for "unknown" more often than for a day.
    case implausibleDates(rows: Int, earliest: Value, latest: Value)
    /// Dates after the day that was given as today.
    case futureDates(rows: Int, latest: Value)
    /// Rows that equal an earlier row in every column.
    case repeatedRows(Int)
    /// Texts that differ only by case or blanks: groups of them, the first with its members.
    case variants(groups: Int, example: [ValueCount])
    /// Texts with blanks before or after.
    case padded(rows: Int)
    /// Texts of nothing but blanks.
    case blank(rows: Int)
    /// Texts that read as numbers, and how many rows do not.
    case numbersAsText(rows: Int, others: Int)
    /// Texts that read as dates, and how many rows do not.
    case datesAsText(rows: Int, others: Int)
    /// NaN or infinities, which count as missing.
    case notFinite(rows: Int)
    /// A number so large that sums lose its neighbours.
    case huge(Double)
    /// At least half of the numbers are 0.
    case mostlyZero(rows: Int, share: Double)
  }
}
