package import Tables

/// What is shown of a table: some of its rows, and what is said about all of them.
package struct TableView: Hashable, Sendable {
  /// The rows that are shown: the first ones and then, if `tailRows` is not 0, the last ones.
  package var table: Table
  /// The number of rows of the whole result; nil if it is larger than what was fetched and nobody
  /// counted.
  package var totalRows: Int?
  /// How many of the last rows of `table` are the last rows of the result; a gap is drawn before
  /// them.
  package var tailRows: Int
  package var title: String?
  /// Method, seed, rows used and dropped, validation.
  package var footer: String?
  /// What the reader should know, one sentence each.
  package var notices: [String]
  /// How columns are written, where that differs from what their values suggest.
  package var formats: [String: ColumnFormat]
  /// Columns of small pictures behind the others; only HTML shows them.
  package var pictures: [PictureColumn]
  /// What was found in the data, below all else.
  package var findings: [TableFinding] = []

  package init(
    _ table: Table, totalRows: Int?, tailRows: Int = 0, title: String? = nil,
    footer: String? = nil, notices: [String] = [], formats: [String: ColumnFormat] = [:],
    pictures: [PictureColumn] = []
  ) {
    self.table = table
    self.totalRows = totalRows
    self.tailRows = min(max(tailRows, 0), table.rowCount)
    self.title = title
    self.footer = footer
    self.notices = notices
    self.formats = formats
    self.pictures = pictures
  }

  /// Rows shown without being asked for more; see `rowsShown(of:limit:)`.
  package static let standardLimit = 20

  /// Which rows of a table of `count` rows are shown: all up to `limit`; of a longer table the
  /// first three quarters of the limit and, from the end, the last quarter.
  package static func rowsShown(
    of count: Int, limit: Int = standardLimit
  ) -> (head: Range<Int>, tail: Range<Int>) {
    guard count > limit else { return (0..<count, count..<count) }
    let tail = limit / 4
    return (0..<(limit - tail), (count - tail)..<count)
  }

  /// The view of a whole table in memory: at most `limit` rows of it, beginning and end.
  package init(whole table: Table, limit: Int = standardLimit, footer: String? = nil) {
    let rows = Self.rowsShown(of: table.rowCount, limit: limit)
    self.init(
      rows.tail.isEmpty ? table : table.rows(Array(rows.head) + Array(rows.tail)),
      totalRows: table.rowCount, tailRows: rows.tail.count, footer: footer)
  }
}

/// How a column is written.
package enum ColumnFormat: Hashable, Sendable {
  /// Numbers without thousands separators, as for identifiers.
  case identifier
  /// Numbers with so many digits behind the point.
  case decimals(Int)
  /// A share between 0 and 1 as percents behind a small bar.
  case share
}

/// Something that was found, and the cell that helps.
package struct TableFinding: Hashable, Sendable {
  /// What it is about, such as a column.
  package var subject: String
  package var text: String
  /// A cell to paste; nil for a mere remark.
  package var cell: String?

  package init(subject: String, text: String, cell: String?) {
    self.subject = subject
    self.text = text
    self.cell = cell
  }

  /// All of it on one line each, cut where nobody would read on.
  var visible: TableFinding {
    TableFinding(
      subject: VisibleText.line(TableColumn.shortened(subject)),
      text: VisibleText.line(TableColumn.shortened(text)), cell: cell.map(VisibleText.line))
  }
}

/// A column of small pictures, which stands behind the columns of the table.
package struct PictureColumn: Hashable, Sendable {
  package var header: String
  /// One picture a row that is shown.
  package var pictures: [MiniPicture?]

  package init(_ header: String, _ pictures: [MiniPicture?]) {
    self.header = header
    self.pictures = pictures
  }
}
