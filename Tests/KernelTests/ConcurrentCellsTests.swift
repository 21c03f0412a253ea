import FoundationEssentials
import Glibc
import JupyterServer
import Kernel
import Language
import Rendering
import Synchronization
import Syntax
import Tasks
import Testing

/// Cells of one session at once, as subshells have them.
@Suite("Cells beside each other", .serialized, .needsEngine, .timeLimit(.minutes(2)))
struct ConcurrentCellsTests {
  private static let slow = """
    sql \"\"\"SELECT sum(sqrt(a.range * b.range)) AS s FROM range(3000000) a, range(3000000) b\"\"\"
    """

  @Test("A cell is answered while another one computes, and an interrupt stops only its own")
  func beside() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}, {a: 2}]")
    let cancellations = [Cancellation(), Cancellation()]
    let long = cancellations.map { cancellation in
      BackgroundCell { notebook.run(Self.slow, cancellation: cancellation).codes }
    }
    usleep(300_000)
    #expect(notebook.values("t | summarize s = sum(a)") == ["3"])
    #expect(long.allSatisfy { !$0.isDone })
    cancellations[0].cancel()
    notebook.session.interruptEngine()
    #expect(long[0].answer == ["E707"])
    #expect(notebook.values("t | filter a > 1") == ["2"])
    #expect(!long[1].isDone)
    cancellations[1].cancel()
    notebook.session.interruptEngine()
    #expect(long[1].answer == ["E707"])
  }

  @Test("Interrupts of one cell never hit another, again and again")
  func manyInterrupts() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}, {a: 2}]")
    let interrupted = BackgroundCell {
      (0..<30).map { _ in
        let cancellation = Cancellation()
        let canceller = BackgroundCell {
          usleep(20_000)
          cancellation.cancel()
          notebook.session.interruptEngine()
          return [] as [String]
        }
        let codes = notebook.run(Self.slow, cancellation: cancellation).codes
        _ = canceller.answer
        return codes.joined()
      }
    }
    var count = 0
    while !interrupted.isDone {
      #expect(
        notebook.values("t | summarize s = sum(a * \(count % 300))") == ["\(3 * (count % 300))"])
      count += 1
    }
    #expect(interrupted.answer == Array(repeating: "E707", count: 30))
  }

  @Test("The names of cells that end beside each other are all kept")
  func names() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}]\nother = rows [{a: 5}]")
    let paused = PausedCell(
      """
      first = t | derive b = a + 1
      def twice(x) = x * 2
      t | show
      second = first | derive c = b + 1
      t = rows [{a: 7}]
      """, in: notebook)
    notebook.run("between = rows [{a: 3}]\ndef thrice(x) = x * 3\nother = rows [{a: 6}]")
    notebook.run("t = rows [{a: 8}]")
    #expect(paused.finish().isEmpty)
    #expect(
      notebook.session.workspace.order == ["t", "other", "between", "first", "second"])
    #expect(notebook.values("second | select c") == ["3"])
    #expect(notebook.values("between | derive b = twice(thrice(a)) | select b") == ["18"])
    #expect(notebook.values("other") == ["6"])
    // Who ends last has the last word on a name that both bound.
    #expect(notebook.values("t") == ["7"])
  }

  @Test("A cell that fails beside another one changes nothing")
  func failure() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}]")
    let paused = PausedCell("t | show\nt = rows [{a: 2}]\nnowhere | show", in: notebook)
    notebook.run("t = rows [{a: 3}]\nu = t")
    #expect(paused.finish() == ["E102"])
    #expect(notebook.values("t") == ["3"])
    #expect(notebook.session.workspace.order == ["t", "u"])
  }

  @Test("A cell reads its tables to its end, whatever others bind anew meanwhile")
  func tables() {
    let notebook = Notebook()
    let count = """
      sql \"\"\"SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'stored'\"\"\"
      """
    notebook.run("t = rows [{a: 1}, {a: 2}]")
    let before = notebook.values(count)
    let paused = PausedCell("t | show\nn = t | summarize s = sum(a) | collect", in: notebook)
    for _ in 0..<3 { notebook.run("t = rows [{a: 100}]") }
    #expect(paused.finish().isEmpty)
    #expect(notebook.values("n") == ["3"])
    notebook.run("n = 1")
    notebook.run("1 + 1")
    #expect(notebook.values(count) == before)
  }

  @Test("Settings of cells beside each other are all kept, and hold for their own cell at once")
  func settings() {
    let notebook = Notebook()
    let instant = "sql \"\"\"SELECT TIMESTAMPTZ '2020-07-01 12:00:00Z' AS t\"\"\""
    let paused = PausedCell(
      "use seed 7\nrows [{a: 1}] | show\nz = \(instant) | collect", in: notebook)
    notebook.run("use timezone \"Europe/London\"")
    #expect(notebook.values(instant).first?.contains("13:00") == true)
    #expect(paused.finish().isEmpty)
    #expect(notebook.values("z").first?.contains("12:00") == true)
    #expect(notebook.values(instant).first?.contains("13:00") == true)
    let draw = "rows [{a: 1}, {a: 2}, {a: 3}, {a: 4}, {a: 5}, {a: 6}] | sample 3"
    #expect(notebook.values(draw) == Notebook().values("use seed 7\n" + draw))
  }

  @Test("Cells that save to one file at once leave one whole file")
  func saving() throws {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}, {a: 2}]")
    let saving = (0..<2).map { _ in
      BackgroundCell {
        (0..<10).flatMap { _ in notebook.run("t | save \"out.csv\"").codes }
      }
    }
    for cell in saving { #expect(cell.answer.isEmpty) }
    let names = try FileManager.default.contentsOfDirectory(atPath: notebook.folder)
    #expect(names == ["out.csv"])
    #expect(notebook.values("load \"out.csv\"") == ["1", "2"])
  }
}

