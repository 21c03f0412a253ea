/// The place of a cell, as spreadsheets write it: `B3` is column 1, row 3.
package struct CellAddress: Hashable, Sendable, CustomStringConvertible {
  package static let mostColumns = 16_384
  package static let mostRows = 1_048_576

  /// The column, from 0.
  package var column: Int
  /// The row, from 1.
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// Reads `B3` or `$B$3` out of bytes that end with a zero; nil if it is no cell of a sheet.
  init?(_ text: UnsafePointer<CChar>) {
    guard let address = Self.read(text) else { return nil }
    self = address
  }

  /// Reads a text; nil if it is no cell of a sheet.
  package init?(_ text: some StringProtocol) {
    guard let address = String(text).withCString({ Self.read($0) }) else { return nil }
    self = address
  }

  private static func read(_ text: UnsafePointer<CChar>) -> CellAddress? {
    var place = 0
    var column = 0
    var row = 0
    if text[place] == 36 { place += 1 }
    while case let letter = UInt8(bitPattern: text[place]) & 0xdf, (65...90).contains(letter) {
      column = column * 26 + Int(letter) - 64
      place += 1
      guard column <= mostColumns else { return nil }
    }
    if text[place] == 36 { place += 1 }
    while case let digit = UInt8(bitPattern: text[place]) &- 48, digit < 10 {
      row = row * 10 + Int(digit)
      place += 1
      guard row <= mostRows else { return nil }
    }
    guard text[place] == 0, column > 0, row > 0 else { return nil }
    return CellAddress(column: column - 1, row: row)
  }

  /// The letters of a column: 0 is `A`, 27 is `AB`.
  package static func letters(_ column: Int) -> String {
    var text = ""
    var rest = column + 1
    while rest > 0 {
      text.insert(Character(Unicode.Scalar(UInt8(65 + (rest - 1) % 26))), at: text.startIndex)
      rest = (rest - 1) / 26
    }
    return text
  }

  package var description: String { "\(Self.letters(column))\(row)" }
}
