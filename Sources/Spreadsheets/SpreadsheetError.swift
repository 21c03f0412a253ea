/// Why a workbook cannot be read as a table.
package struct SpreadsheetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, without the file's name: `cell B1 is empty`.
  package var message: String
  /// What to do about it.
  package var hint: String?
  /// The work was stopped from outside; there is nothing to say.
  package var isInterruption = false

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  package static let interruption: SpreadsheetError = {
    var error = SpreadsheetError("interrupted")
    error.isInterruption = true
    return error
  }()

  static func damaged(_ what: String) -> SpreadsheetError {
    SpreadsheetError(
      "is damaged: \(what)", hint: "open it in a spreadsheet program, save it, and load it again")
  }

  package var description: String { hint.map { "\(message); \($0)" } ?? message }
}
