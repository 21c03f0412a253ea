import DuckDBEngine
import Glibc
import Planning
import Synchronization
import Tables
import Tasks
import Testing

struct DuckDBTests {
  let engine = DuckDB()

  @Test("DuckDB is loaded at the first statement, not before")
  func lazyLoading() throws {
    #expect(engine.version == nil)
    _ = try engine.collect("SELECT 1")
    #expect(engine.version?.hasPrefix("v") == true)
  }

  @Test(
    "Nothing can be downloaded",
    arguments: [
      "INSTALL httpfs", "LOAD spatial", "SELECT * FROM read_csv('https://localhost:1/a.csv')",
      "SELECT * FROM read_xlsx('a.xlsx')",
    ])
  func extensions(_ sql: String) {
    let error = #expect(throws: EngineError.self) { try engine.execute(sql) }
    #expect(error?.kind == .query)
  }

  @Test("Settings are those of a careful session")
  func settings() throws {
    let table = try engine.collect(
      """
      SELECT current_setting('TimeZone') AS zone, current_setting('default_null_order') AS nulls,
        current_setting('preserve_insertion_order') AS ordered,
        current_setting('autoload_known_extensions') AS loads,
        current_setting('autoinstall_known_extensions') AS installs
      """)
    #expect(
      table.row(0) == [
        .text("UTC"), .text("NULLS_LAST"), .bool(true), .bool(false), .bool(false),
      ])
    let two = DuckDB(threads: 2)
    #expect(
      try two.collect("SELECT current_setting('threads') AS n").columns.first?[0] == .int(2))
  }

  @Test("The engine's words of an error are kept")
  func words() {
    let error = #expect(throws: EngineError.self) {
      try engine.collect("SELECT nope FROM (SELECT 1 AS yes)")
    }
    #expect(error?.kind == .query)
    #expect(error?.message.contains("\"nope\" not found in FROM clause") == true)
    let other = #expect(throws: EngineError.self) { try engine.schema(ofQuery: "SELEC 1") }
    #expect(other?.message.contains("syntax error at or near \"SELEC\"") == true)
  }

  @Test("After an error the next statement works")
  func recovery() throws {
    _ = try? engine.collect("SELECT error('boom')")
    #expect(try engine.collect("SELECT 2 AS v")["v"]?[0] == .int(2))
  }

  @Test(
    "Integers beyond 64 bits are errors",
    arguments: [
      "SELECT sum(x) AS total FROM (VALUES (9223372036854775807), (1)) t(x)",
      "SELECT 18446744073709551615::UBIGINT AS total",
      "SELECT 340282366920938463463374607431768211455::UHUGEINT AS total",
    ])
  func overflow(_ sql: String) {
    let error = #expect(throws: EngineError.self) { try engine.collect(sql) }
    #expect(error?.kind == .conversion)
    #expect(error?.message == "a value of `total` is beyond the integers of 64 bits")
    #expect(throws: EngineError.self) { try engine.store(query: sql) }
  }

  @Test("An interval with months is an error that says why")
  func months() {
    let error = #expect(throws: EngineError.self) {
      try engine.collect("SELECT INTERVAL 1 MONTH AS span")
    }
    #expect(
      error?.message == "an interval in `span` holds months, which have no fixed length")
  }

  @Test("Columns of other types are hidden with a notice")
  func hiddenColumns() throws {
    let sql = "SELECT 1 AS a, 'x'::BLOB AS b, {c: 1} AS s, map([1], [2]) AS m, [{c: 1}] AS l"
    #expect(try engine.schema(ofQuery: sql) == Schema([Field("a", .int)]))
    #expect(try engine.collect(sql).schema.names == ["a"])
    #expect(try engine.store(query: sql).schema.names == ["a"])
    #expect(
      try engine.notices(ofQuery: sql) == [
        "column `b` is hidden: BLOB values have no place in a table",
        "column `s` is hidden: STRUCT values have no place in a table",
        "column `m` is hidden: MAP values have no place in a table",
        "column `l` is hidden: LIST values have no place in a table",
      ])
  }

  @Test("Two columns of one name are an error of the schema")
  func repeatedNames() {
    let error = #expect(throws: EngineError.self) {
      try engine.schema(ofQuery: "SELECT 1 AS a, 2 AS a")
    }
    #expect(error?.message == "two columns are called `a`")
  }

  static let rows = 5_000

  /// A table of every type with nulls, longer than two chunks.
  static func sample() -> Table {
    func column(_ type: DataType, _ value: (Int) -> Value) -> Column {
      Column((0..<rows).map { $0 % 7 == 3 ? .null : value($0) }, type: type)
    }
    return Table([
      ("i", column(.int) { .int(Int64($0) - 2_500) }),
      ("n", column(.number) { .number(Double($0) / 8) }),
      ("short", column(.text) { .text("t\($0 % 10)") }),
      ("long", column(.text) { .text("a rather long text, number \($0)") }),
      ("b", column(.bool) { .bool($0 % 3 == 0) }),
      ("d", column(.date) { .date(Int32($0) - 1_000) }),
      ("t", column(.datetime) { .datetime(Int64($0) * 1_000_003 - 5) }),
      ("s", column(.duration) { .duration(Int64($0) * 1_000_000_007) }),
      ("l", column(.list(.text)) { n in .list((0..<n % 4).map { .text("item number \($0)") }) }),
      ("ln", column(.list(.number)) { n in .list([.number(Double(n)), .null]) }),
      ("ll", column(.list(.list(.int))) { n in .list([.list([.int(Int64(n))]), .list([])]) }),
    ])
  }

  @Test("A stored table comes back as it was, in its order")
  func roundTrip() throws {
    let table = Self.sample()
    let scan = try engine.store(table)
    #expect(scan.schema == table.schema)
    #expect(scan.rowCount == Self.rows)
    #expect(scan.isOrdered)
    let back = try engine.collect("SELECT * FROM \(scan.relation)")
    #expect(back.schema == table.schema)
    for row in 0..<Self.rows where back.row(row) != table.row(row) {
      Issue.record("row \(row): \(back.row(row)) is not \(table.row(row))")
      return
    }
  }

  @Test("An empty table keeps its schema")
  func emptyTable() throws {
    let empty = Table(schema: Schema([Field("a", .int), Field("b", .text)]), rows: [])
    let scan = try engine.store(empty)
    let back = try engine.collect("SELECT * FROM \(scan.relation)")
    #expect(back.schema == empty.schema)
    #expect(back.rowCount == 0)
  }

  @Test("A stored query keeps the order of its rows", arguments: [1, 2])
  func storedOrder(threads: Int) throws {
    let engine = DuckDB(threads: threads)
    let scan = try engine.store(
      query: """
        SELECT i::INTEGER AS i, hash(i)::DOUBLE AS x FROM range(300000) t(i) ORDER BY hash(i)
        """)
    let x = try engine.collect("SELECT x FROM \(scan.relation)")["x"]
    let values = x?.numbers?.compactMap { $0 } ?? []
    #expect(values.count == 300_000)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("A view follows its query and has our types")
  func views() throws {
    try engine.execute(
      "CREATE TABLE base AS SELECT 2000000000::INTEGER AS n, 1.5::DECIMAL(3,1) AS d")
    let scan = try engine.view(query: "SELECT * FROM base")
    #expect(scan.schema == Schema([Field("n", .int), Field("d", .number)]))
    #expect(
      try engine.collect("SELECT n * 2 AS twice FROM \(scan.relation)")["twice"]?[0]
        == .int(4_000_000_000))
    try engine.execute("INSERT INTO base VALUES (1, 2.5)")
    #expect(try engine.collect("SELECT * FROM \(scan.relation)").rowCount == 2)
  }

  @Test("A table is dropped at the next cell when no plan holds it any more")
  func dropping() throws {
    func count() throws -> Value? {
      try engine.collect("SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'stored'")[
        "n"]?[0]
    }
    var held: Plan? = .scan(try engine.store(query: "SELECT 1 AS a"))
    held = held?.limited(to: 1)
    for _ in 0..<3 { _ = try engine.store(query: "SELECT 2 AS a") }
    engine.work(for: Cancellation()) {}
    #expect(try count() == .int(1))
    #expect(held != nil)
    // A cell that works while the last plan goes may still ask for its rows.
    try engine.work(for: Cancellation()) {
      held = nil
      engine.work(for: Cancellation()) {}
      let kept = try count()
      #expect(kept == .int(1))
    }
    engine.work(for: Cancellation()) {}
    #expect(try count() == .int(0))
  }

  @Test("A cell that is cancelled between two calls makes the second one throw, and only its own")
  func cancelledCell() throws {
    let cancellation = Cancellation()
    let engine = engine
    try engine.work(for: cancellation) {
      _ = try engine.collect("SELECT 1")
      cancellation.cancel()
      engine.cancel()
      let error = #expect(throws: EngineError.self) { try engine.collect("SELECT 2") }
      #expect(error?.kind == .interrupted)
      #expect(throws: EngineError.self) { try engine.store(query: "SELECT 3 AS a") }
      try engine.work(for: Cancellation()) {
        let answer = try engine.collect("SELECT 4 AS v")
        #expect(answer["v"]?[0] == .int(4))
      }
    }
    #expect(try engine.collect("SELECT 5 AS v")["v"]?[0] == .int(5))
  }

  @Test("Instants with a zone are shown in the session's zone")
  func timeZone() throws {
    try engine.setTimeZone("America/New_York")
    let sql = "SELECT TIMESTAMPTZ '2020-07-01 12:00:00Z' AS t"
    let expected = try engine.collect("SELECT TIMESTAMP '2020-07-01 08:00:00' AS t")["t"]?[0]
    #expect(try engine.collect(sql)["t"]?[0] == expected)
    let scan = try engine.store(query: sql)
    #expect(try engine.collect("SELECT * FROM \(scan.relation)")["t"]?[0] == expected)
    #expect(throws: EngineError.self) { try engine.setTimeZone("Nowhere/Town") }
  }

  static let slow = "SELECT sum(hash(a.i + b.i) % 7) FROM range(300000) a(i), range(300000) b(i)"

  @Test("An interrupt stops a query, and the next one runs", .timeLimit(.minutes(1)))
  func interrupt() throws {
    _ = try engine.collect("SELECT 1")
    let canceller = Canceller(of: engine)
    let error = #expect(throws: EngineError.self) { try engine.collect(Self.slow) }
    canceller.stop()
    #expect(error?.kind == .interrupted)
    #expect(try engine.collect("SELECT 5 AS v")["v"]?[0] == .int(5))
  }

  @Test("An interrupt stops the reading of a file", .timeLimit(.minutes(1)))
  func interruptedLoad() throws {
    let files = try Files()
    try files.write("a.csv", "a,b\n" + (0..<400_000).map { "\($0),text \($0)\n" }.joined())
    _ = try engine.collect("SELECT 1")
    let canceller = Canceller(of: engine)
    let error = #expect(throws: EngineError.self) {
      try engine.load(FileSource("a.csv", in: files.folder))
    }
    canceller.stop()
    #expect(error?.kind == .interrupted)
    #expect(try engine.load(FileSource("a.csv", in: files.folder)).scan.rowCount == 400_000)
  }

  @Test("An interrupt while nothing runs does not touch the next query")
  func idleInterrupt() throws {
    _ = try engine.collect("SELECT 1")
    engine.cancel()
    #expect(try engine.collect("SELECT 5 AS v")["v"]?[0] == .int(5))
  }
}

/// Cancels what an engine does, again and again on a thread of its own, until it is stopped: the
/// pools may be full of tests that wait for it.
private struct Canceller {
  private let stopping = Flag()
  private let stopped = Flag()

  init(of engine: DuckDB) {
    let (stopping, stopped) = (stopping, stopped)
    detachThread {
      while !stopping.isSet {
        engine.cancel()
        usleep(1_000)
      }
      stopped.set()
    }
  }

  func stop() {
    stopping.set()
    while !stopped.isSet { usleep(100) }
  }
}

private final class Flag: Sendable {
  private let flag = Atomic<Bool>(false)
  var isSet: Bool { flag.load(ordering: .acquiring) }
  func set() { flag.store(true, ordering: .releasing) }
}
