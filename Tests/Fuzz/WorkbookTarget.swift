import Spreadsheets
import Tables
import TestSupport

/// Workbooks: their zip, their XML, what stands in their cells.
///
/// An input is the XML of a sheet, of the texts and of the formats, with a byte 0x1E between them, so
/// that mutants get past the sums of the zip; one that begins as a zip file is read as it stands.
struct WorkbookTarget: FuzzTarget {
  static let name = "workbook"

  private static let separator: UInt8 = 0x1E
  let seeds: [[UInt8]]
  let words = [
    "<row r=\"", "<c r=\"XFD1\"", " t=\"s\"", " t=\"inlineStr\"", "<v>", "</v>", "</c>", "</row>",
    "<is><t>", "<rPh>", "<f>A1</f>", "<mergeCell ref=\"A1:B1\"/>", "1e308", "-1", "2958466.5",
    " s=\"1\"", "_x000D_", "<si><t>", "<!DOCTYPE a [", "&#x10FFFF;", "PK\u{1}\u{2}", "PK\u{5}\u{6}",
    "[h]:mm", "date1904", "\u{1E}",
  ]

  init() {
    let sheet = """
      <sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>b</t></is></c>\
      <c r="C1" t="str"><v>c</v></c></row><row r="2"><c r="A2"><v>1.5</v></c><c r="B2" s="1"><v>45351.25\
      </v></c><c r="C2" t="e"><v>#N/A</v></c></row><row r="4"><c r="B4" t="b"><v>1</v></c></row>\
      </sheetData><mergeCells><mergeCell ref="A5:B5"/></mergeCells>
      """
    let texts =
      "<si><r><t>a</t></r><rPh><t>x</t></rPh></si><si><t xml:space=\"preserve\"> d_x0041_</t></si>"
    let formats =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd hh:mm;@\"/></numFmts>"
      + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>"
    let separator = String(Unicode.Scalar(Self.separator))
    seeds = [
      Array([sheet, texts, formats].joined(separator: separator).utf8),
      StoredZip.workbook(sheets: [("S", "", sheet)], texts: texts, styles: formats),
    ]
  }

  func read(_ input: [UInt8]) throws(Finding) -> String {
    let bytes: [UInt8]
    if input.starts(with: [0x50, 0x4b]) {
      bytes = input
    } else {
      let parts =
        input.split(separator: Self.separator, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) } + ["", "", ""]
      bytes = StoredZip.workbook(sheets: [("S", "", parts[0])], texts: parts[1], styles: parts[2])
    }
    let result = Self.table(of: bytes)
    switch result {
    case .failure(let error):
      guard !error.message.isEmpty, !error.message.contains("/tmp") else {
        throw Finding("an error says nothing: \(error)")
      }
      return error.message.split(separator: " ").prefix(4).joined(separator: " ")
    case .success(let table):
      guard table.columns.allSatisfy({ $0.count == table.rowCount }) else {
        throw Finding("columns of different lengths")
      }
      guard Set(table.schema.names).count == table.columns.count else {
        throw Finding("two columns of the name")
      }
      for column in table.columns where column.values.contains(where: { $0.isStrange }) {
        throw Finding("a value that no cell can hold")
      }
      return table.schema.fields.map(\.type.name).prefix(4).joined(separator: " ")
    }
  }

  private static func table(of bytes: [UInt8]) -> Result<Table, SpreadsheetError> {
    bytes.withUnsafeBytes { bytes in
      do throws(SpreadsheetError) {
        let workbook = try Workbook(bytes)
        let table = SheetTable(nulls: ["", "-1"])
        try table.read(workbook.sheet(nil), of: workbook, file: "a.xlsx")
        return .success(try table.finish())
      } catch {
        return .failure(error)
      }
    }
  }
}

extension Value {
  /// Numbers that are none, and days that no calendar has.
  fileprivate var isStrange: Bool {
    switch self {
    case .number(let number): !number.isFinite
    case .date(let day): !(-719_162...2_932_896).contains(day)
    default: false
    }
  }
}
