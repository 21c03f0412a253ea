/// What the texts of a column are like.
public struct TextSummary: Hashable, Sendable {
  /// The characters (code points) of the shortest text.
  public let shortest: Int
  /// The characters of the longest text.
  public let longest: Int
  /// The rows with nothing but blanks.
  public let blankRows: Int
  /// The rows with blanks before or after the text.
  public let paddedRows: Int
  /// The rows whose text reads as a number that is no code.
  public let numericRows: Int
  /// The rows whose text reads as a date.
  public let dateRows: Int
  /// Texts that differ only by case or blanks, each group by falling rows; few columns have any.
  public let variants: [[ValueCount]]
}
