import DuckDBEngine
import JupyterProtocol
import JupyterServer
import Kernel
import Rendering
import Synchronization
import Syntax
import Tasks
import Testing
import Verbs

/// Profiles of tables: taken while nothing runs, gone with their names, never in the way.
@Suite(.needsEngine, .timeLimit(.minutes(2))) struct ProfileTests {
  private func watched() -> Notebook {
    let notebook = Notebook()
    // However slow the machine is.
    notebook.session.watchTables(longest: .seconds(60))
    return notebook
  }

  private func values(_ session: Session, _ code: String) -> [String] {
    session.complete(code, cursor: code.unicodeScalars.count).matches.map(\.text)
  }

  @Test func `columns complete before any profile is taken, with their types alone`() {
    let notebook = Notebook()
    notebook.run("t = rows [{city: \"Riga\"}]")
    let code = "t | select ci"
    let match = notebook.session.complete(code, cursor: code.count).matches.first
    #expect(match == .init("city", type: "column", signature: "text"))
    #expect(values(notebook.session, "t | filter city == \"") == [])
  }

  @Test func `a name that is bound anew has the values of its new table`() {
    let notebook = watched()
    notebook.run("t = rows [{city: \"Riga\"}]")
    notebook.session.profiler.finish()
    #expect(values(notebook.session, "t | filter city == \"") == ["Riga"])
    notebook.run("t = rows [{city: \"Oslo\"}, {city: \"Bern\"}, {city: \"Oslo\"}]")
    notebook.session.profiler.finish()
    #expect(values(notebook.session, "t | filter city == \"") == ["Oslo", "Bern"])
  }

  @Test func `a cell that fails leaves names and profiles as they were`() {
    let notebook = watched()
    notebook.run("t = rows [{city: \"Riga\"}]")
    notebook.session.profiler.finish()
    notebook.run("t = rows [{city: \"Oslo\"}]\nt | filter nothing > 1")
    notebook.session.profiler.finish()
    #expect(values(notebook.session, "t | filter city == \"") == ["Riga"])
  }

  @Test func `a profile that a cell interrupts is taken afterwards`() throws {
    let cells = Cancellation()
    let isFirst = Mutex(true)
    let engine = HeldEngine { work in
      work !== cells
        && isFirst.withLock { isFirst in
          defer { isFirst = false }
          return isFirst
        }
    }
    let notebook = Notebook(engine: engine)
    notebook.session.watchTables(longest: .seconds(60))
    notebook.run("t = rows [{city: \"Riga\"}]", cancellation: cells)
    while engine.held.isEmpty { sleepBriefly() }
    let work = try #require(engine.held.first)
    #expect(notebook.run("rows [{a: 1}]", cancellation: cells).errors.isEmpty)
    #expect(work.isCancelled)
    notebook.session.profiler.finish()
    #expect(values(notebook.session, "t | filter city == \"") == ["Riga"])
  }

  @Test func `long texts and columns of many values are not kept as values`() {
    let notebook = watched()
    notebook.run(
      """
      t = sql \"\"\"SELECT 'id' || range AS id, repeat('x', 5000) AS long,
        repeat('y', 5000) || (range % 2) AS other FROM range(20000)\"\"\" | collect
      """)
    notebook.session.profiler.finish()
    #expect(values(notebook.session, "t | filter id == \"") == [])
    #expect(values(notebook.session, "t | filter long == \"") == [])
    let code = "t | select "
    let matches = notebook.session.complete(code, cursor: code.count).matches
    #expect(matches.allSatisfy { $0.signature.count < 120 })
  }

  @Test func `completion and help of a source that no cell opened load no database`() throws {
    let engine = DuckDB()
    let session = Session(verbs: .standard, engine: engine, workingFolder: "/")
    let code = "load sample \"orders\" | filter "
    #expect(values(session, code).contains("order_date"))
    let card = try #require(session.inspect(code + "region", cursor: code.count + 2))
    #expect(card.plain.hasPrefix("region\n"))
    #expect(engine.version == nil)
  }

  @Test func `completion answers while a cell runs`() throws {
    let notebook = watched()
    notebook.run("t = rows [{city: \"Riga\"}]")
    notebook.session.profiler.finish()
    let cancellation = Cancellation()
    let errors = Mutex<[String]?>(nil)
    try startThread {
      let slow =
        "sql \"\"\"SELECT sum(sqrt(a.range * b.range)) AS s FROM range(3000000) a, range(3000000) b\"\"\""
      let answer = notebook.run(slow, cancellation: cancellation)
      errors.withLock { $0 = answer.codes }
    }
    for _ in 0..<50 {
      #expect(values(notebook.session, "t | filter city == \"") == ["Riga"])
      #expect(errors.withLock { $0 } == nil)
    }
    while errors.withLock({ $0 }) == nil {
      cancellation.cancel()
      notebook.session.interruptEngine()
      sleepBriefly()
    }
    #expect(errors.withLock { $0 } == ["E707"])
  }

  @Test func `the card of a table has its query only where more is asked for`() throws {
    let notebook = watched()
    notebook.run("t = rows [{a: 1}]\nu = t | filter a > 0")
    let brief = try #require(notebook.session.inspect("u", cursor: 1))
    let long = try #require(notebook.session.inspect("u", cursor: 1, detail: 1))
    #expect(!brief.plain.contains("SELECT"))
    #expect(long.plain.contains("The query behind it:\n  SELECT"))
    #expect(long["text/html"]?.contains("SELECT") == true)
    #expect(long["text/markdown"]?.contains("```\nSELECT") == true)
  }

  @Test func `values stay text in every form of a card`() throws {
    let notebook = watched()
    notebook.run("t = rows [{a: \"<b>|*x*\"}, {a: \"<b>|*x*\"}]")
    notebook.session.profiler.finish()
    let card = try #require(notebook.session.inspect("t | select a", cursor: 12))
    #expect(card["text/html"]?.contains("&lt;b&gt;|*x*") == true)
    #expect(card["text/markdown"]?.contains("&lt;b&gt;\\|\\*x\\*") == true)
    #expect(card.plain.contains("<b>|*x*  2 (100.0 %)"))
  }

  @Test(arguments: [
    (["orders", "  | filter a >", "  3"], ["complete", "  ", "complete"]),
    (["orders |", "  filter a > 1 and", "  b < 2"], ["  ", "  ", "complete"]),
    (["rows [", "  {a: 1},", "]"], ["  ", "  ", "complete"]),
    (["x = \"\"\"one", "two", "three\"\"\""], ["", "", "complete"]),
    (["orders | join (other", "  | take 3", ") on id"], ["  ", "  ", "complete"]),
    (["%%sql", "select 1", ""], ["", "", "complete"]),
    (["x = 5 6", "y"], ["invalid", "invalid"]),
  ])
  func `a console knows when a cell is whole`(_ lines: [String], _ answers: [String]) {
    let session = Notebook().session
    var code = ""
    let found = lines.map { line -> String in
      code += code.isEmpty && line.isEmpty ? "" : (code.isEmpty ? line : "\n" + line)
      switch session.completeness(of: code) {
      case .complete: return "complete"
      case .incomplete(let indent): return indent
      case .invalid: return "invalid"
      case .unknown: return "unknown"
      }
    }
    #expect(found == answers)
  }
}
