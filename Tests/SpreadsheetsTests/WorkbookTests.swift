import FoundationEssentials
import Spreadsheets
import Tables
import TestSupport
import Testing

/// Opens bytes as a workbook and reads a sheet.
func readSheet(
  _ bytes: [UInt8], _ choice: Workbook.Choice? = nil, nulls: [String] = [""],
  limits: SpreadsheetLimits = SpreadsheetLimits(), mostRows: Int? = nil, text: Set<String> = []
) throws -> (table: Table, notices: [String], sheet: SheetTable) {
  try bytes.withUnsafeBytes { bytes in
    let workbook = try Workbook(bytes, limits: limits)
    let sheet = SheetTable(nulls: nulls, limits: limits, mostRows: mostRows) { text.contains($0) }
    try sheet.read(workbook.sheet(choice), of: workbook, file: "a.xlsx")
    let table = try sheet.finish()
    return (table, sheet.notices, sheet)
  }
}

/// Reads a sheet of this XML.
func readXML(
  _ xml: String, texts: String = "", styles: String = "", properties: String = "",
  nulls: [String] = [""], limits: SpreadsheetLimits = SpreadsheetLimits()
) throws -> (table: Table, notices: [String], sheet: SheetTable) {
  try readSheet(
    StoredZip.workbook(
      sheets: [("S", "", xml)], texts: texts, styles: styles, properties: properties),
    nulls: nulls, limits: limits)
}

/// What pandas read of the workbooks that openpyxl, xlsxwriter and pandas wrote.
private struct Peer: Decodable {
  var columns: [String]
  var rows: [[Cell]]

  enum Cell: Decodable {
    case none, bool(Bool), number(Double), text(String)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .none
      } else if let flag = try? value.decode(Bool.self) {
        self = .bool(flag)
      } else if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try value.decode(String.self))
      }
    }

    /// Whether it says the same as our value; pandas knows no dates, and no flags beside nulls.
    func isSame(as value: Value) -> Bool {
      switch (self, value) {
      case (.none, .null): true
      case (.bool(let a), .bool(let b)): a == b
      case (.number(let a), .bool(let b)): a == (b ? 1 : 0)
      case (.number(let a), _): value.asNumber == a
      case (.text(let a), .text(let b)): a == b
      case (.text(let a), .date(let day)):
        a == CivilDate(daysSince1970: Int(day)).text + "T00:00:00"
      case (.text(let a), .datetime(let micros)):
        a.replacing("T", with: " ")
          == CivilMoment(microsecondsSince1970: micros).text(.seconds)
      default: false
      }
    }
  }
}

