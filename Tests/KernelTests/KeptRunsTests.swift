import Kernel
import Testing

@Suite("What is done with the runs in the registry", .needsEngine)
struct KeptRunsTests {
  @Test("One run makes no chart, and several are counted by their verb")
  func charts() {
    let notebook = Notebook(keepsRuns: true)
    #expect(notebook.run("registry runs | chart").codes == ["E420"])
    notebook.run(RecordedCells.load + RecordedCells.rfm)
    #expect(notebook.run("registry runs | chart").codes == ["E420"])
    notebook.run(
      RecordedCells.rfm.replacing("segments =", with: "early =") + ", as_of: @2024-06-01")
    #expect(notebook.run("registry runs | chart").plain.contains("rfm 2"))
  }

  @Test("Two runs are compared key by key")
  func comparison() throws {
    let notebook = Notebook(keepsRuns: true)
    notebook.run(RecordedCells.load)
    notebook.run(RecordedCells.rfm)
    notebook.run(
      RecordedCells.rfm.replacing("segments =", with: "early =") + ", as_of: @2024-06-01")
    let rows = notebook.values("registry assignments 1 | summarize n = count()")
    #expect(notebook.values("segments | summarize n = count()") == rows)
    notebook.run("both = registry compare 1, 2\nsame = registry compare 1, 1")
    #expect(notebook.values("both | summarize n = count()") == rows)
    #expect(
      notebook.values(
        "both | filter before is not null and after is not null and before != after | summarize n = count()"
      )
        == notebook.values("both.agreement | select moved"))
    #expect(notebook.values("same.agreement | select adjusted_rand, moved") == ["1 0"])
    let other = notebook.values("both.agreement | select adjusted_rand")
    #expect(other != ["1"])
  }

  @Test("What is forgotten is gone, and the editor forgets nothing")
  func forgetting() throws {
    let notebook = Notebook(keepsRuns: true)
    notebook.run(RecordedCells.load + RecordedCells.rfm + " | register \"kept\"")
    let text = "registry forget 1 | filter "
    _ = notebook.session.complete(text, cursor: text.count)
    _ = notebook.session.inspect("registry forget 1", cursor: 12, detail: 0)
    #expect(notebook.values("registry runs | select run") == ["1"])
    #expect(
      notebook.values("registry forget 1 | select forgotten, kind") == ["run 1: rfm segments run"])
    #expect(notebook.values("registry runs").isEmpty)
    #expect(notebook.run("registry forget 1").codes == ["E718"])
    #expect(notebook.values("registry forget \"kept\"") == ["kept name 1"])
    #expect(notebook.run("model \"kept\"").codes == ["E718"])
  }
}
