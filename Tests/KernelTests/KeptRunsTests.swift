import Kernel
import Registry
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

  @Test("A registered result with a changed byte, or cut off, is refused with the way out")
  func damage() throws {
    let notebook = Notebook(keepsRuns: true)
    notebook.run("t = rows [{a: 1, b: 2.5}, {a: 2, b: 3.5}]\nt | register \"t\"")
    let file = try Database(notebook.folder + "/.teff/registry.db")
    let bytes = try #require(try file.value("SELECT content FROM version").bytes)
    var changed = bytes
    changed[bytes.count / 2] ^= 1
    for damaged in [changed, Array(bytes[..<(bytes.count / 2)]), Array(bytes.dropLast(3))] {
      try file.run("UPDATE version SET content = ?", [.bytes(damaged)])
      let answer = notebook.run("model \"t\"")
      #expect(answer.codes == ["E717"])
      #expect(answer.text.contains("version 1 of \"t\" is damaged"), "\(answer.text)")
      #expect(answer.text.contains("register it again"), "\(answer.text)")
    }
    #expect(notebook.run("t | register \"t\"").errors.isEmpty)
    #expect(notebook.values("model \"t\" | select a") == ["1", "2"])
    let other = notebook.run("model \"t\", version: 1")
    #expect(other.codes == ["E717"])
    #expect(other.text.contains("take another version, such as `version: 2`"), "\(other.text)")
  }
}
