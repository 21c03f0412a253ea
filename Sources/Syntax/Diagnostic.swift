/// An error or a warning: a plain sentence, the place, and one way out.
package struct Diagnostic: Error, Hashable, Sendable {
  package enum Severity: Hashable, Sendable { case error, warning }

  /// A change of the text that would mend the error.
  package struct Fix: Hashable, Sendable {
    /// What to replace; an empty span inserts.
    package var span: SourceSpan
    package var replacement: String

    package init(_ span: SourceSpan, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  package var severity: Severity
  /// The documented code, `E101` or `W601`.
  package var code: String
  /// One sentence without a full stop.
  package var message: String
  /// Where; nil only for errors that no part of the cell causes.
  package var span: SourceSpan?
  /// The words beside the carets: the way out.
  package var label: String
  package var fix: Fix?
  /// Further lines, such as the columns at hand or offending rows.
  package var notes: [String]

  package init(
    _ code: String, _ message: String, at span: SourceSpan?, label: String = "", fix: Fix? = nil,
    notes: [String] = [], severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.label = label
    self.fix = fix
    self.notes = notes
  }
}
