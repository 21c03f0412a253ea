package import JupyterProtocol
package import JupyterServer
import Registry
import Synchronization
import Syntax

/// The user's history file behind the kernel's history.
///
/// It is opened with the first cell or request. While another process holds it, cells wait for the
/// next time; a file that cannot be used at all costs one line in the kernel's log, and the session
/// then remembers its own cells only.
package final class HistoryFile: HistoryArchive {
  /// Where the file is.
  package struct Place: Hashable, Sendable {
    package var path: String
    /// Whether its folder is there for our files alone.
    package var ownsFolder: Bool

    package init(_ path: String, ownsFolder: Bool = false) {
      self.path = path
      self.ownsFolder = ownsFolder
    }

    /// The place that the variables of the process name: `TEFF_HISTORY` (`off` for none), else
    /// `teff/history.db` in the folder for the state of programs.
    package init?(_ variables: [String: String]) {
      func variable(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
      if let given = variable("TEFF_HISTORY") {
        guard given != "off" else { return nil }
        self.init(given)
        return
      }
      // The rule of XDG: a path that does not start at the root counts as not set.
      let folder =
        variable("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        ?? variable("HOME").map { "\($0)/.local/state" }
      guard let folder else { return nil }
      self.init("\(folder)/teff/history.db", ownsFolder: true)
    }
  }

  private struct State {
    var store: HistoryStore?
    var isUnusable = false
    /// What waits for a file that another process holds.
    var waiting: [HistoryEntry] = []
  }

  /// Entries that wait at most; the oldest go first.
  private static let waitingLimit = 1_000

  private let place: Place?
  private let patience: Int32
  private let log: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// Names the file, nil for none; another process that writes is waited for `patience`
  /// milliseconds, and `log` gets why the file cannot be used.
  package init(
    _ place: Place?, patience: Int32 = 2_000, log: @escaping @Sendable (String) -> Void
  ) {
    self.place = place
    self.patience = patience
    self.log = log
  }

  /// Without passwords, and without what a gateway's request holds: that belongs to its sender.
  ///
  /// Nothing is told of a text that is larger than a cell of the file may be, so that no time is
  /// spent on looking through it.
  package func keepable(_ text: String) -> String {
    if text.hasPrefix("REQUEST = \"") { return "REQUEST = \"…\"" }
    return text.utf8.count <= HistoryStore.Bounds().cellBytes ? Passwords.redacted(text) : "…"
  }

  package func add(_ entries: [HistoryEntry]) {
    withStore(adding: entries) { _ in }
  }

  package func cells(_ access: HistoryRequest.Access) -> [HistoryCell]? {
    withStore(adding: []) { store in
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

  /// Writes what waits, then works with the file; gives it up at a failure that will stay.
  @discardableResult
  private func withStore<Result>(
    adding entries: [HistoryEntry], _ body: (HistoryStore) throws -> Result
  ) -> Result? {
    guard let place else { return nil }
    return state.withLock { state in
      guard !state.isUnusable else { return nil }
      state.waiting += entries
      do {
        let store =
          try state.store
          ?? HistoryStore(
            path: place.path, ownsFolder: place.ownsFolder,
            now: Int(Clock.microsecondsSince1970() / 1_000_000), patience: patience)
        state.store = store
        if !state.waiting.isEmpty {
          try store.add(state.waiting.map(\.stored))
          state.waiting = []
        }
        return try body(store)
      } catch let error as DatabaseError where error.isBusy {
        state.waiting.removeFirst(max(0, state.waiting.count - Self.waitingLimit))
      } catch {
        state.isUnusable = true
        state.waiting = []
        log(
          "the history file \(place.path) cannot be used, only this session is remembered: \(error)"
        )
      }
      return nil
    }
  }
}

extension HistoryEntry {
  fileprivate var stored: HistoryStore.Entry {
    switch self {
    case .input(let line, let text): .input(line: line, text)
    case .output(let line, let text): .output(line: line, text)
    }
  }
}
