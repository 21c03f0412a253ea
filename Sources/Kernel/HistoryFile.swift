package import JupyterProtocol
package import JupyterServer
import Registry
import Synchronization

/// The user's history file behind the kernel's history.
///
/// It is opened with the first cell or request. A file that cannot be used costs one line in the
/// kernel's log; the session then remembers its own cells only.
package final class HistoryFile: HistoryArchive {
  private enum State {
    case unopened
    case open(HistoryStore)
    case unusable
  }

  private let path: String?
  private let log: @Sendable (String) -> Void
  private let state = Mutex(State.unopened)

  /// Names the file, nil for none; `log` gets why it cannot be used.
  package init(_ path: String?, log: @escaping @Sendable (String) -> Void) {
    self.path = path
    self.log = log
  }

  /// The file that the variables of the process name: `TEFF_HISTORY` (`off` for none), else
  /// `teff/history.db` in the folder for the state of programs.
  package static func path(_ variables: [String: String]) -> String? {
    func variable(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let given = variable("TEFF_HISTORY") { return given == "off" ? nil : given }
    // The rule of XDG: a path that does not start at the root counts as not set.
    let folder =
      variable("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? variable("HOME").map { "\($0)/.local/state" }
    return folder.map { "\($0)/teff/history.db" }
  }

  /// Without passwords, and without what a gateway's request holds: that belongs to its sender.
  package func keepable(_ text: String) -> String {
    text.hasPrefix("REQUEST = \"") ? "REQUEST = \"…\"" : DSNPassword.redacted(in: text)
  }

  package func add(_ entries: [HistoryEntry]) {
    withStore { store in
      try store.add(
        entries.map { entry in
          switch entry {
          case .input(let line, let text): .input(line: line, text)
          case .output(let line, let text): .output(line: line, text)
          }
        })
    }
  }

  package func cells(_ access: HistoryRequest.Access) -> [HistoryCell]? {
    withStore { store in
      let cells =
        switch access {
        case .tail(let count): try store.tail(count)
        case .range(let session, let start, let stop):
          try store.range(session: session, from: start, to: stop)
        case .search(let pattern, let count, let unique):
          try store.search(count, unique: unique, matching: Glob(pattern).matches)
        case .unknown: [HistoryStore.Cell]()
        }
      return cells.map {
        HistoryCell(session: $0.session, line: $0.line, input: $0.input, output: $0.output)
      }
    }
  }

  /// Works with the file; gives it up at the first failure.
  @discardableResult
  private func withStore<Result>(_ body: (HistoryStore) throws -> Result) -> Result? {
    guard let path else { return nil }
    return state.withLock { state in
      do {
        switch state {
        case .unusable: return nil
        case .open(let store): return try body(store)
        case .unopened:
          let store = try HistoryStore(
            path: path, now: Int(Clock.microsecondsSince1970() / 1_000_000))
          state = .open(store)
          return try body(store)
        }
      } catch {
        state = .unusable
        log("the history file \(path) cannot be used, only this session is remembered: \(error)")
        return nil
      }
    }
  }
}
