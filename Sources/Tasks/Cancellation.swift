import Synchronization

/// A flag that long loops read, so that an interrupt stops them.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// A flag that nobody has set.
  public init() {}

  /// Whether the work was asked to stop.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Asks the work to stop.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Forgets an earlier request, before new work starts.
  public func reset() { flag.store(false, ordering: .relaxed) }

  /// Throws `CancellationRequested` if the work was asked to stop.
  public func check() throws(CancellationRequested) {
    if isCancelled { throw CancellationRequested() }
  }
}

/// The error of work that was interrupted.
public struct CancellationRequested: Error, Hashable, Sendable {
  /// The one error of this kind.
  public init() {}
}
