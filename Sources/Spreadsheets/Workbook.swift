/// A workbook in Excel's format since 2007 (ECMA-376), opened: its sheets, formats and texts.
package struct Workbook {
  /// A sheet with cells; pages that hold only a chart are none.
  package struct Sheet: Hashable, Sendable {
    package var name: String
    package var isHidden: Bool
    fileprivate(set) var part: String
  }

  /// Which sheet to read.
  package enum Choice: Hashable, Sendable {
    case name(String)
    /// The place among the sheets that are seen, from 1.
    case number(Int)
  }

  /// The sheets in their order.
  package let sheets: [Sheet]
  let archive: ZipArchive
  let limits: SpreadsheetLimits
  let formats: [NumberFormat]
  let dates: SerialDate
  let textsPart: String?

  /// Opens a workbook; the bytes must stay until it has been read.
  package init(
    _ bytes: UnsafeRawBufferPointer, limits: SpreadsheetLimits = SpreadsheetLimits(),
    checking check: () throws(SpreadsheetError) -> Void = {}
  ) throws(SpreadsheetError) {
    try Self.checkKind(bytes)
    self.limits = limits
    archive = try ZipArchive(bytes, limits)
    let package = try WorkbookParts(archive, limits) { _ throws(SpreadsheetError) in try check() }
    sheets = package.sheets
    formats = package.formats
    dates = package.dates
    textsPart = package.texts
    guard !sheets.isEmpty else { throw SpreadsheetError("has no sheet with cells") }
  }

  /// The sheets whose tabs are seen.
  package var visibleSheets: [Sheet] { sheets.filter { !$0.isHidden } }

  /// The sheet that was asked for; else the first that is seen.
  package func sheet(_ choice: Choice?) throws(SpreadsheetError) -> Sheet {
    switch choice {
    case nil: return visibleSheets.first ?? sheets[0]
    case .number(let number):
      guard visibleSheets.indices.contains(number - 1) else {
        throw SpreadsheetError(
          "has no sheet \(number)", hint: "its sheets: \(names(near: nil))")
      }
      return visibleSheets[number - 1]
    case .name(let name):
      if let sheet = sheets.first(where: { $0.name == name })
        ?? sheets.first(where: { $0.name.lowercased() == name.lowercased() })
      {
        return sheet
      }
      throw SpreadsheetError(
        "has no sheet `\(name)`", hint: "its sheets: \(names(near: name))")
    }
  }

  /// The names of the sheets, the one most like `name` first.
  private func names(near name: String?) -> String {
    var names = sheets.map(\.name)
    if let name {
      let ranked = names.enumerated().map { (Self.distance($1, name), $0, $1) }
      if let best = ranked.min(by: { ($0.0, $0.1) < ($1.0, $1.1) }),
        best.0 <= max(2, name.count / 2)
      {
        names.remove(at: best.1)
        names.insert(best.2, at: 0)
      }
    }
    let shown = names.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  /// The number of letters to insert, delete or change.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b.lowercased())
    var row = Array(0...b.count)
    for (i, x) in a.lowercased().enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let change = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }

  // MARK: Files of another kind

  private static func checkKind(_ bytes: UnsafeRawBufferPointer) throws(SpreadsheetError) {
    guard !bytes.isEmpty else { throw SpreadsheetError("is empty") }
    if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) { return }
    if bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      // A protected workbook is a package in the old format, with a name in UTF-16.
      let mark: [UInt8] = Array("EncryptedPackage".utf16).flatMap { [UInt8($0 & 0xff), 0] }
      let isProtected = contains(mark, in: bytes)
      throw isProtected
        ? SpreadsheetError(
          "is protected with a password", hint: "save it without one, and load it again")
        : SpreadsheetError(
          "is a workbook in the old format (.xls)", hint: "save it as .xlsx, and load that")
    }
    if bytes.starts(with: [0x50, 0x4b]) { throw .damaged("it holds nothing") }
    let isText = !bytes.prefix(4096).contains(0)
    throw isText
      ? SpreadsheetError(
        "is no workbook but a text file", hint: "give it the ending .csv, and load that")
      : SpreadsheetError(
        "is no workbook", hint: "open it in a spreadsheet program and save it as .xlsx")
  }

  private static func contains(_ mark: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= mark.count else { return false }
    for place in stride(from: 0, through: bytes.count - mark.count, by: 2)
    where bytes[place] == mark[0] && bytes[place...].starts(with: mark) { return true }
    return false
  }
}

extension Workbook.Sheet {
  init(name: String, isHidden: Bool, at part: String) {
    self.name = name
    self.isHidden = isHidden
    self.part = part
  }
}
