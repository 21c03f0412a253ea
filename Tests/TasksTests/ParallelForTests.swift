import Synchronization
import Tasks
import Testing

struct ParallelForTests {
  private struct Refused: Error, Equatable { let chunk: Int }

  @Test(arguments: [1, 2, 7])
  func `Every chunk runs once, and results keep their order`(threads: Int) throws {
    let runs = Mutex([Int](repeating: 0, count: 100))
    try parallelFor(chunks: 100, threads: threads) { chunk in runs.withLock { $0[chunk] += 1 } }
    #expect(runs.withLock { $0 } == [Int](repeating: 1, count: 100))
    #expect(try parallelMap(100, threads: threads) { $0 * $0 } == (0..<100).map { $0 * $0 })
  }

  @Test func `No chunks are no work`() throws {
    try parallelFor(chunks: 0, threads: 2) { _ in Issue.record("there is no chunk") }
    #expect(try parallelMap(0, threads: 2) { $0 } == [])
  }

  @Test(arguments: [1, 2, 5])
  func `The lowest chunk that fails is told`(threads: Int) {
    let failure = #expect(throws: Refused.self) {
      try parallelFor(chunks: 50, threads: threads) { chunk in
        if chunk % 10 == 3 { throw Refused(chunk: chunk) }
      }
    }
    #expect(failure == Refused(chunk: 3))
  }

  @Test func `Work stops after a failure`() {
    let cancellation = Cancellation()
    let runs = Atomic<Int>(0)
    #expect(throws: CancellationRequested.self) {
      try parallelFor(chunks: 1_000, threads: 2) { chunk in
        if chunk == 5 { cancellation.cancel() }
        runs.wrappingAdd(1, ordering: .relaxed)
        try cancellation.check()
      }
    }
    #expect(runs.load(ordering: .relaxed) < 100)
  }
}
