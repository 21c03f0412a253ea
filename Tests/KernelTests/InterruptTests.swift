import Glibc
import JupyterServer
import Kernel
import Language
import Rendering
import Synchronization
import Syntax
import Tasks
import Testing

@Suite("Interrupts", .needsEngine, .timeLimit(.minutes(2)))
struct InterruptTests {
  @Test(
    "A long query stops, and the next cell works",
    arguments: [
      "sql \"\"\"SELECT sum(sqrt(a.range * b.range)) AS s FROM range(3000000) a, range(3000000) b\"\"\"",
      "sql \"\"\"SELECT a.range AS x FROM range(1000000) a, range(1000000) b\"\"\" | sort x | show",
    ])
  func query(cell: String) throws {
    let notebook = Notebook()
    notebook.run("kept = rows [{a: 1}]")
    try notebook.interrupt(cell, after: 300_000)
    #expect(notebook.values("kept") == ["1"])
  }

  @Test("A cell that is cancelled before it starts does nothing")
  func before() {
    let notebook = Notebook()
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(notebook.run("a = 1\na", cancellation: cancellation).codes == ["E707"])
    #expect(notebook.session.workspace.order.isEmpty)
  }

  @Test("An interrupt between cells does not hit the next one")
  func between() {
    let notebook = Notebook()
    notebook.run("rows [{a: 1}]")
    notebook.session.interruptEngine()
    #expect(notebook.values("rows [{a: 2}]") == ["2"])
  }
}

extension Notebook {
  /// Runs a cell, interrupts it after so many microseconds, and expects that it stops soon.
  func interrupt(
    _ cell: String, after microseconds: UInt32, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let cancellation = Cancellation()
    let clock = ContinuousClock()
    let moment = Mutex<ContinuousClock.Instant?>(nil)
    // A thread of its own: the cell holds one of the few that tests have.
    try startThread { [session] in
      usleep(microseconds)
      moment.withLock { $0 = clock.now }
      cancellation.cancel()
      session.interruptEngine()
    }
    let answer = run(cell, cancellation: cancellation)
    let stopped = try #require(moment.withLock { $0 }, sourceLocation: sourceLocation)
    #expect(answer.codes == ["E707"], "\(answer.text)", sourceLocation: sourceLocation)
    #expect(stopped.duration(to: clock.now) < .seconds(2), sourceLocation: sourceLocation)
  }
}
