/// The documentation of an error or warning, shown by `?E204` and in the list of errors.
package struct DiagnosticCode: Hashable, Sendable {
  /// What shows the code at work.
  package enum Example: Hashable, Sendable {
    /// A cell that gives it, where the teaching sets are bound under their names.
    case cell(String)
    /// Why no short cell can give it.
    case none(String)
  }

  package var code: String
  /// What the code says, without a full stop.
  package var title: String
  /// Why it comes: one to three sentences.
  package var cause: String
  /// The way out: one or two sentences.
  package var remedy: String
  package var example: Example

  package init(
    _ code: String, _ title: String, cause: String, remedy: String, example: Example
  ) {
    self.code = code
    self.title = title
    self.cause = cause
    self.remedy = remedy
    self.example = example
  }

  package init(_ code: String, _ title: String, cause: String, remedy: String, cell: String) {
    self.init(code, title, cause: cause, remedy: remedy, example: .cell(cell))
  }

  /// A cell that gives the code, if a short one can.
  package var cell: String? {
    if case .cell(let cell) = example { cell } else { nil }
  }
}
