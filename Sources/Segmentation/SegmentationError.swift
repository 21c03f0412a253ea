/// Why rows could not be put into groups.
public enum SegmentationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no row, or no column.
  case empty
  /// No column is left to compare rows by.
  case noFeatures([LeftOutColumn])
  /// A number is missing or infinite; row and column count from 0.
  case notFinite(row: Int, column: Int)
  /// More groups were wanted than there are rows that differ, or rows at all.
  case tooFewRows(rows: Int, needed: Int)
  /// So many rows that the method would need more memory than a machine has.
  case tooManyRows(rows: Int, limit: Int)
  /// A setting is outside its range.
  case setting(String, mustBe: String)
  /// Arrays that belong together have different lengths.
  case lengths(String)
  /// The search for the best parameters did not settle.
  case noConvergence(String)

  /// A plain sentence, with a way out where there is one.
  public var description: String {
    switch self {
    case .empty: "there is nothing to group: no rows or no columns"
    case .noFeatures(let columns):
      if columns.isEmpty {
        "there is no column to compare rows by"
      } else {
        "no column is left to compare rows by: "
          + columns.prefix(5).map { "`\($0.column)` \($0.reason)" }.joined(separator: ", ")
          + (columns.count > 5 ? " …" : "")
      }
    case .notFinite(let row, let column):
      "row \(row + 1), column \(column + 1) holds no finite number; leave the row out or fill it"
    case .tooFewRows(let rows, let needed):
      "\(needed) groups need at least \(needed) different rows, and there are \(rows)"
    case .tooManyRows(let rows, let limit):
      "\(rows) rows are too many for this method, which compares each with each; "
        + "the limit is \(limit)"
    case .setting(let name, let range): "\(name) must be \(range)"
    case .lengths(let names): "\(names) must be of equal length"
    case .noConvergence(let what): "\(what) did not settle on a best value"
    }
  }
}
