import Synchronization
import Tables
import Tasks

/// A table that has a name already and is made at the first query that names it.
///
/// Most parts of an answer are never looked at: neither the work nor the room is spent on them.
final class DeferredTable: Sendable {
  private typealias Work = @Sendable (Cancellation) throws -> Table
  private let work: Mutex<Work?>
  private let release: @Sendable () -> Void

  /// Keeps the work; `release` is called when the name has gone.
  init(
    _ work: @escaping @Sendable (Cancellation) throws -> Table,
    release: @escaping @Sendable () -> Void
  ) {
    self.work = Mutex(work)
    self.release = release
  }

  deinit { release() }

  /// Does the work, once: who comes meanwhile waits for it.
  ///
  /// What fails is tried again by the next.
  func make(_ cancellation: Cancellation, store: (Table) throws -> Void) throws {
    try work.withLock { work in
      guard let make = work else { return }
      try store(make(cancellation))
      work = nil
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
