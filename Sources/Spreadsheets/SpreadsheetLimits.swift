/// How much a workbook may grow when it is unpacked: a small file can hold endless zeros.
package struct SpreadsheetLimits: Hashable, Sendable {
  /// Bytes that one part of the file may unpack to.
  package var partBytes = 4 << 30
  /// How many times its packed size a part may become, once it is larger than `freeBytes`.
  package var ratio = 300
  package var freeBytes = 32 << 20
  /// Cells of the table, rows times columns.
  package var cells = 100_000_000
  /// Bytes of all texts of the table, each counted as often as it stands there.
  package var textBytes = 4 << 30
  /// Bytes of the different texts of the workbook.
  package var distinctTextBytes = 1 << 30
  /// Sheets, formats and other things that a workbook lists.
  package var listed = 100_000

  package init() {}
}
