import Glibc
import JupyterServer
import Kernel
import Synchronization
import Tasks
import Testing

/// Long groupings stop when they are told to.
@Suite(.needsEngine, .timeLimit(.minutes(3)), .serialized)
struct GroupingInterruptTests {
  @Test(arguments: [
    "s | cluster k: auto", "s | cluster k: 8, method: gmm",
    "s | cluster method: hierarchical, k: 4", "s | cluster method: dbscan",
    "s | cluster method: hdbscan", "s | cluster method: hierarchical, linkage: average, k: 4",
  ])
  func `a grouping stops, and the next cell works`(_ cell: String) throws {
    let notebook = Notebook()
    notebook.run("s = load sample \"supermarket\", rows: 15000")
    let cancellation = Cancellation()
    let clock = ContinuousClock()
    let moment = Mutex<ContinuousClock.Instant?>(nil)
    // A thread of its own: the cell holds one of the few that tests have.
    try startThread {
      usleep(120_000)
      moment.withLock { $0 = clock.now }
      cancellation.cancel()
      notebook.session.interruptEngine()
    }
    let answer = notebook.run(cell, cancellation: cancellation)
    let stopped = try #require(moment.withLock { $0 })
    #expect(answer.codes == ["E707"], "\(answer.text)")
    #expect(stopped.duration(to: clock.now) < .seconds(2))
    #expect(notebook.values("s | summarize count()") == ["15,000"])
  }
}
