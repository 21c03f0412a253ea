import DuckDBEngine
import FoundationEssentials
import Planning
import Tables
import Testing

/// JSON, Parquet and packed files.
struct OtherFileTests {
  static let engine = DuckDB()
  let files: Files

  init() throws { files = try Files() }

  private func read(
    _ name: String, change: (inout FileSource) -> Void = { _ in }
  ) throws -> (table: Table, loaded: LoadedFiles) {
    var source = FileSource(name, in: files.folder)
    change(&source)
    let loaded = try Self.engine.load(source)
    return (try Self.engine.collect("SELECT * FROM \(loaded.scan.relation)"), loaded)
  }

  private func write(_ sql: String, to name: String, _ options: String = "") throws {
    try Self.engine.execute("COPY (\(sql)) TO '\(files.folder)/\(name)' \(options)")
  }

  @Test("A packed text file is read like an unpacked one")
  func gzip() throws {
    let query = "SELECT i, 'row ' || i AS t FROM range(300000) r(i)"
    try write(query, to: "a.csv.gz", "(COMPRESSION gzip)")
    let (table, loaded) = try read("a.csv.gz")
    #expect(table.schema == Schema([Field("i", .int), Field("t", .text)]))
    #expect(table.rowCount == 300_000)
    #expect(table.row(299_999) == [.int(299_999), .text("row 299999")])
    #expect(loaded.scan.name == "a.csv.gz")
  }

  @Test("A packed file that is cut off is an error")
  func damagedGzip() throws {
    try write("SELECT i, hash(i) AS h FROM range(50000) r(i)", to: "a.csv.gz", "(COMPRESSION gzip)")
    let path = "\(files.folder)/a.csv.gz"
    let data = try Data(contentsOf: URL(filePath: path))
    try data.prefix(data.count / 2).write(to: URL(filePath: path))
    let error = #expect(throws: EngineError.self) { try read("a.csv.gz") }
    #expect(error?.message == "`a.csv.gz` is damaged or cut off: it does not unpack")
  }

  static let json = """
    [{"id": 1, "name": "Ann", "tags": ["a", "b"], "born": "1990-05-01", "at": "08:30",
      "key": "F0112233-4455-6677-8899-AABBCCDDEEFF", "more": {"x": 1}},
     {"id": 2, "name": null, "score": 1.5, "tags": [], "at": "09:00",
      "key": "00112233-4455-6677-8899-aabbccddeeff"}]
    """

  @Test(
    "JSON: texts stay as they are, lists stay lists, objects are hidden",
    arguments: [
      "a.json", "a.jsonl", "a.ndjson",
    ])
  func json(_ name: String) throws {
    var text = Self.json
    if name != "a.json" {
      text = text.replacing("\n  ", with: "").replacing("},\n", with: "}\n").replacing(
        "[{", with: "{"
      )
      .replacing("}]", with: "}")
    }
    try files.write(name, text)
    let (table, loaded) = try read(name)
    #expect(table["id"] == Column(.int([1, 2])))
    #expect(table["name"]?.values == [.text("Ann"), .null])
    #expect(table["tags"]?.values == [.list([.text("a"), .text("b")]), .list([])])
    #expect(table["born"]?.type == .date)
    #expect(table["at"]?.values == [.text("08:30"), .text("09:00")])
    #expect(table["key"]?[0] == .text("F0112233-4455-6677-8899-AABBCCDDEEFF"))
    #expect(table["score"]?.values == [.null, .number(1.5)])
    #expect(!table.schema.contains("more"))
    #expect(loaded.notices == ["column `more` is hidden: STRUCT values have no place in a table"])
    #expect(loaded.scan.rowCount == 2)
  }

  @Test("JSON: texts that are all ISO datetimes become datetimes")
  func jsonInstants() throws {
    try files.write(
      "a.jsonl",
      """
      {"a": "1970-01-01T00:00:01", "b": "1970-01-01T01:00:00.5+01:00", "c": "1970-01-01 00:00", "d": null}
      {"a": "1970-01-01 00:00:00.25", "b": "1970-01-01T00:00:00Z", "c": "soon", "d": null}
      """)
    let (table, loaded) = try read("a.jsonl")
    #expect(table["a"]?.values == [.datetime(1_000_000), .datetime(250_000)])
    #expect(table["b"]?.values == [.datetime(500_000), .datetime(0)])
    #expect(table["c"]?.values == [.text("1970-01-01 00:00"), .text("soon")])
    #expect(loaded.scan.schema == table.schema)
  }

  @Test("Broken JSON is an error in the engine's words")
  func brokenJSON() throws {
    try files.write("a.jsonl", "{\"a\": 1}\n{\"a\": \n")
    let error = #expect(throws: EngineError.self) { try read("a.jsonl") }
    #expect(error?.kind == .badFile)
    #expect(error?.message.hasPrefix("`a.jsonl` does not read as JSON: ") == true)
    #expect(error?.message.contains("Malformed JSON") == true)
  }

