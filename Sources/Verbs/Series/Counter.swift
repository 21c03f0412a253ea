import Synchronization

/// Counts what several threads have done.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  /// One more; gives the number so far.
  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
