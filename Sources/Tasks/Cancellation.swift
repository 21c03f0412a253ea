import Synchronization

/// A flag that long loops read, so that an interrupt stops them.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  /// Whether the work was asked to stop.
  package var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Asks the work to stop.
  package func cancel() { flag.store(true, ordering: .relaxed) }

  /// Forgets an earlier request, before new work starts.
  package func reset() { flag.store(false, ordering: .relaxed) }

  /// Throws `CancellationRequested` if the work was asked to stop.
  package func check() throws(CancellationRequested) {
    if isCancelled { throw CancellationRequested() }
  }
}

/// The error of work that was interrupted.
package struct CancellationRequested: Error, Hashable, Sendable {
  package init() {}
}
