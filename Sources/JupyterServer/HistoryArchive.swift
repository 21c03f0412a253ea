package import JupyterProtocol

/// Where the cells of the main shell are kept beyond the life of the kernel.
///
/// Only one thread at a time calls `add` and `cells`, and it is not the one of the sockets: both may
/// take their time.
package protocol HistoryArchive: Sendable {
  /// What may be kept of a text: without passwords.
  func keepable(_ text: String) -> String
  /// Keeps cells and values of this session, and what it could not write before.
  func add(_ entries: [HistoryEntry])
  /// The cells that are asked for; nil when there is no archive and the session's own are all.
  func cells(_ access: HistoryRequest.Access) -> [HistoryCell]?
}

/// What becomes of a cell in the history.
package enum HistoryEntry: Hashable, Sendable {
  case input(line: Int, String)
  case output(line: Int, String)
}

/// A cell of the history with the number of its session.
package struct HistoryCell: Hashable, Sendable {
  package var session: Int
  package var line: Int
  package var input: String
  package var output: String?

  package init(session: Int, line: Int, input: String, output: String? = nil) {
    self.session = session
    self.line = line
    self.input = input
    self.output = output
  }
}
