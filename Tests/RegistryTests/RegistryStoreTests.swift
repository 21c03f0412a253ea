import FoundationEssentials
import Glibc
import Registry
import Tables
import TestSupport
import Testing

@Suite("The registry")
struct RegistryStoreTests {
  private let place: TestFolder
  let path: String

  init() throws {
    place = try TestFolder()
    path = place.path + "/.teff/registry.db"
  }

  private func open() throws -> RegistryStore {
    try RegistryStore(path: path, ownsFolder: true, patience: 2_000)
  }

  private func run(_ verb: String = "cluster", rows: Int = 3) -> RegistryRun {
    RegistryRun(
      verb: verb, name: "groups", started: 1_700_000_000_000_000, rows: rows, seed: 42,
      duration: 0.25, engine: "duckdb", dataset: "abc", notebook: "report.ipynb", cell: 7,
      parameters: [.init("k", "4"), .init("linkage", "ward")], metrics: [.init("silhouette", "0.5")]
    )
  }

  @Test("A run is read back with its parameters, metrics and assignments")
  func roundTrip() throws {
    let store = try open()
    let assignments = RegistryStore.Assignments(
      keys: Column([.text("C1"), .text("it's"), .null], type: .text),
      groups: Column([.int(1), .int(2), .null], type: .int))
    let number = try store.add(run(), assignments)
    #expect(number == 1)
    #expect(try store.add(run("rfm")) == 2)
    let again = try open()
    var expected = run()
    expected.number = 1
    #expect(try again.run(1) == expected)
    #expect(try again.runs().map(\.number) == [2, 1])
    #expect(try again.assignments(of: 1) == assignments)
    #expect(try again.assignments(of: 2) == nil)
    #expect(try again.run(3) == nil)
  }

  @Test("Keys of every type come back as they were")
  func keyTypes() throws {
    let store = try open()
    let columns = [
      Column([.int(.min), .int(.max)], type: .int),
      Column([.number(0.1), .number(-3)], type: .number),
      Column([.date(-5), .date(20_000)], type: .date),
      Column([.datetime(-1), .datetime(1)], type: .datetime),
      Column([.bool(true), .bool(false)], type: .bool),
      Column([.text(""), .text("é\u{0}x")], type: .text),
    ]
    for keys in columns {
      let assignments = RegistryStore.Assignments(
        keys: keys, groups: Column([.text("a"), .text("b")], type: .text))
      let number = try store.add(run(), assignments)
      #expect(try store.assignments(of: number)?.keys == keys)
    }
  }

  @Test("A deleted run is gone with its assignments, and its number is not given again")
  func deletion() throws {
    let store = try open()
    let column = Column([.int(1)], type: .int)
    try store.add(run(), .init(keys: column, groups: column))
    #expect(try store.deleteRun(1) == 1)
    #expect(try store.deleteRun(1) == nil)
    #expect(try store.runs().isEmpty)
    #expect(try store.assignments(of: 1) == nil)
    #expect(try store.add(run()) == 2)
  }

  @Test("A run that is done again with the same outcome keeps its number, another outcome is new")
  func repetition() throws {
    let store = try open()
    var run = run()
    run.identity = "a"
    let keys = Column([.int(1), .int(2)], type: .int)
    let groups = Column([.text("x"), .text("y")], type: .text)
    let others = Column([.text("x"), .text("x")], type: .text)
    #expect(try store.add(run, .init(keys: keys, groups: groups)) == 1)
    run.started += 5
    run.cell = 9
    #expect(try store.add(run, .init(keys: keys, groups: groups)) == 1)
    #expect(try store.runs().map(\.cell) == [9])
    #expect(try store.runs().map(\.started) == [run.started])
    #expect(try store.add(run, .init(keys: keys, groups: others)) == 2)
    run.metrics = []
    #expect(try store.add(run, .init(keys: keys, groups: others)) == 3)
    #expect(try store.assignments(of: 1)?.groups == groups)
    run.identity = nil
    #expect(try store.add(run) != store.add(run))
  }

