import Spreadsheets
import Tables
import TestSupport
import Testing

@Suite struct SheetTests {
  private func values(
    _ cells: String, styles: String = "", texts: String = "", properties: String = ""
  ) throws -> [Value] {
    let rows =
      "<sheetData><row r=\"1\"><c t=\"str\"><v>x</v></c></row>"
      + "<row r=\"2\">\(cells)</row></sheetData>"
    let table = try readXML(rows, texts: texts, styles: styles, properties: properties).table
    return table["x"]?.values ?? []
  }

  private func styles(_ code: String, id: Int = 164) -> String {
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"\(code)\"/></numFmts>"
      + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"\(id)\"/></cellXfs>"
  }

  // MARK: Values

  static let numberCases: [(String, Value)] = [
    ("1", .int(1)), ("-7", .int(-7)), ("1.0", .int(1)), ("1E3", .int(1000)),
    ("0.1", .number(0.1)), ("1.7976931348623157E+308", .number(.greatestFiniteMagnitude)),
    ("5e-324", .number(.leastNonzeroMagnitude)),
    ("0.30000000000000004", .number(0.30000000000000004)),
    ("999999999999999999", .int(999_999_999_999_999_999)), ("1e400", .null), ("nan", .null),
    ("12x", .null), ("1e20", .number(1e20)), ("123456789.123456789", .number(123456789.123456789)),
  ]

  @Test("A number is the nearest one to its digits", arguments: numberCases)
  func numbers(_ text: String, _ value: Value) throws {
    #expect(try values("<c><v>\(text)</v></c>") == [value])
  }

