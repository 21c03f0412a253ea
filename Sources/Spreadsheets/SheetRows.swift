/// What is known of a sheet's rows while they are read: its header, and whether that is one.
final class SheetRows {
  let sheet: String
  /// The first row of the table that comes from this sheet.
  let start: Int
  /// The number of the row that names the columns.
  var header: Int?
  /// Whether no name is a text.
  var isNumeric = false
  /// The column of the table for each column of the sheet, or -1.
  var columns: [Int] = []
  /// The number of empty rows between the others.
  private(set) var skipped = 0
  private var first: (number: Int, kinds: [Int: CellKind])?
  /// The kinds of each column's cells below the first row.
  private var below: [CellKinds] = []
  private var count = 0
  private var last = 0

  init(sheet: String, start: Int) {
    self.sheet = sheet
    self.start = start
  }

  /// Takes note of a row below the header.
  func see(_ number: Int, _ cells: [SheetHandler.Cell]) {
    skipped += number - (count == 0 ? header ?? number - 1 : last) - 1
    last = number
    count += 1
    guard first != nil else {
      first = (
        number,
        Dictionary(cells.map { ($0.column, $0.content.kind) }, uniquingKeysWith: { a, _ in a })
      )
      below = [CellKinds](repeating: [], count: columns.count)
      return
    }
    for cell in cells where cell.column < below.count {
      below[cell.column].insert(cell.content.kind.flag)
    }
  }

  /// The error of a value in a column that has no name.
  func emptyHeader(_ column: Int, _ number: Int) -> SpreadsheetError {
    let header = header ?? 1
    let cell = CellAddress(column: column, row: header)
    let value = CellAddress(column: column, row: number)
    let isTitle = columns.count { $0 >= 0 } == 1
    return SpreadsheetError(
      "has no name for a column: in its sheet `\(sheet)` cell \(cell) is empty and \(value) is not",
      hint: isTitle
        ? "row \(header) seems to be a title: delete what stands above the row of names"
        : "write a name into \(cell), or clear that column")
  }

  /// Refuses headers of two rows and of merged cells, which would make wrong names.
  func checkHeader(
    _ merged: [(first: CellAddress, last: CellAddress)]
  ) throws(SpreadsheetError) {
    guard let header else { return }
    for area in merged where area.first.row <= header && header <= area.last.row {
      guard area.first.column < columns.count else { continue }
      let isWide = area.first.column != area.last.column
      throw SpreadsheetError(
        "has merged cells in its header: \(area.first):\(area.last) in its sheet `\(sheet)`",
        hint: isWide
          ? "unmerge them, and give each column a name of its own in one row"
          : "unmerge them, and let one row name the columns")
    }
    guard count >= 3, let first,
      first.kinds.values.allSatisfy({ $0 == .text || $0 == .null })
    else { return }
    let odd = first.kinds.filter { column, kind in
      kind == .text && below.indices.contains(column)
        && !below[column].subtracting(.null).isEmpty && !below[column].contains(.text)
    }
    guard let column = odd.keys.min() else { return }
    let cell = CellAddress(column: column, row: first.number)
    throw SpreadsheetError(
      "seems to have two rows of names: in its sheet `\(sheet)` \(cell) is text, "
        + "and no cell below it is",
      hint: "delete row \(header) or \(first.number); or name the text of \(cell) in `nulls:`")
  }
}
