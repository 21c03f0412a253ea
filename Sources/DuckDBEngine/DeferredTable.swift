import Synchronization
import Tables
import Tasks

/// A table that has a name already and is made at the first query that names it.
///
/// Most parts of an answer are never looked at: neither the work nor the room is spent on them.
final class DeferredTable: Sendable {
  private typealias Work = @Sendable (Cancellation) throws -> Table

  private enum State: Sendable {
    case idle(Work)
    /// Somebody makes it; the others wait.
    case making
    case made
  }

  private let state: Mutex<State>
  private let release: @Sendable () -> Void

  /// Keeps the work; `release` is called when the name has gone.
  init(
    _ work: @escaping @Sendable (Cancellation) throws -> Table,
    release: @escaping @Sendable () -> Void
  ) {
    state = Mutex(.idle(work))
    self.release = release
  }

  deinit { release() }

  /// Does the work, once: who comes meanwhile waits for it, until its own `cancellation` asks it to
  /// stop.
  ///
  /// What fails is tried again by the next, who may be waiting already.
  func make(_ cancellation: Cancellation, store: (Table) throws -> Void) throws {
    while true {
      switch begin() {
      case .made: return
      case .making:
        try cancellation.check()
        sleepBriefly()
      case .idle(let work):
        do { try store(work(cancellation)) } catch {
          state.withLock { $0 = .idle(work) }
          throw error
        }
        state.withLock { $0 = .made }
        return
      }
    }
  }

  /// How far it was; who finds it idle has to make it.
  private func begin() -> State {
    state.withLock { state in
      let before = state
      if case .idle = before { state = .making }
      return before
    }
  }
}

/// Refers to a deferred table without keeping it.
struct DeferredReference: Sendable {
  private(set) weak var table: DeferredTable?
}

/// The names of stored tables: `stored.t1`, `stored.t2`.
enum StoredNames {
  static let prefix = "stored.t"

  /// The numbers of the stored tables whose names stand in a query.
  static func numbers(in sql: String) -> Set<Int> {
    var numbers: Set<Int> = []
    var rest = Substring(sql)
    while let found = rest.firstRange(of: prefix) {
      rest = rest[found.upperBound...]
      if let number = Int(rest.prefix { $0.isASCII && $0.isNumber }) { numbers.insert(number) }
    }
    return numbers
  }
}
