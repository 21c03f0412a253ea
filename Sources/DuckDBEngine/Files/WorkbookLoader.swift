import DynamicLibraries
import Planning
import Spreadsheets
import Tables
import Tasks

/// Reads the sheets that a source names, and gives columns the types that it wants.
struct WorkbookLoader {
  private let source: FileSource
  private let sheets: SheetTable
  private(set) var notices: [String] = []
  private(set) var rejected: [Rejected] = []

  /// A row whose value does not fit the type that was given.
  struct Rejected {
    var file: String
    var line: Int
    var error: String
    var text: String
    var row: Int
  }

  init(_ source: FileSource, mostRows: Int? = nil) {
    self.source = source
    let types = source.types
    sheets = SheetTable(nulls: source.nulls, mostRows: mostRows) { types[$0] != nil }
  }

  /// Reads the files in their order.
  mutating func read(
    _ paths: [String], _ progress: Progress, checking check: () throws(EngineError) -> Void
  ) throws(EngineError) {
    for (index, path) in paths.enumerated() {
      let name = Paths.name(of: path)
      let content = try FileBytes(path)
      defer { withExtendedLifetime(content) {} }
      var interruption: EngineError?
      do throws(SpreadsheetError) {
        let workbook = try Workbook(content.bytes)
        let sheet = try workbook.sheet(source.choice)
        tellSheets(workbook, sheet, name)
        var shown = 0
        try sheets.read(
          sheet, of: workbook, file: name,
          name: { [rule = source.names] in ColumnNames.apply(rule, to: $0) }
        ) { fraction throws(SpreadsheetError) in
          do throws(EngineError) { try check() } catch {
            interruption = error
            throw .interruption
          }
          let whole = (Double(index) + fraction) / Double(paths.count)
          if Int(whole * 20) > shown {
            shown = Int(whole * 20)
            progress.update(whole, "reading \(name)")
          }
        }
      } catch {
        if let interruption { throw interruption }
        throw EngineError(.badFile, "`\(name)` \(error.message)", hint: error.hint)
      }
    }
  }

  private mutating func tellSheets(_ workbook: Workbook, _ sheet: Workbook.Sheet, _ name: String) {
    let visible = workbook.visibleSheets
    guard source.sheet == nil, visible.count > 1 else { return }
    notices.append(
      "`\(name)` has \(visible.count) sheets; the first, `\(sheet.name)`, was read; "
        + "`sheet: \"\(visible[1].name)\"` reads the next")
  }

