package import Tables

/// A table that is read from sheets, one after the other; columns of the same name are one.
package final class SheetTable {
  /// Where the rows of a sheet stand in the table, and where they came from.
  package struct Origin {
    package var file: String
    package var sheet: String
    package var rows: Range<Int>
    /// The letters of the sheet's column for each column of the table; nil where it has none.
    package var letters: [Int: Int]
  }

  private let limits: SpreadsheetLimits
  private let nulls: [String]
  private let nullNumbers: [Double]
  private let isText: (String) -> Bool
  private let mostRows: Int?
  let texts: CellTexts
  private var columns: [CellColumn] = []
  private var positions: [String: Int] = [:]
  private var rowNumbers: [Int32] = []
  private var textBytes = 0
  package private(set) var origins: [Origin] = []
  package private(set) var notices: [String] = []

  /// A table without rows; `isText` tells which columns become text whatever they hold.
  package init(
    nulls: [String] = [""], limits: SpreadsheetLimits = SpreadsheetLimits(), mostRows: Int? = nil,
    isText: @escaping (String) -> Bool = { _ in false }
  ) {
    self.limits = limits
    self.nulls = nulls
    nullNumbers = nulls.compactMap { Double($0) }
    self.isText = isText
    self.mostRows = mostRows
    texts = CellTexts(limits)
  }

  /// Reads a sheet; `name` makes names of columns out of the header's texts, and `check` is told how
  /// much of the sheet has been read.
  package func read(
    _ sheet: Workbook.Sheet, of workbook: Workbook, file: String,
    name: @escaping ([String]) -> [String] = { $0 },
    checking check: (Double) throws(SpreadsheetError) -> Void = { _ in }
  ) throws(SpreadsheetError) {
    let shared = SharedTextHandler(texts)
    if let part = workbook.textsPart, let entry = workbook.archive.entry(part) {
      try XMLReader.read(
        ZipReader(entry, in: workbook.archive, workbook.limits), named: part, shared
      ) { _ throws(SpreadsheetError) in try check(0) }
    }
    guard let entry = workbook.archive.entry(sheet.part) else {
      throw .damaged("its sheet `\(sheet.name)` is missing")
    }
    let cells = CellReader(
      texts: texts, sharedCodes: shared.codes, formats: workbook.formats, dates: workbook.dates)
    let rows = SheetRows(sheet: sheet.name, start: rowNumbers.count)
    var handler: SheetHandler?
    let nullCodes = Nulls(nulls, nullNumbers, texts)
    let made = SheetHandler(cells, isNull: { nullCodes.contains($0) }) {
      [unowned self] number, cells throws(SpreadsheetError) in
      if rows.header == nil {
        try self.begin(rows, number, cells, name)
      } else {
        try self.add(rows, number, cells)
        if let mostRows = self.mostRows, self.rowNumbers.count >= mostRows {
          handler?.isDone = true
        }
      }
    }
    handler = made
    defer { handler = nil }
    try XMLReader.read(
      ZipReader(entry, in: workbook.archive, workbook.limits), named: sheet.part, made,
      checking: check)
    guard rows.header != nil else {
      throw SpreadsheetError("has no cells in its sheet `\(sheet.name)`")
    }
    try rows.checkHeader(made.merged)
    let letters = rows.columns.enumerated().filter { $1 >= 0 }.map { ($1, $0) }
    origins.append(
      Origin(
        file: file, sheet: sheet.name, rows: rows.start..<rowNumbers.count,
        letters: Dictionary(letters, uniquingKeysWith: { first, _ in first })))
    tell(made, rows, file)
  }

  private func begin(
    _ rows: SheetRows, _ number: Int, _ cells: [SheetHandler.Cell],
    _ name: ([String]) -> [String]
  ) throws(SpreadsheetError) {
    let named = cells.filter { $0.content.kind != .null }
    guard !named.isEmpty else { return }
    rows.header = number
    rows.isNumeric = named.allSatisfy { $0.content.kind != .text }
    rows.columns = [Int](repeating: -1, count: (named.last?.column ?? 0) + 1)
    let titles = name(named.map { $0.content.text(texts) ?? "" })
    var taken: Set<String> = []
    for (cell, wanted) in zip(named, titles) {
      var title = wanted
      while !taken.insert(title).inserted { title += "_2" }
      if let position = positions[title] {
        rows.columns[cell.column] = position
      } else {
        positions[title] = columns.count
        rows.columns[cell.column] = columns.count
        columns.append(CellColumn(title, isText: isText(title)))
      }
    }
  }

  private func add(
    _ rows: SheetRows, _ number: Int, _ cells: [SheetHandler.Cell]
  ) throws(SpreadsheetError) {
    let row = rowNumbers.count
    guard (row + 1) * columns.count <= limits.cells else {
      throw SpreadsheetError(
        "holds more cells than are read (over \(limits.cells.grouped))",
        hint: "save the sheet as CSV and load that")
    }
    rows.see(number, cells)
    for cell in cells {
      let target = rows.columns.indices.contains(cell.column) ? rows.columns[cell.column] : -1
      guard target >= 0 else {
        throw rows.emptyHeader(cell.column, number)
      }
      if cell.content.kind == .text {
        textBytes += texts.texts[Int(cell.content.bits)].utf8.count
      }
      columns[target].set(cell.content, row: row)
    }
    guard textBytes <= limits.textBytes else {
      throw SpreadsheetError(
        "holds more text than is read (over \(limits.textBytes >> 30) GiB)",
        hint: "save the sheet as CSV and load that")
    }
    rowNumbers.append(Int32(number))
  }

  /// The table of all rows so far; the reader is empty afterwards.
  package func finish(
    checking check: () throws(SpreadsheetError) -> Void = {}
  ) throws(SpreadsheetError) -> Table {
    tellMixed()
    var codes: [Int32] = []
    var finished: [(name: String, column: Column)] = []
    for index in columns.indices {
      try check()
      let column = columns[index].finish(rows: rowNumbers.count, texts, &codes)
      finished.append((columns[index].name, column))
    }
    columns = []
    return Table(finished)
  }

  /// The names of the columns so far.
  package var names: [String] { columns.map(\.name) }

  /// Where a value of the table stands: `B7`, and the file's name.
  package func place(row: Int, column: Int) -> (file: String, sheet: String, cell: String) {
    guard let origin = origins.first(where: { $0.rows.contains(row) }) else { return ("", "", "") }
    let letters = origin.letters[column].map { CellAddress.letters($0) } ?? ""
    return (origin.file, origin.sheet, "\(letters)\(rowNumbers[row])")
  }

  /// The number that a row has in its sheet.
  package func number(ofRow row: Int) -> Int { Int(rowNumbers[row]) }

  // MARK: What the reader should know

  private func tell(_ handler: SheetHandler, _ rows: SheetRows, _ file: String) {
    if rows.isNumeric, rows.start < rowNumbers.count, let header = rows.header {
      notices.append(
        "`\(file)`: row \(header) names the columns and holds no text; is the header missing?")
    }
    if handler.errorCells > 0, let first = handler.firstError {
      let cells = handler.errorCells.counted("cell")
      notices.append(
        "`\(file)`: \(cells) with an error such as #N/A, the first in \(first), read as null")
    }
    if handler.uncomputedCells > 0, let first = handler.firstUncomputed {
      let cells = handler.uncomputedCells.counted("formula")
      notices.append(
        "`\(file)`: \(cells) without a saved value, the first in \(first), read as null; "
          + "save the file in a spreadsheet program to compute them")
    }
    if rows.skipped > 0 {
      notices.append("`\(file)`: \(rows.skipped.counted("empty row")) left out")
    }
  }

  /// Tells of columns that are text because of a few cells.
  private func tellMixed() {
    for (index, column) in columns.enumerated() where !column.isText {
      let others = column.seen.subtracting([.null, .text])
      guard column.seen.contains(.text), !others.isEmpty, let first = column.first(.text) else {
        continue
      }
      let count = column.count(.text)
      let what = others.isSubset(of: [.date, .datetime]) ? "dates" : "numbers"
      guard others.type != .text, others.type != .bool, count * 10 <= rowNumbers.count else {
        continue
      }
      let cells = count == 1 ? "1 cell holds" : "\(count.grouped) cells hold"
      notices.append(
        "column `\(column.name)` is text: among \(what) \(cells) text, "
          + "the first \(place(row: first, column: index).cell)")
    }
  }
}

/// The texts and numbers that stand for null.
private final class Nulls {
  private let words: Set<String>
  private let numbers: [Double]
  private let texts: CellTexts
  private var known: [Int64: Bool] = [:]

  init(_ words: [String], _ numbers: [Double], _ texts: CellTexts) {
    self.words = Set(words)
    self.numbers = numbers
    self.texts = texts
  }

  func contains(_ content: CellContent) -> Bool {
    switch content.kind {
    case .text:
      // The empty text alone, which is the default, is no cell at all.
      if words.count == 1, words.contains("") { return false }
      if let known = known[content.bits] { return known }
      let isNull = words.contains(texts.texts[Int(content.bits)])
      known[content.bits] = isNull
      return isNull
    case .int: return !numbers.isEmpty && numbers.contains(Double(content.bits))
    case .number:
      return !numbers.isEmpty
        && numbers.contains(Double(bitPattern: UInt64(bitPattern: content.bits)))
    default: return false
    }
  }
}
