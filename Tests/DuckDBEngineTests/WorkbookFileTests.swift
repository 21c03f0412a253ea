import DuckDBEngine
import FoundationEssentials
import Planning
import Tables
import TestSupport
import Testing

/// Workbooks as `load` reads them into the engine.
@Suite struct WorkbookFileTests {
  static let engine = DuckDB()
  let files: Files

  init() throws { files = try Files() }

  private func read(
    _ name: String, change: (inout FileSource) -> Void = { _ in }
  ) throws -> (table: Table, loaded: LoadedFiles) {
    var source = FileSource(name, in: files.folder)
    change(&source)
    let loaded = try Self.engine.load(source)
    return (try Self.engine.collect("SELECT * FROM \(loaded.scan.relation)"), loaded)
  }

  private func write(_ name: String, _ sheets: [(String, [[String]])]) throws {
    let made = sheets.map { title, rows in
      let xml = rows.map { cells in
        let texts = cells.map { text in
          Double(text) == nil ? "<c t=\"str\"><v>\(text)</v></c>" : "<c><v>\(text)</v></c>"
        }
        return "<row>\(texts.joined())</row>"
      }
      return (title, "", "<sheetData>\(xml.joined())</sheetData>")
    }
    try files.write(name, bytes: StoredZip.workbook(sheets: made))
  }

  @Test("A workbook's first sheet is a table of the engine, and the others are told")
  func plain() throws {
    let book = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden/Workbooks/openpyxl.xlsx")
    try files.write("book.xlsm", bytes: Array(Data(contentsOf: book)))
    let (table, loaded) = try read("book.xlsm")
    #expect(table.rowCount == 5)
    #expect(loaded.scan.schema == table.schema)
    #expect(table["date"]?[0] == .date(19727))
    #expect(table["customer"]?[1] == .text("Jürgen <&>"))
    #expect(
      loaded.notices == [
        "`book.xlsm` has 2 sheets; the first, `Orders`, was read; `sheet: \"Returns\"` reads the next"
      ])
    let (second, quiet) = try read("book.xlsm") { $0.sheet = .number(2) }
    #expect(second["reason"]?.values == [.text("broken"), .text("late")])
    #expect(quiet.notices == [])
    let error = #expect(throws: EngineError.self) {
      try read("book.xlsm") { $0.sheet = .name("Retuns") }
    }
    #expect(error?.message == "`book.xlsm` has no sheet `Retuns`")
    #expect(error?.hint == "its sheets: `Returns`, `Orders`, `Hidden`")
  }

  @Test("Names, nulls, types and the file's name are as for text files")
  func options() throws {
    try write(
      "a.xlsx", [("S", [["OrderID", "Amount", "Amount"], ["12", "1.5", "x"], ["13", "-", "y"]])])
    let (table, _) = try read("a.xlsx") {
      $0.names = .snake
      $0.nulls = ["-"]
      $0.types = ["order_id": .text]
      $0.includesFileName = true
    }
    #expect(
      table.schema
        == Schema([
          Field("order_id", .text), Field("amount", .number), Field("amount_2", .text),
          Field("file", .text),
        ]))
    #expect(table.row(0) == [.text("12"), .number(1.5), .text("x"), .text("a.xlsx")])
    #expect(table.row(1) == [.text("13"), .null, .text("y"), .text("a.xlsx")])
  }

  @Test("A value that does not fit its given type is refused with its cell, or left out")
  func badRows() throws {
    try write("a.xlsx", [("S", [["a", "b"], ["1", "x"], ["two", "y"], ["3", "z"]])])
    let error = #expect(throws: EngineError.self) {
      try read("a.xlsx") { $0.types = ["a": .int] }
    }
    #expect(
      error?.message
        == "`a.xlsx`: 1 row does not fit\n  A3 in column `a` is not an int: two")
    let (table, loaded) = try read("a.xlsx") {
      $0.types = ["a": .int]
      $0.badRows = .skip
    }
    #expect(table["a"]?.values == [.int(1), .int(3)])
    #expect(loaded.rejectedCount == 1)
    #expect(loaded.rejected?.row(0)[0] == .int(3))
    let unknown = #expect(throws: EngineError.self) {
      try read("a.xlsx") { $0.types = ["q": .int] }
    }
    #expect(unknown?.message == "`types:` names a column `q`, which is not in the file")
  }

  @Test("Workbooks of a pattern are joined by column names")
  func pattern() throws {
    try write("p1.xlsx", [("S", [["a", "b"], ["1", "x"]])])
    try write("p2.xlsx", [("S", [["b", "a", "c"], ["y", "2.5", "9"]])])
    let (table, loaded) = try read("p*.xlsx") { $0.includesFileName = true }
    #expect(table.row(0) == [.number(1), .text("x"), .null, .text("p1.xlsx")])
    #expect(table.row(1) == [.number(2.5), .text("y"), .int(9), .text("p2.xlsx")])
    #expect(loaded.notices == ["`p1.xlsx` has no column `c`: null there"])
  }

  @Test("`sheet:` is for workbooks only; a file that is no workbook says so")
  func kinds() throws {
    try files.write("a.csv", "a\n1\n")
    let error = #expect(throws: EngineError.self) { try read("a.csv") { $0.sheet = .number(1) } }
    #expect(error?.message == "`sheet:` is for workbooks, and `a.csv` is none")
    try files.write("a.xlsx", "a,b\n1,2\n")
    let text = #expect(throws: EngineError.self) { try read("a.xlsx") }
    #expect(text?.message == "`a.xlsx` is no workbook but a text file")
    #expect(text?.hint == "give it the ending .csv, and load that")
  }

  @Test("The columns of a workbook are known without loading it")
  func look() throws {
    try write("a.xlsx", [("S", [["a", "b"], ["1", "x"]]), ("T", [["c"], ["2"]])])
    #expect(
      try Self.engine.columns(of: FileSource("a.xlsx", in: files.folder))
        == Schema([Field("a", .int), Field("b", .text)]))
  }
}