  @Test("Parquet stays where it is and has our types")
  func parquet() throws {
    try write(
      "SELECT i::INTEGER AS i, i::DECIMAL(9,2) AS d, 'nan'::FLOAT AS f, 'x'::BLOB AS b FROM range(3) r(i)",
      to: "a.parquet")
    let (table, loaded) = try read("a.parquet")
    #expect(
      table.schema == Schema([Field("i", .int), Field("d", .number), Field("f", .number)]))
    #expect(table["f"]?.values == [.null, .null, .null])
    #expect(loaded.notices == ["column `b` is hidden: BLOB values have no place in a table"])
    #expect(loaded.scan.rowCount == 3)
    try write(
      "SELECT i::INTEGER AS i, 0.5::DECIMAL(9,2) AS d, 0.5::FLOAT AS f FROM range(2) r(i)",
      to: "a.parquet")
    #expect(
      try Self.engine.collect("SELECT f FROM \(loaded.scan.relation)")["f"]?[1] == .number(0.5))
  }

  @Test("Parquet files of a pattern are joined by column names")
  func parquetPattern() throws {
    try write("SELECT 1 AS a, 'x' AS b", to: "p1.parquet")
    try write("SELECT 'y' AS b, 2 AS a", to: "p2.parquet")
    let (table, _) = try read("p*.parquet") {
      $0.includesFileName = true
      $0.types = ["a": .number]
    }
    #expect(table.row(0) == [.number(1), .text("x"), .text("p1.parquet")])
    #expect(table.row(1) == [.number(2), .text("y"), .text("p2.parquet")])
  }

  @Test("A file that is no Parquet is an error in the engine's words")
  func brokenParquet() throws {
    try files.write("a.parquet", "not parquet")
    let error = #expect(throws: EngineError.self) { try read("a.parquet") }
    #expect(error?.kind == .badFile)
    #expect(error?.message.hasPrefix("`a.parquet` does not read as Parquet: ") == true)
  }

  @Test("Files of several kinds are not mixed")
  func mixedKinds() throws {
    try files.write("m1.csv", "a\n1\n")
    try files.write("m2.json", "[{\"a\": 1}]")
    let error = #expect(throws: EngineError.self) { try read("m*") }
    #expect(error?.message == "`m*` matches files of several kinds")
  }

  @Test("A path with quotes and spaces is read")
  func strangePath() throws {
    try files.write("it's a file.csv", "a,b\n1,2\n")
    #expect(try read("it's a file.csv").table.rowCount == 1)
    try files.write("it's.json", "[{\"a\": 1}]")
    #expect(try read("it's.json").table.rowCount == 1)
  }
}

/// The real data, where `TEFF_DATA` names its folder.
struct RealFileTests {
  static let data = ProcessInfo.processInfo.environment["TEFF_DATA"]

  @Test(
    "Online Retail loads from Parquet and from CSV with the same values",
    .enabled(if: data != nil, "TEFF_DATA names no folder"))
  func onlineRetail() throws {
    let engine = DuckDB()
    let folder = try #require(Self.data)
    let parquet = try engine.load(FileSource("retail/online_retail.parquet", in: folder))
    #expect(parquet.scan.rowCount == 541_909)
    let table = try engine.collect("SELECT * FROM \(parquet.scan.relation)")
    let files = try Files()
    try engine.execute(
      "COPY (SELECT * FROM \(parquet.scan.relation)) TO '\(files.folder)/retail.csv'")
    let csv = try engine.load(FileSource("retail.csv", in: files.folder))
    let stored = try engine.store(table)
    #expect(stored.rowCount == 541_909)
    #expect(csv.scan.schema == parquet.scan.schema)
    let back = try engine.collect("SELECT * FROM \(csv.scan.relation)")
    for (name, (a, b)) in zip(table.schema.names, zip(table.columns, back.columns)) {
      #expect(a.values == b.values, "column \(name)")
    }
  }

  @Test(
    "Every file of the data folder loads, or says which rows do not fit",
    .enabled(if: data != nil, "TEFF_DATA names no folder"))
  func allFiles() throws {
    let engine = DuckDB()
    let folder = try #require(Self.data)
    for kind in ["customers", "forecasting", "retail", "text"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(kind)") {
        do {
          let loaded = try engine.load(FileSource("\(kind)/\(name)", in: folder))
          #expect(loaded.scan.rowCount ?? 0 > 0, "\(name)")
        } catch let error as EngineError {
          // Its rows are baskets of different length.
          #expect(name == "groceries_baskets.csv", "\(error)")
          #expect(error.message.contains("line 2: 3 fields instead of 4"))
        }
      }
    }
  }
}