  @Test("Many assignments are kept in one piece, and read back alike")
  func manyAssignments() throws {
    let store = try open()
    let count = RegistryStore.mostAssignmentRows + 1
    let keys = Column(.text(TextColumn((0..<count).map { "C\($0)" })))
    let groups = Column((0..<count).map { .int(Int64($0 % 3)) }, type: .int)
    let assignments = RegistryAssignments(keys: keys, groups: groups, groupName: "cluster")
    try store.add(run(), assignments)
    #expect(try store.assignments(of: 1) == assignments)
    #expect(try Database(path).value("SELECT count(*) FROM assignment").integer == 0)
    #expect(try store.deleteRun(1) == count)
    #expect(try Database(path).value("SELECT count(*) FROM assignment_table").integer == 0)
  }

  @Test("Beyond the bounds the oldest runs go first, and the last one never")
  func bounds() throws {
    let store = try open()
    var bounds = RegistryStore.Bounds()
    bounds.runs = 3
    bounds.assignments = 10
    let column = Column((0..<4).map { .int($0) }, type: .int)
    for _ in 0..<5 {
      try store.add(run(), .init(keys: column, groups: column), bounds: bounds)
    }
    #expect(try store.runs().map(\.number) == [5, 4])
    for _ in 0..<4 { try store.add(run(), bounds: bounds) }
    #expect(try store.runs().map(\.number) == [9, 8, 7])
    let many = Column((0..<20).map { .int($0) }, type: .int)
    try store.add(run(), .init(keys: many, groups: many), bounds: bounds)
    #expect(try store.runs().map(\.number) == [10])
  }

  @Test("Data sets go with the last run that worked on them, those of a join too")
  func datasetsOfRuns() throws {
    let store = try open()
    let first = RegistryDataset(name: "a", fingerprint: "abc", rows: 2, columns: 3)
    let joined = RegistryDataset(name: "b", fingerprint: "def", rows: 5, columns: 2)
    try store.add(run(), datasets: [first, joined])
    try store.add(run(), datasets: [joined])
    #expect(try store.datasets(of: 1) == [first, joined])
    #expect(try store.datasets().map(\.name) == ["a", "b"])
    try store.deleteRun(1)
    #expect(try store.datasets() == [joined])
    try store.deleteRun(2)
    #expect(try store.datasets().isEmpty)
  }

  @Test("A file of the first release is brought up to date, and loses nothing")
  func migration() throws {
    do {
      let store = try open()
      let column = Column([.int(1), .int(2)], type: .int)
      let data = RegistryDataset(name: "a", fingerprint: "abc", rows: 2, columns: 3)
      try store.add(run(), .init(keys: column, groups: column), datasets: [data])
      _ = try store.register("rfm", kind: "table", note: nil, content: [1], now: 1)
      for statement in [
        "DROP TABLE run_dataset",
        "DROP TABLE assignment_table", "DROP INDEX run_identity",
        "ALTER TABLE run DROP COLUMN identity", "ALTER TABLE run DROP COLUMN outcome",
        "ALTER TABLE run DROP COLUMN assigned", "ALTER TABLE run DROP COLUMN group_name",
        "PRAGMA user_version = 1",
      ] { try Database(path).run(statement) }
    }
    let store = try open()
    #expect(try store.runs().map(\.verb) == ["cluster"])
    #expect(try store.assignments(of: 1)?.count == 2)
    #expect(try store.content(of: "rfm", version: nil)?.content == [1])
    #expect(try store.datasets(of: 1).map(\.name) == ["a"])
    #expect(try store.deleteRun(1) == 2)
    #expect(try store.datasets().isEmpty)
  }

  @Test("Equal content keeps its version, other content gets the next")
  func versions() throws {
    let store = try open()
    #expect(try store.register("rfm", kind: "table", note: "a", content: [1], now: 1) == (1, true))
    #expect(try store.register("rfm", kind: "table", note: nil, content: [1], now: 2) == (1, false))
    #expect(try store.register("rfm", kind: "table", note: nil, content: [2], now: 3) == (2, true))
    #expect(try store.register("rfm", kind: "table", note: nil, content: [1], now: 4) == (3, true))
    #expect(try store.register("empty", kind: "table", note: nil, content: [], now: 4) == (1, true))
    #expect(try store.content(of: "rfm", version: nil)?.version.version == 3)
    #expect(try store.content(of: "rfm", version: 2)?.content == [2])
    #expect(try store.content(of: "rfm", version: 9) == nil)
    #expect(try store.content(of: "empty", version: nil)?.content == [])
    #expect(try store.versions().map(\.version) == [1, 3, 2, 1])
    #expect(try store.versions().map(\.note) == [nil, nil, nil, "a"])
    #expect(try store.versions().dropFirst().allSatisfy { $0.size > 0 })
    #expect(try store.deleteVersions(of: "rfm") == 3)
    #expect(try store.versions().map(\.name) == ["empty"])
  }

