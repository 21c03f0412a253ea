import Dispatch
import Synchronization

/// Runs `body` once for each of the chunks 0 ..< `chunks`, on several threads, and waits for all.
///
/// Who calls it fixes the chunks without asking how many threads there are, so that results never
/// depend on their number. After an error no new chunk begins; the error of the lowest chunk that
/// failed is thrown.
public func parallelFor(
  chunks: Int, threads: Int = Threads.available, _ body: @Sendable (Int) throws -> Void
) throws {
  let workers = min(chunks, threads)
  guard workers > 1 else {
    for chunk in 0..<max(0, chunks) { try body(chunk) }
    return
  }
  let next = Atomic<Int>(0)
  let failure = Mutex<(chunk: Int, error: any Error)?>(nil)
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    while failure.withLock({ $0 == nil }) {
      let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard chunk < chunks else { return }
      do {
        try body(chunk)
      } catch {
        failure.withLock { first in
          if chunk < first?.chunk ?? .max { first = (chunk, error) }
        }
      }
    }
  }
  if let failure = failure.withLock({ $0 }) { throw failure.error }
}

/// What `body` makes of each of the numbers 0 ..< `count`, in their order, by several threads.
public func parallelMap<Result: Sendable>(
  _ count: Int, threads: Int = Threads.available, _ body: @Sendable (Int) throws -> Result
) throws -> [Result] {
  let results = Mutex([Result?](repeating: nil, count: count))
  try parallelFor(chunks: count, threads: threads) { index in
    let result = try body(index)
    results.withLock { $0[index] = result }
  }
  return results.withLock { $0.compactMap(\.self) }
}
