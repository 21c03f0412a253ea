import Kernel
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
  func query(cell: String) async throws {
    let notebook = Notebook()
    notebook.run("kept = rows [{a: 1}]")
    let cancellation = Cancellation()
    let clock = ContinuousClock()
    async let stopped: ContinuousClock.Instant = {
      try await Task.sleep(for: .milliseconds(300))
      let moment = clock.now
      cancellation.cancel()
      notebook.session.interruptEngine()
      return moment
    }()
    let answer = await Task.detached { notebook.run(cell, cancellation: cancellation) }.value
    let end = clock.now
    #expect(answer.codes == ["E707"], "\(answer.text)")
    #expect(try await stopped.duration(to: end) < .seconds(2))
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
