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
  /// How numbers and dates are written.
  public let forms: TextForms

  /// Puts together what some other way has computed, such as queries.
  public init(
    shortest: Int, longest: Int, blankRows: Int, paddedRows: Int, numericRows: Int = 0,
    dateRows: Int = 0, variants: [[ValueCount]] = [], forms: TextForms = TextForms()
  ) {
    self.shortest = shortest
    self.longest = longest
    self.blankRows = blankRows
    self.paddedRows = paddedRows
    self.numericRows = numericRows
    self.dateRows = dateRows
    self.variants = variants
    self.forms = forms
  }
}
