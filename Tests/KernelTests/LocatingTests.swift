import DuckDBEngine
import JupyterServer
import Synchronization
import Tasks
import Testing

/// An error of values is shown at the stage that made them, with some of its rows.
@Suite("A failing value is found", .needsEngine, .timeLimit(.minutes(2)))
struct LocatingTests {
  private func answer(_ cells: String...) throws -> String {
    let notebook = Notebook()
    try notebook.write("a,b\n1,x\nz,y\n3,w\n?,v\n-,u\n+,t\n", to: "t.csv")
    return cells.map { notebook.run($0).text }.last ?? ""
  }

  @Test func `the stage is underlined, and three rows are shown`() throws {
    let text = try answer(
      "load \"t.csv\" | filter b != \"x\" | derive n = int(a) | sort n | take 2")
    #expect(
      text == #"""
        error[E710]: cannot read 'z' as int
          line 1 ▸ load "t.csv" | filter b != "x" | derive n = int(a) | sort n | take 2
                                                    ^^^^^^^^^^^^^^^^^ say what such texts become, for instance  int(x, else: null)
          such a row: a: "z", b: "y"
          such a row: a: "?", b: "v"
          such a row: a: "-", b: "u"
        """#)
  }

  @Test func `an overflow too`() throws {
    let text = try answer(
      "t = rows [{a: 9223372036854775807}]", "t | derive n = a * 3 | summarize s = sum(n)")
    #expect(text.contains("\n               ^^^^^^^^^^^^^^^^ make it a number"), "\(text)")
  }

  @Test func `a view that fails by itself is named`() throws {
    let text = try answer("v = load \"t.csv\" | derive n = int(a)", "v | sort b")
    #expect(text.contains("line 1 ▸ v | sort b\n           ^ say what"), "\(text)")
    #expect(text.contains(#"such a row: a: "z", b: "y""#), "\(text)")
  }

  @Test func `a stage that shows or saves is not to blame`() throws {
    let text = try answer("load \"t.csv\" | filter int(a) > 1 | save \"out.csv\"")
    #expect(text.contains("                         ^^^^^^^^^^^^^^^^^ say"), "\(text)")
  }

  private static let failing = "rows [{a: \"1\"}, {a: \"z\"}] | derive n = int(a)"

  @Test func `a search that takes long is given up, and the error stays`() {
    let cell = Cancellation()
    let engine = HeldEngine { $0 !== cell }
    let answer = Notebook(engine: engine).run(Self.failing, cancellation: cell)
    #expect(answer.codes == ["E710"], "\(answer.text)")
    #expect(engine.held.count == 1)
    #expect(!cell.isCancelled)
  }

  @Test func `an interrupt ends the search`() throws {
    let cell = Cancellation()
    let engine = HeldEngine { $0 !== cell }
    let waited = Mutex<Duration?>(nil)
    try startThread {
      while engine.held.isEmpty { sleepBriefly() }
      let start = ContinuousClock.now
      cell.cancel()
      engine.cancel()
      while engine.held.contains(where: { !$0.isCancelled }) { sleepBriefly() }
      waited.withLock { $0 = ContinuousClock.now - start }
    }
    let answer = Notebook(engine: engine).run(Self.failing, cancellation: cell)
    #expect(answer.codes == ["E710"], "\(answer.text)")
    #expect(engine.held.count == 1)
    while waited.withLock({ $0 }) == nil { sleepBriefly() }
    // Left alone, the search would go on for two seconds.
    #expect(try #require(waited.withLock { $0 }) < .seconds(1.5))
  }
}
