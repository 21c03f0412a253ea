import DuckDBEngine
import FoundationEssentials
import Planning
import Tables
import Testing

struct SaveTests {
  static let engine = DuckDB()
  let files: Files

  init() throws { files = try Files() }

  static let query = """
    SELECT * FROM (VALUES
      (1, 'a, "b"', DATE '2020-01-02', TIMESTAMP '2020-01-02 03:04:05', [1, 2], INTERVAL 90 SECONDS, 0.5::DOUBLE),
      (2, '', NULL, NULL, NULL, INTERVAL '-1.25' SECONDS, 'nan'::DOUBLE),
      (3, NULL, NULL, NULL, [], NULL, NULL)) t(i, t, d, dt, l, s, n) ORDER BY i
    """

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(files.folder)/\(name)")), as: UTF8.self)
  }

  @Test("CSV has a header, ISO dates, empty nulls, lists as JSON, durations in ISO 8601")
  func csv() throws {
    let rows = try Self.engine.save(Self.query, to: "\(files.folder)/new/folder/a.csv", as: .csv)
    #expect(rows == 3)
    #expect(
      try text("new/folder/a.csv") == """
        i,t,d,dt,l,s,n
        1,"a, ""b\""",2020-01-02,2020-01-02T03:04:05,"[1,2]",PT90S,0.5
        2,"",,,,-PT1.25S,
        3,,,,[],,

        """)
    let left = try FileManager.default.contentsOfDirectory(atPath: "\(files.folder)/new/folder")
    #expect(left == ["a.csv"])
  }

  @Test(
    "What is saved loads again",
    arguments: [
      ("a.csv", FileFormat.csv), ("a.csv.gz", .csv), ("a.tsv", .tsv), ("a.json", .json),
      ("a.parquet", .parquet),
    ])
  func roundTrip(_ name: String, _ format: FileFormat) throws {
    let query =
      "SELECT i, 'text ' || i AS t, DATE '2020-01-01' + i::INTEGER AS d, TIMESTAMP '2020-01-01' + to_microseconds(i * 1000003) AS at, i / 8 AS x FROM range(5000) r(i)"
    #expect(try Self.engine.save(query, to: "\(files.folder)/\(name)", as: format) == 5000)
    let loaded = try Self.engine.load(FileSource(name, in: files.folder))
    let before = try Self.engine.collect(query)
    let after = try Self.engine.collect("SELECT * FROM \(loaded.scan.relation)")
    #expect(after.schema == before.schema)
    #expect(after.columns.map(\.values) == before.columns.map(\.values))
  }

  @Test("Datetimes are ISO 8601 in JSON")
  func jsonDatetimes() throws {
    let query = "SELECT TIMESTAMP '2020-01-02 03:04:05' AS at"
    _ = try Self.engine.save(query, to: "\(files.folder)/a.json", as: .json)
    #expect(try text("a.json").contains("\"2020-01-02T03:04:05\""))
  }

  @Test("A file may be saved over itself")
  func overItself() throws {
    let path = "\(files.folder)/a.parquet"
    _ = try Self.engine.save("SELECT i FROM range(10) r(i)", to: path, as: .parquet)
    let loaded = try Self.engine.load(FileSource("a.parquet", in: files.folder))
    let query = "SELECT i FROM \(loaded.scan.relation) WHERE i < 4"
    #expect(try Self.engine.save(query, to: path, as: .parquet) == 4)
    #expect(try Self.engine.collect("SELECT * FROM \(loaded.scan.relation)").rowCount == 4)
  }

  @Test(
    "A save that fails leaves the old file and nothing else, and does not hang",
    .timeLimit(.minutes(1)), arguments: [FileFormat.csv, .parquet])
  func failure(_ format: FileFormat) throws {
    try files.write("a.csv", "old\n")
    for _ in 0..<20 {
      let error = #expect(throws: EngineError.self) {
        try Self.engine.save(
          "SELECT CASE WHEN i < 100000 THEN i ELSE error('boom') END AS i FROM range(200000) r(i)",
          to: "\(files.folder)/a.csv", as: format)
      }
      #expect(error?.message.contains("boom") == true)
    }
    #expect(try text("a.csv") == "old\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.folder) == ["a.csv"])
  }

  @Test("A target that cannot be written is an error that names it")
  func unwritable() throws {
    try files.write("file", "x")
    let within = #expect(throws: EngineError.self) {
      try Self.engine.save("SELECT 1 AS a", to: "\(files.folder)/file/a.csv", as: .csv)
    }
    #expect(within?.message == "the folder of `a.csv` cannot be made")
    let folder = #expect(throws: EngineError.self) {
      try Self.engine.save("SELECT 1 AS a", to: files.folder, as: .csv)
    }
    #expect(folder?.message.hasSuffix("is a folder") == true)
    #expect(throws: EngineError.self) {
      try Self.engine.save("SELECT 1 AS a", to: "/proc/a.csv", as: .csv)
    }
  }
}