  /// The table of all rows; afterwards the loader knows the notices and the rows that were left out.
  mutating func finish(
    checking check: () throws(EngineError) -> Void
  ) throws(EngineError) -> Table {
    let names = sheets.names
    for name in source.types.keys.sorted() where !names.contains(name) {
      throw EngineError(
        .badFile, "`types:` names a column `\(name)`, which is not in the file",
        hint: "columns here: \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
    let table: Table
    do throws(SpreadsheetError) {
      table = try sheets.finish { () throws(SpreadsheetError) in
        do throws(EngineError) { try check() } catch { throw .interruption }
      }
    } catch { throw .interruption }
    notices += sheets.notices
    tellMissing(names)
    var columns = zip(names, table.columns).map { (name: $0, column: $1) }
    var bad: [Int: (column: Int, text: String)] = [:]
    for (index, name) in names.enumerated() {
      guard let type = source.types[name], type != .text else { continue }
      columns[index].column = try converted(columns[index].column, to: type, index, &bad)
    }
    if source.includesFileName {
      columns.append((name: ColumnNames.unique(names + ["file"]).last ?? "file", column: fileNames))
    }
    try reject(bad, names)
    let result = Table(columns)
    guard !rejected.isEmpty else { return result }
    return result.rows((0..<result.rowCount).filter { bad[$0] == nil })
  }

  private mutating func tellMissing(_ names: [String]) {
    guard sheets.origins.count > 1 else { return }
    for origin in sheets.origins {
      let missing = names.indices.filter { origin.letters[$0] == nil }.map { "`\(names[$0])`" }
      guard !missing.isEmpty else { continue }
      let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
      let word = missing.count == 1 ? "column" : "columns"
      notices.append(
        "`\(origin.file)` has no \(word) \(missing.prefix(5).joined(separator: ", "))\(more): "
          + "null there")
    }
  }

  private var fileNames: Column {
    let names = sheets.origins.map(\.file)
    let codes = sheets.origins.enumerated().flatMap { index, origin in
      repeatElement(Int32(index), count: origin.rows.count)
    }
    return Column(.text(TextColumn(codes: codes, dictionary: names)))
  }

  // MARK: Types that are given

  private func converted(
    _ column: Column, to type: DataType, _ index: Int,
    _ bad: inout [Int: (column: Int, text: String)]
  ) throws(EngineError) -> Column {
    switch type {
    case .int, .number, .bool, .date, .datetime: break
    default:
      throw EngineError(
        .badFile, "a sheet has no column of type \(type.name)",
        hint: "load it as text and convert it")
    }
    guard case .text(let texts) = column.storage else { return column }
    let values = texts.dictionary.map { Self.value($0, type) }
    var result = [Value](repeating: .null, count: texts.codes.count)
    for row in texts.codes.indices where column.validity[row] {
      let code = Int(texts.codes[row])
      if let value = values[code] {
        result[row] = value
      } else if bad[row] == nil {
        bad[row] = (index, texts.dictionary[code])
      }
    }
    return Column(result, type: type)
  }

  private static func value(_ text: String, _ type: DataType) -> Value? {
    Array(text.utf8).withUnsafeBytes { bytes in
      switch type {
      case .int: TextValue.int(bytes).map(Value.int)
      case .number: TextValue.number(bytes).map { $0.isFinite ? .number($0) : .null }
      case .bool: TextValue.bool(bytes).map(Value.bool)
      case .date: TextValue.date(bytes).map(Value.date)
      default: TextValue.datetime(bytes).map { .datetime($0.micros) }
      }
    }
  }

  private mutating func reject(
    _ bad: [Int: (column: Int, text: String)], _ names: [String]
  ) throws(EngineError) {
    for (row, value) in bad.sorted(by: { $0.key < $1.key }) {
      let place = sheets.place(row: row, column: value.column)
      let type = source.types[names[value.column]] ?? .text
      rejected.append(
        Rejected(
          file: place.file, line: sheets.number(ofRow: row),
          error: "\(place.cell) in column `\(names[value.column])` is not \(type.article)",
          text: value.text, row: row))
    }
    guard source.badRows == .refuse, let first = rejected.first else { return }
    let shown = rejected.prefix(3).map { "  \($0.error): \($0.text.prefix(120))" }
    let what = rejected.count == 1 ? "1 row does not fit" : "\(rejected.count) rows do not fit"
    throw EngineError(
      .badFile, "`\(first.file)`: \(what)\n" + shown.joined(separator: "\n"),
      hint: "`bad_rows: skip` leaves such rows out and keeps them in part `rejected`")
  }

  /// The rows that were left out, as a table.
  var rejectedTable: Table {
    var columns: [(name: String, column: Column)] = [
      ("line", Column(.int(rejected.map { Int64($0.line) }))),
      ("error", Column(.text(TextColumn(rejected.map(\.error))))),
      ("text", Column(.text(TextColumn(rejected.map(\.text))))),
    ]
    if sheets.origins.count > 1 {
      columns.insert(("file", Column(.text(TextColumn(rejected.map(\.file))))), at: 0)
    }
    return Table(columns)
  }
}

extension FileSource {
  fileprivate var choice: Workbook.Choice? {
    switch sheet {
    case .name(let name)?: .name(name)
    case .number(let number)?: .number(number)
    case nil: nil
    }
  }
}