  @Test("Content that was changed in the file is told from whole content, of earlier releases too")
  func damage() throws {
    let store = try open()
    let content = (0..<1_003).map { UInt8(truncatingIfNeeded: $0) }
    #expect(
      try store.register("m", kind: "model", note: nil, content: content, now: 1) == (1, true))
    let file = try Database(path)
    func write(_ bytes: [UInt8]) throws {
      try file.run("UPDATE version SET content = ?", [.bytes(bytes)])
    }
    let stored = try #require(try file.value("SELECT content FROM version").bytes)
    for place in Array(stride(from: 0, to: content.count, by: 59)) + [content.count - 1] {
      var changed = stored
      changed[place] ^= 4
      try write(changed)
      let found = try #require(try store.content(of: "m", version: nil))
      #expect(found.content == nil, "byte \(place)")
    }
    try write(Array(stored[..<500] + stored[540...]))
    let cut = try #require(try store.content(of: "m", version: nil))
    #expect(cut.content == nil)
    // Damaged content is not equal to what is registered again.
    #expect(
      try store.register("m", kind: "model", note: nil, content: content, now: 2) == (2, true))
    #expect(try store.content(of: "m", version: nil)?.content == content)
    try write(content)
    #expect(try store.content(of: "m", version: 2)?.content == content)
    #expect(
      try store.register("m", kind: "model", note: nil, content: content, now: 3) == (2, false))
  }

  @Test("A data set that is seen again is one row with its last name")
  func datasets() throws {
    let store = try open()
    for (name, mark) in [("a", "1"), ("b", "1"), ("a", "2")] {
      let data = RegistryDataset(name: name, fingerprint: mark, rows: 2, columns: 3)
      try store.add(run(), datasets: [data])
    }
    #expect(try store.datasets().map { "\($0.name)\($0.fingerprint)" } == ["a2", "b1"])
  }

  @Test("File and folder are their owner's alone")
  func rights() throws {
    _ = try open()
    func rights(_ path: String) -> mode_t {
      var status = stat()
      return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
    #expect(rights(path) == 0o600)
    #expect(rights(String(path.dropLast("/registry.db".count))) == 0o700)
  }

  @Test("Two kernels that write at once lose nothing")
  func twoWriters() async throws {
    _ = try open()
    let path = path
    let numbers = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let store = try RegistryStore(path: path, ownsFolder: true, patience: 20_000)
          let column = Column((0..<50).map { .int($0) }, type: .int)
          return try (0..<10).map { _ in
            try store.add(
              RegistryRun(verb: "rfm", started: 0, rows: 50, engine: "duckdb"),
              .init(keys: column, groups: column))
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(numbers).count == 40)
    let store = try open()
    #expect(try store.runs().count == 40)
    for number in numbers { #expect(try store.assignments(of: number)?.keys.count == 50) }
  }

  @Test("A file of a later release, a file that is none, and a full disk are told")
  func refusals() throws {
    do {
      let store = try open()
      _ = store
      let raw = try Database(path)
      try raw.run("PRAGMA user_version = 99")
    }
    let later = #expect(throws: DatabaseError.self) { try open() }
    #expect(later?.message.contains("later release") == true)
    try Data("this is no database, only a text that is long enough".utf8).write(
      to: URL(filePath: path))
    #expect(throws: DatabaseError.self) { try open() }
  }

  @Test("When the file may not grow, the error says so and the run is not half there")
  func full() throws {
    let store = try open()
    try store.add(run())
    let pages = try store.pageLimit(to: 40)
    #expect(pages == 40)
    let column = Column((0..<20_000).map { .int($0) }, type: .int)
    let error = #expect(throws: DatabaseError.self) {
      try store.add(run(), .init(keys: column, groups: column))
    }
    #expect(error?.isFull == true)
    #expect(try store.runs().count == 1)
    #expect(try store.add(run()) == 2)
  }
}