@Suite struct WorkbookTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden/Workbooks")

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  @Test(
    "A workbook reads as pandas reads it",
    arguments: ["openpyxl.xlsx", "xlsxwriter.xlsx", "constant.xlsx", "pandas.xlsx"])
  func peers(_ name: String) throws {
    let answers = try JSONDecoder().decode(
      [String: [String: Peer]].self,
      from: Data(contentsOf: Self.folder.appending(path: "pandas.json")))
    let sheets = try #require(answers[name])
    for (title, peer) in sheets {
      let (table, notices, _) = try readSheet(Self.bytes(name), .name(title))
      #expect(table.schema.names == peer.columns)
      #expect(notices == [])
      try #require(table.rowCount == peer.rows.count)
      for (row, cells) in peer.rows.enumerated() {
        for (column, cell) in cells.enumerated() {
          let value = table.columns[column][row]
          #expect(cell.isSame(as: value), "\(title) row \(row), \(peer.columns[column]): \(value)")
        }
      }
    }
  }

  @Test("Types are found on the whole column")
  func types() throws {
    let orders = try readSheet(Self.bytes("openpyxl.xlsx"), .name("Orders")).table.schema
    #expect(
      orders.fields.map(\.type)
        == [.int, .text, .date, .datetime, .number, .number, .bool, .text, .text])
    let data = try readSheet(Self.bytes("xlsxwriter.xlsx"), nil).table.schema
    #expect(data.fields.map(\.type) == [.date, .datetime, .number, .text, .bool, .int])
  }

  @Test("Sheets are found by name and by number; hidden ones only by name")
  func sheets() throws {
    let bytes = try Self.bytes("openpyxl.xlsx")
    #expect(try readSheet(bytes, .number(2)).table.schema.names == ["id", "reason"])
    #expect(try readSheet(bytes, .name("returns")).table.schema.names == ["id", "reason"])
    #expect(try readSheet(bytes, .name("Hidden")).table["secret"]?.values == [.int(42)])
    #expect(try readSheet(bytes, nil).table.schema.names.first == "order id")
    let error = #expect(throws: SpreadsheetError.self) { try readSheet(bytes, .name("Return")) }
    #expect(error?.message == "has no sheet `Return`")
    #expect(error?.hint == "its sheets: `Returns`, `Orders`, `Hidden`")
    let number = #expect(throws: SpreadsheetError.self) { try readSheet(bytes, .number(3)) }
    #expect(number?.message == "has no sheet 3")
  }

  @Test("A first look stops after the rows that it wants")
  func head() throws {
    let table = try readSheet(Self.bytes("openpyxl.xlsx"), nil, mostRows: 2).table
    #expect(table.rowCount == 2)
    #expect(table.schema.names.count == 9)
  }

  // MARK: Broken files

  @Test("A workbook that is cut off anywhere is refused in a sentence")
  func cutOff() throws {
    let bytes = try Self.bytes("openpyxl.xlsx")
    for length in stride(from: 1, to: bytes.count, by: 37) {
      let error = #expect(throws: SpreadsheetError.self) {
        try readSheet(Array(bytes.prefix(length)))
      }
      #expect(error?.hint != nil)
    }
  }

  @Test("A changed byte in a packed sheet is found by its sum")
  func changed() throws {
    var bytes = StoredZip.workbook(
      sheets: [("S", "", "<sheetData><row><c><v>1</v></c></row></sheetData>")])
    let place = try #require(bytes.firstRange(of: Array("<v>1".utf8))?.lowerBound)
    bytes[place + 3] = UInt8(ascii: "2")
    let error = #expect(throws: SpreadsheetError.self) { try readSheet(bytes) }
    #expect(
      error?.message
        == "is damaged: its part `xl/worksheets/s0.xml` does not unpack to what was packed")
  }

  @Test("Files of another kind say what they are")
  func kinds() throws {
    func message(_ bytes: [UInt8]) -> String? {
      #expect(throws: SpreadsheetError.self) { try readSheet(bytes) }?.message
    }
    let old: [UInt8] =
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + [UInt8](repeating: 0, count: 504)
    #expect(message(old) == "is a workbook in the old format (.xls)")
    let mark: [UInt8] = Array("EncryptedPackage".utf8).flatMap { [$0, 0] as [UInt8] }
    #expect(message(old + mark) == "is protected with a password")
    #expect(message(Array("a,b\n1,2\n".utf8)) == "is no workbook but a text file")
    #expect(message([]) == "is empty")
    #expect(message([0, 1, 2, 3]) == "is no workbook")
    #expect(
      message(StoredZip.bytes([("a.txt", [65])])) == "is a zip file, but holds no workbook")
    #expect(
      message(StoredZip.bytes([("mimetype", [65]), ("content.xml", [65])]))
        == "is an OpenDocument file")
    #expect(
      message(StoredZip.bytes([("xl/workbook.bin", [65])])) == "is a binary workbook (.xlsb)")
  }

  @Test("Entities of a document's own are not read")
  func entities() {
    let parts = """
      <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <sst><si><t>&b;</t></si></sst>
      """
    var bytes: [UInt8] = []
    bytes = StoredZip.workbook(sheets: [("S", "", "<sheetData/>")], texts: "")
    #expect(throws: SpreadsheetError.self) { try readSheet(bytes) }
    let error = #expect(throws: SpreadsheetError.self) {
      try readSheet(
        StoredZip.bytes([("xl/workbook.xml", Array(parts.utf8)), ("_rels/.rels", [])]))
    }
    #expect(error != nil)
  }

  @Test("What grows too much when it is unpacked is refused")
  func bomb() {
    var limits = SpreadsheetLimits()
    limits.partBytes = 10_000
    let xml =
      "<sheetData><row><c><v>1</v></c></row></sheetData>" + String(repeating: " ", count: 20_000)
    let error = #expect(throws: SpreadsheetError.self) { try readXML(xml, limits: limits) }
    #expect(error?.message.hasPrefix("unpacks to more than it should") == true)
    limits = SpreadsheetLimits()
    limits.cells = 3
    let rows =
      "<sheetData>" + String(repeating: "<row><c><v>1</v></c></row>", count: 6) + "</sheetData>"
    let cells = #expect(throws: SpreadsheetError.self) { try readXML(rows, limits: limits) }
    #expect(cells?.message == "holds more cells than are read (over 3)")
  }

  @Test("Reading stops when it is asked to")
  func interruption() throws {
    let rows = String(repeating: "<row><c><v>1</v></c></row>", count: 50_000)
    let bytes = StoredZip.workbook(sheets: [("S", "", "<sheetData>\(rows)</sheetData>")])
    var asked = 0
    let error = #expect(throws: SpreadsheetError.self) {
      try bytes.withUnsafeBytes { bytes in
        let workbook = try Workbook(bytes)
        let table = SheetTable()
        try table.read(workbook.sheet(nil), of: workbook, file: "a.xlsx", name: { $0 }) {
          _ throws(SpreadsheetError) in
          asked += 1
          if asked == 4 { throw .interruption }
        }
      }
    }
    #expect(error?.isInterruption == true)
    #expect(asked == 4)
  }
}