  @Test("Texts keep their spaces; runs are joined, readings left out, escapes read")
  func texts() throws {
    let shared = """
      <si><t xml:space="preserve"> a  b </t></si>
      <si><r><t>東京</t></r><r><rPr><b/></rPr><t>都</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>
      <si><t>line_x000D_end _x41_ _xZZZZ_ x_x005F_y</t></si><si><t/></si>
      """
    #expect(try values("<c t=\"s\"><v>0</v></c>", texts: shared) == [.text(" a  b ")])
    #expect(try values("<c t=\"s\"><v>1</v></c>", texts: shared) == [.text("東京都")])
    #expect(
      try values("<c t=\"s\"><v>2</v></c>", texts: shared)
        == [.text("line\rend _x41_ _xZZZZ_ x_y")])
    #expect(
      try values("<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>&amp;&#233;</t></r></is></c>")
        == [.text("a&é")])
    #expect(try values("<c t=\"b\"><v>1</v></c>") == [.bool(true)])
    #expect(try values("<c t=\"d\"><v>2024-02-29</v></c>") == [.date(19782)])
    #expect(throws: SpreadsheetError.self) { try values("<c t=\"s\"><v>9</v></c>", texts: shared) }
  }

  @Test("Texts that differ only in how an accent is written stay apart")
  func accents() throws {
    let xml =
      "<sheetData><row><c t=\"str\"><v>x</v></c></row>"
      + "<row><c t=\"str\"><v>\u{e9}</v></c></row><row><c t=\"str\"><v>e\u{301}</v></c></row></sheetData>"
    guard case .text(let column) = try readXML(xml).table["x"]?.storage else {
      Issue.record("no text column")
      return
    }
    #expect(column.dictionary.map { Array($0.utf8) } == [[0xc3, 0xa9], [0x65, 0xcc, 0x81]])
  }

  static let formats: [(code: String, serial: String, value: Value)] = [
    ("yyyy-mm-dd", "45351", .date(19782)), ("d. mmmm yyyy", "1", .date(-25567)),
    ("yyyy-mm-dd", "59", .date(-25509)), ("yyyy-mm-dd", "61", .date(-25508)),
    ("[$-407]d/ mmm/ yy;@", "45351", .date(19782)),
    ("yyyy-mm-dd hh:mm", "45351.5", .datetime(19782 * 86_400_000_000 + 43_200_000_000)),
    ("yyyy-mm-dd hh:mm", "45351", .datetime(19782 * 86_400_000_000)),
    ("yyyy-mm-dd", "45351.5", .datetime(19782 * 86_400_000_000 + 43_200_000_000)),
    ("h:mm AM/PM", "0.25", .text("06:00:00")), ("mm:ss.0", "0.5001", .text("12:00:08.640")),
    ("[h]:mm:ss", "1.25", .text("30:00:00")), ("mmm", "45351", .date(19782)),
    ("0.00%", "0.25", .number(0.25)), ("#,##0 &quot;days&quot;", "3", .int(3)),
    ("[Red]0.0", "1.5", .number(1.5)), ("0.00E+00", "1.5", .number(1.5)), ("General", "2", .int(2)),
    ("\\d0", "4", .int(4)), ("_(* #,##0_);[Red]dd", "7", .int(7)),
    ("yyyy-mm-dd", "2958466", .null), ("yyyy-mm-dd", "-1", .null),
  ]

  @Test("A number format tells dates from numbers", arguments: formats)
  func format(_ code: String, _ serial: String, _ value: Value) throws {
    #expect(try values("<c s=\"1\"><v>\(serial)</v></c>", styles: styles(code)) == [value])
  }

  @Test(
    "The formats that have a number only", arguments: [14: true, 22: true, 9: false, 49: false])
  func builtIn(_ id: Int, _ isDate: Bool) throws {
    let value = try values("<c s=\"1\"><v>45351</v></c>", styles: styles("0", id: id)).first
    #expect((value?.type.isTemporal ?? false) == isDate)
  }

  @Test("Days are counted from 1904 where the workbook says so")
  func macDates() throws {
    for flag in ["1", "true"] {
      let value = try values(
        "<c s=\"1\"><v>0</v></c>", styles: styles("yyyy-mm-dd"),
        properties: "<workbookPr date1904=\"\(flag)\"/>")
      #expect(value == [.date(-24107)])
    }
  }

  // MARK: Rows

  @Test("Cells and rows that are not there are null, and empty rows are left out and counted")
  func sparse() throws {
    let xml = """
      <sheetData><row r="3"><c r="B3" t="str"><v>b</v></c><c r="D3" t="str"><v>d</v></c></row>
      <row r="4"><c r="B4"><v>1</v></c></row><row r="5"><c r="B5" s="3"/></row>
      <row r="9"><c r="D9"><v>2</v></c></row></sheetData>
      """
    let (table, notices, sheet) = try readXML(xml)
    #expect(table.schema == Schema([Field("b", .int), Field("d", .int)]))
    #expect(table["b"]?.values == [.int(1), .null])
    #expect(table["d"]?.values == [.null, .int(2)])
    #expect(notices == ["`a.xlsx`: 4 empty rows left out"])
    #expect(sheet.place(row: 1, column: 1).cell == "D9")
  }

  @Test("Errors and formulas without a value are null, and are told with a place")
  func errors() throws {
    let xml = """
      <sheetData><row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>
      <row><c><v>1</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
      <row><c><v>2</v></c><c><f>A2</f></c></row><row><c><v>2</v></c><c><f>A3</f><v></v></c></row>
      <row><c><v>2</v></c><c><f>A3</f><v>5</v></c></row></sheetData>
      """
    let (table, notices, _) = try readXML(xml)
    #expect(table["b"]?.values == [.null, .null, .null, .int(5)])
    #expect(
      notices == [
        "`a.xlsx`: 1 cell with an error such as #N/A, the first in B2, read as null",
        "`a.xlsx`: 2 formulas without a saved value, the first in B3, read as null; "
          + "save the file in a spreadsheet program to compute them",
      ])
  }

  @Test("A column of numbers with some text is text, and says where")
  func mixed() throws {
    let rows = (1...20).map {
      $0 == 7 ? "<row><c t=\"str\"><v>C7</v></c></row>" : "<row><c><v>\($0).5</v></c></row>"
    }
    let xml = "<sheetData><row><c t=\"str\"><v>n</v></c></row>\(rows.joined())</sheetData>"
    let (table, notices, _) = try readXML(xml)
    #expect(table["n"]?.type == .text)
    #expect(table["n"]?[0] == .text("1.5"))
    #expect(notices == ["column `n` is text: among numbers 1 cell holds text, the first A8"])
    let (clean, quiet, _) = try readXML(xml, nulls: ["C7"])
    #expect(clean["n"]?.type == .number)
    #expect(clean["n"]?[6] == .null)
    #expect(quiet == [])
  }

  // MARK: Headers

  private func refusal(_ xml: String) -> SpreadsheetError? {
    #expect(throws: SpreadsheetError.self) { try readXML(xml) }
  }

  private func row(_ cells: [String]) -> String {
    let cells = cells.map { text in
      Double(text) == nil
        ? (text.isEmpty ? "<c/>" : "<c t=\"str\"><v>\(text)</v></c>") : "<c><v>\(text)</v></c>"
    }
    return "<row>\(cells.joined())</row>"
  }

  @Test("Merged cells in the header are refused with their place")
  func mergedHeader() {
    let rows = row(["a", "", "c"]) + row(["1", "2", "3"])
    let error = refusal(
      "<sheetData>\(row(["a", "b", "c"]) + row(["1", "2", "3"]))</sheetData>"
        + "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>")
    #expect(error?.message == "has merged cells in its header: A1:B1 in its sheet `S`")
    #expect(
      refusal("<sheetData>\(rows)</sheetData>")?.message.contains("B1 is empty and B2 is not")
        == true)
  }

  @Test("Merged cells below the header do no harm")
  func mergedBelow() throws {
    let xml =
      "<sheetData>\(row(["a", "b"]) + row(["1", "2"]))</sheetData>"
      + "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"
    #expect(try readXML(xml).table.rowCount == 1)
  }

  @Test("A title above the names is refused with the way out")
  func title() {
    let rows = row(["Sales 2024"]) + row(["day", "amount"]) + row(["1", "2"])
    let error = refusal("<sheetData>\(rows)</sheetData>")
    #expect(error?.hint == "row 1 seems to be a title: delete what stands above the row of names")
  }

  @Test("Two rows of names are refused, a text among numbers further down is not")
  func twoHeaders() throws {
    let texts = row(["kg", "EUR"]) + row(["1", "2"]) + row(["n/a", "-"]) + row(["5", "6"])
    #expect(try readXML("<sheetData>\(row(["a", "b"]) + texts)</sheetData>").table.rowCount == 4)
    let second = refusal(
      "<sheetData>\(row(["a", "b"]) + row(["kg", "EUR"]) + row(["1", "2"]) + row(["3", "4"]))</sheetData>"
    )
    #expect(
      second?.message.hasPrefix("seems to have two rows of names: in its sheet `S` A2") == true)
  }

  @Test("A header of numbers is told")
  func numericHeader() throws {
    let notices = try readXML("<sheetData>\(row(["1", "2"]) + row(["3", "4"]))</sheetData>").notices
    #expect(
      notices == ["`a.xlsx`: row 1 names the columns and holds no text; is the header missing?"])
  }

  @Test(
    "Places outside of a sheet are damage",
    arguments: [
      "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"1048577\"/>", "<row r=\"0\"/>",
      "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
      "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>",
      "<row r=\"1\"><c r=\"1\"><v>1</v></c></row>", "<c><v>1</v></c>",
    ])
  func outside(_ rows: String) {
    #expect(refusal("<sheetData>\(rows)</sheetData>")?.message.hasPrefix("is damaged") == true)
  }

  @Test("Elements with a prefix are the same elements")
  func prefixes() throws {
    let xml =
      "<x:sheetData xmlns:x=\"u\"><x:row><x:c t=\"str\"><x:v>a</x:v></x:c></x:row>"
      + "<x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>"
    #expect(try readXML(xml).table["a"]?.values == [.int(1)])
  }
}