/// Work on a thread of its own: cells hold one of the few that tests have.
private final class BackgroundCell: Sendable {
  private let result = Mutex<[String]?>(nil)

  init(_ body: @escaping @Sendable () -> [String]) {
    do {
      try startThread(stackSize: 8 << 20) {
        let value = body()
        self.result.withLock { $0 = value }
      }
    } catch {
      result.withLock { $0 = ["\(error)"] }
    }
  }

  var isDone: Bool { result.withLock { $0 != nil } }

  /// What the work gave, once it is done.
  var answer: [String] {
    while true {
      if let value = result.withLock({ $0 }) { return value }
      usleep(1_000)
    }
  }
}

/// A cell that stops where it first displays something, until it is told to finish.
private final class PausedCell: OutputTarget {
  private struct State {
    var isPaused = false
    var mayGoOn = false
  }

  private let state = Mutex(State())
  private let cell = Mutex<BackgroundCell?>(nil)

  /// Starts the cell, and returns when it has stopped.
  init(_ text: String, in notebook: Notebook) {
    let cell = BackgroundCell {
      let source = CellSource(text, .cell(nil))
      return notebook.session.run(
        text, source: source, cancellation: Cancellation(), output: self
      ).map(\.code)
    }
    self.cell.withLock { $0 = cell }
    while !state.withLock({ $0.isPaused }), !cell.isDone { usleep(1_000) }
  }

  /// Lets the cell go on, and gives the codes of its errors.
  func finish() -> [String] {
    state.withLock { $0.mayGoOn = true }
    return cell.withLock { $0 }?.answer ?? []
  }

  func display(_ bundle: MIMEBundle) {
    state.withLock { $0.isPaused = true }
    while !state.withLock({ $0.mayGoOn }) { usleep(1_000) }
  }

  func result(_ bundle: MIMEBundle) {}
  func stream(_ text: String) {}
  func replace(_ bundle: MIMEBundle, id: String, isFirst: Bool) {}
}
