import DuckDBEngine
import FoundationEssentials
import Kernel
import Planning
import Synchronization
import Tables
import Tasks
import Testing

/// What is known of files that no cell has loaded.
@Suite(.timeLimit(.minutes(1))) struct FileLooksTests {
  private let notebook = Notebook()
  private var pattern: FileSource { FileSource("*.parquet", in: notebook.folder) }

  /// The names of the columns, once a look has found some.
  private func names(_ looks: FileLooks, of source: FileSource, until isEnough: ([String]) -> Bool)
    -> [String]
  {
    for _ in 0..<5_000 {
      let names = looks.columns(of: source)?.names ?? []
      if isEnough(names) { return names }
      sleepBriefly()
    }
    return []
  }

  @Test func `a pattern has the columns of the files that match it now`() throws {
    let folder = notebook.folder
    let looks = FileLooks { _ in
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      return Schema([Field(files[0], .int)])
    }
    #expect(looks.columns(of: pattern) == nil)
    try notebook.write("", to: "b.parquet")
    #expect(names(looks, of: pattern) { !$0.isEmpty } == ["b.parquet"])
    try notebook.write("", to: "a.parquet")
    #expect(names(looks, of: pattern) { $0 == ["a.parquet"] } == ["a.parquet"])
  }

  @Test func `a look that failed is tried again, one that succeeded is kept`() throws {
    let count = Mutex(0)
    let looks = FileLooks { _ in
      let number = count.withLock {
        $0 += 1
        return $0
      }
      if number < 3 { throw EngineError(.interrupted, "a cell began") }
      return Schema([Field("a", .int)])
    }
    try notebook.write("", to: "a.parquet")
    #expect(names(looks, of: pattern) { !$0.isEmpty } == ["a"])
    #expect(looks.columns(of: pattern)?.names == ["a"])
    #expect(count.withLock { $0 } == 3)
  }
}
