/// Reads the cells of a sheet, and hands over each row that holds something.
final class SheetHandler: XMLHandler {
  /// A cell of the row that is being read.
  struct Cell {
    var column: Int
    var content: CellContent
  }

  /// Takes a row: its number and its cells in the order of their columns.
  private let take: (Int, [Cell]) throws(SpreadsheetError) -> Void
  private let cells: CellReader
  /// Whether a cell's content counts as nothing.
  private let isNull: (CellContent) -> Bool
  /// Areas of cells that are merged into one, up to a bound.
  private(set) var merged: [(first: CellAddress, last: CellAddress)] = []
  private(set) var errorCells = 0
  private(set) var firstError: CellAddress?
  private(set) var uncomputedCells = 0
  private(set) var firstUncomputed: CellAddress?

  private var row = 0
  private var column = 0
  private var rowCells: [Cell] = []
  private var form = CellReader.Form.number
  private var style = 0
  private var hasFormula = false
  private var hasValue = false
  private var bytes: [UInt8] = []
  private var isCollecting = false
  private var readings = 0
  /// No table has such a cell; a file that was made to fill the memory may.
  private static let mostCellBytes = 64 << 20

  private let cellName = XMLName("c")
  private let valueName = XMLName("v")
  private let rowName = XMLName("row")
  private let textName = XMLName("t")
  private let formulaName = XMLName("f")
  private let readingName = XMLName("rPh")
  private let mergeName = XMLName("mergeCell")

  init(
    _ cells: CellReader, isNull: @escaping (CellContent) -> Bool,
    take: @escaping (Int, [Cell]) throws(SpreadsheetError) -> Void
  ) {
    self.cells = cells
    self.isNull = isNull
    self.take = take
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == cellName {
      beginCell(attributes)
    } else if name == valueName {
      isCollecting = true
      hasValue = true
      bytes.removeAll(keepingCapacity: true)
    } else if name == rowName {
      beginRow(attributes)
    } else if name == textName {
      isCollecting = readings == 0
      hasValue = true
    } else if name == formulaName {
      hasFormula = true
    } else if name == readingName {
      readings += 1
    } else if name == mergeName {
      merge(attributes)
    }
  }

  override func end(_ name: XMLName) {
    if name == valueName || name == textName {
      isCollecting = false
    } else if name == cellName {
      endCell()
    } else if name == rowName {
      endRow()
    } else if name == readingName {
      readings -= 1
    }
  }

  override func text(_ piece: UnsafeRawBufferPointer) {
    guard isCollecting else { return }
    bytes.append(contentsOf: piece)
    if bytes.count > Self.mostCellBytes {
      failure = .damaged("a cell holds more than \(Self.mostCellBytes >> 20) MiB")
      isCollecting = false
    }
  }

  private func beginRow(_ attributes: XMLAttributes) {
    var number = row + 1
    attributes.forEach { name, value in
      if name[0] == 114, name[1] == 0 {
        number = Int(String(cString: value)) ?? 0
      }
    }
    guard number > row, number <= CellAddress.mostRows else {
      failure = .damaged("row \(number) comes after row \(row)")
      return
    }
    row = number
    column = -1
    rowCells.removeAll(keepingCapacity: true)
  }

  private func beginCell(_ attributes: XMLAttributes) {
    form = .number
    style = 0
    hasFormula = false
    hasValue = false
    column += 1
    bytes.removeAll(keepingCapacity: true)
    attributes.forEach { name, value in
      guard name[0] != 0, name[1] == 0 else { return }
      switch UInt8(bitPattern: name[0]) {
      case UInt8(ascii: "r"):
        if let address = CellAddress(value), address.row == row {
          column = address.column
        } else {
          failure = .damaged(
            "row \(row) holds a cell called `\(String(cString: value).prefix(20))`")
        }
      case UInt8(ascii: "s"): style = Self.small(value)
      case UInt8(ascii: "t"): form = CellReader.Form(value)
      default: break
      }
    }
    if column >= CellAddress.mostColumns {
      failure = .damaged("row \(row) has more than \(CellAddress.mostColumns) cells")
    }
  }

  private static func small(_ text: UnsafePointer<CChar>) -> Int {
    var value = 0
    var place = 0
    while case let digit = UInt8(bitPattern: text[place]) &- 48, digit < 10, place < 9 {
      value = value * 10 + Int(digit)
      place += 1
    }
    return value
  }

  private func endCell() {
    guard hasValue else {
      if hasFormula { countUncomputed() }
      return
    }
    guard row > 0 else {
      failure = .damaged("a cell stands outside of all rows")
      return
    }
    do throws(SpreadsheetError) {
      if bytes.isEmpty {
        if hasFormula, form == .number { countUncomputed() }
        return
      }
      guard var content = try cells.content(form, bytes, style: style) else {
        errorCells += 1
        if firstError == nil { firstError = CellAddress(column: column, row: row) }
        add(.null)
        return
      }
      if content.kind == .null { return }
      if isNull(content) { content = .null }
      add(content)
    } catch { failure = error }
  }

  private func countUncomputed() {
    uncomputedCells += 1
    if firstUncomputed == nil { firstUncomputed = CellAddress(column: column, row: row) }
  }

  private func add(_ content: CellContent) {
    if let last = rowCells.last, last.column >= column {
      // Writers keep the order; where one does not, the last cell of a column counts.
      rowCells.removeAll { $0.column == column }
      let place = rowCells.firstIndex { $0.column > column } ?? rowCells.count
      rowCells.insert(Cell(column: column, content: content), at: place)
    } else {
      rowCells.append(Cell(column: column, content: content))
    }
  }

  private func endRow() {
    guard !rowCells.isEmpty else { return }
    do throws(SpreadsheetError) { try take(row, rowCells) } catch { failure = error }
    rowCells.removeAll(keepingCapacity: true)
  }

  private func merge(_ attributes: XMLAttributes) {
    guard merged.count < 100_000, let area = attributes["ref"] else { return }
    let ends = area.split(separator: ":")
    guard ends.count == 2, let first = CellAddress(ends[0]), let last = CellAddress(ends[1]) else {
      return
    }
    merged.append((first, last))
  }
}
