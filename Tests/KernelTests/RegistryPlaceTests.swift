import Glibc
import Planning
import Registry
import Testing

@Suite("Where the registry can be kept, and what is said where it cannot", .needsEngine)
struct RegistryPlaceTests {
  /// A folder in which nothing can be made, by whoever runs the tests.
  private static let closed = (["/", "/sys", "/proc/sys"] as [String]).first {
    access($0, W_OK | X_OK) != 0
  }

  @Test(
    "A registry that can never be kept says so",
    .enabled(if: closed != nil, "every folder can be written"))
  func closedFolder() throws {
    let closed = try #require(Self.closed)
    let notebook = Notebook(registryPath: (closed == "/" ? "" : closed) + "/teff-none/registry.db")
    let told = notebook.run("registry runs").plain
    #expect(told.contains("nothing can be kept in it: \(closed) cannot be written: "), "\(told)")
    #expect(notebook.run("registry datasets").plain.contains("nothing can be kept in it"))
  }

  @Test("A registry that is not there yet, but can be, is an empty one without a word")
  func notYet() {
    let folder = Notebook()
    for path in ["\(folder.folder)/registry.db", "\(folder.folder)/a/b/registry.db"] {
      let answer = Notebook(registryPath: path).run("registry runs")
      #expect(answer.errors.isEmpty && !answer.plain.contains("nothing can be kept"))
    }
  }

  @Test("A registry that cannot be read is no empty one")
  func unreadable() {
    let notebook = Notebook(registryPath: "/etc/hostname/registry.db")
    let answer = notebook.run("registry runs")
    #expect(answer.codes == ["E717"])
    #expect(answer.text.contains("is not a folder"))
    #expect(notebook.run("registry datasets").codes == ["E717"])
  }

  @Test("Sessions that keep no runs make no file, and an empty path is no registry")
  func off() {
    let silent = Notebook()
    silent.run(RecordedCells.load + RecordedCells.rfm)
    #expect(!silent.hasRegistry)
    let off = Notebook(keepsRuns: true, registryPath: "")
    #expect(off.run(RecordedCells.load + RecordedCells.rfm).outputs.isEmpty)
    #expect(off.run("registry runs").text.contains("TEFF_REGISTRY is off"))
    #expect(!off.hasRegistry)
  }

  @Test("A registry that cannot be written is one warning, and the result is there")
  func unwritable() throws {
    let notebook = Notebook(keepsRuns: true, registryPath: "/proc/teff/registry.db")
    let first = notebook.run(RecordedCells.load + RecordedCells.rfm)
    #expect(first.errors.isEmpty)
    #expect(first.outputs.count == 1)
    #expect(first.plain.contains("TEFF_REGISTRY"))
    #expect(notebook.run(RecordedCells.rfm).outputs.isEmpty)
    #expect(!notebook.values("segments | take 1").isEmpty)
  }

  @Test("While another notebook writes, a cell waits a moment, says so, and succeeds")
  func locked() throws {
    let notebook = Notebook(keepsRuns: true)
    notebook.run(RecordedCells.load + RecordedCells.rfm)
    let other = try Database(notebook.folder + "/.teff/registry.db")
    try other.run("BEGIN EXCLUSIVE")
    let cell = notebook.run(RecordedCells.rfm + ", ties: together")
    #expect(cell.errors.isEmpty)
    #expect(cell.plain.contains("another notebook is writing"))
    try other.run("COMMIT")
    #expect(notebook.run(RecordedCells.rfm + ", ties: together").outputs.isEmpty)
    #expect(notebook.values("registry runs | select run") == ["2", "1"])
  }

  @Test("What another file would not mend names none")
  func unmarked() {
    let engine = HeldEngine(
      where: { _ in false },
      marking: { _ in throw EngineError(.query, "the rows have no mark\nLINE 1: SELECT") })
    let notebook = Notebook(engine: engine, keepsRuns: true)
    let answer = notebook.run(RecordedCells.load + RecordedCells.rfm)
    #expect(answer.errors.isEmpty)
    let told = answer.plain
    #expect(told.contains("not kept in the registry: the rows have no mark"), "\(told)")
    #expect(told.contains("set TEFF_REGISTRY to off"), "\(told)")
    #expect(!told.contains("another file") && !told.contains("LINE 1"), "\(told)")
  }
}
