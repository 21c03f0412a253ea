/// Why a file could not be fetched, in a sentence without secrets.
package struct DownloadError: Error, Hashable, Sendable, CustomStringConvertible {
  package var message: String
  package var hint: String?
  /// The work was stopped from outside; there is nothing to say.
  package var isInterruption = false

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  static let interruption: DownloadError = {
    var error = DownloadError("interrupted")
    error.isInterruption = true
    return error
  }()

  package var description: String { hint.map { "\(message); \($0)" } ?? message }
}
