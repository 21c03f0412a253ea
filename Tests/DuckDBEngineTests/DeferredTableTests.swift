import DuckDBEngine
import Glibc
import Planning
import Synchronization
import Tables
import Tasks
import Testing

/// Tables that are made at the first query that names them.
struct DeferredTableTests {
  private let engine = DuckDB()
  private let schema = Schema([Field("n", .int)])

  private struct Refusal: Error {}

  /// Counts how often a table of three rows is made.
  private final class Maker: Sendable {
    private let made = Atomic<Int>(0)
    var count: Int { made.load(ordering: .sequentiallyConsistent) }

    func table() -> Table {
      made.add(1, ordering: .sequentiallyConsistent)
      return Table(
        schema: Schema([Field("n", .int)]), rows: (1...3).map { [.int(Int64($0))] })
    }
  }

  /// Something that another thread waits for.
  private final class Signal: Sendable {
    /// So often it is looked for, during ten seconds: who waits in vain goes on, and the test fails.
    static let patience = 5_000
    private let flag = Atomic<Bool>(false)
    var isGiven: Bool { flag.load(ordering: .sequentiallyConsistent) }

    func give() { flag.store(true, ordering: .sequentiallyConsistent) }

    func wait() { for _ in 0..<Self.patience where !isGiven { sleepBriefly() } }
  }

  private func sum(_ scan: Plan.Scan) throws -> Value { try Self.sum(scan, in: engine) }

  private static func sum(_ scan: Plan.Scan, in engine: DuckDB) throws -> Value {
    try engine.collect("SELECT sum(n)::BIGINT AS s FROM \(scan.relation)").columns[0][0]
  }

  @Test func `A table is made at the first query that names it, and once`() throws {
    let maker = Maker()
    let scan = try engine.store(schema, rowCount: 3) { _ in maker.table() }
    let other = try engine.store(schema, rowCount: 3) { _ in maker.table() }
    #expect(scan.rowCount == 3 && scan.schema == schema)
    _ = try engine.collect("SELECT 1")
    #expect(maker.count == 0)
    #expect(try sum(scan) == .int(6))
    #expect(try sum(scan) == .int(6))
    #expect(maker.count == 1)
    #expect(try sum(other) == .int(6))
    #expect(maker.count == 2)
  }

  @Test func `Every way of asking makes it`() throws {
    let maker = Maker()
    func stored() throws -> Plan.Scan {
      try engine.store(schema, rowCount: 3) { _ in maker.table() }
    }
    #expect(try engine.schema(ofQuery: "SELECT * FROM \(stored().relation)") == schema)
    #expect(try engine.store(query: "SELECT * FROM \(stored().relation)").rowCount == 3)
    #expect(try engine.collectMany("SELECT * FROM \(stored().relation)").rowCount == 3)
    #expect(try engine.view(query: "SELECT * FROM \(stored().relation)").schema == schema)
    #expect(try engine.putAside(stored()).rowCount == 3)
    #expect(try engine.fingerprint(of: stored()) != nil)
    let longer = try engine.append(maker.table(), to: stored())
    #expect(longer.rowCount == 6)
    #expect(try sum(longer) == .int(12))
    #expect(maker.count == 8)
  }

  @Test func `Work that fails is tried again by the next query`() throws {
    let attempts = Atomic<Int>(0)
    let scan = try engine.store(schema, rowCount: 3) { _ in
      if attempts.add(1, ordering: .sequentiallyConsistent).newValue == 1 { throw Refusal() }
      return Maker().table()
    }
    #expect(throws: Refusal.self) { try sum(scan) }
    #expect(try sum(scan) == .int(6))
  }

  @Test func `The work is handed what cancels the cell that asks`() throws {
    let scan = try engine.store(schema, rowCount: 3) { cancellation in
      try cancellation.check()
      return Maker().table()
    }
    let cancellation = Cancellation()
    cancellation.cancel()
    _ = engine.work(for: cancellation) {
      // Were it another flag, the engine would throw an error of its own, later.
      #expect(throws: CancellationRequested.self) { try sum(scan) }
    }
    #expect(try sum(scan) == .int(6))
  }

  @Test func `What an earlier attempt left under its name is no obstacle`() throws {
    let scan = try engine.store(schema, rowCount: 3) { _ in Maker().table() }
    // In quotes, the name does not ask for the table.
    let name = scan.relation.dropFirst("stored.".count)
    try engine.execute("CREATE TABLE stored.\"\(name)\" AS SELECT 'x' AS other")
    #expect(try sum(scan) == .int(6))
  }

  @Test(.timeLimit(.minutes(1)))
  func `After an interrupt while it is handed over, it can be asked for again`() throws {
    let engine = engine
    let count = 1_000_000
    _ = try engine.collect("SELECT 1")
    for round in 0..<20 {
      let scan = try engine.store(schema, rowCount: count) { _ in
        Table([(name: "n", column: Column(.int([Int64](repeating: 1, count: count))))])
      }
      let cancellation = Cancellation()
      detachThread {
        usleep(UInt32(round) * 1_000)
        cancellation.cancel()
        engine.cancel()
      }
      _ = engine.work(for: cancellation) { try? sum(scan) }
      // In a cell of its own: the interrupt may come late, and hits what works for no cell.
      let again = try engine.work(for: Cancellation()) { try sum(scan) }
      #expect(again == .int(Int64(count)))
    }
  }

  @Test func `Queries at once make it once`() async throws {
    let maker = Maker()
    let scan = try engine.store(schema, rowCount: 3) { _ in
      usleep(20_000)
      return maker.table()
    }
    let engine = engine
    let sums = try await withThrowingTaskGroup(of: Value.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try engine.collect("SELECT sum(n)::BIGINT AS s FROM \(scan.relation)").columns[0][0]
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [Value](repeating: .int(6), count: 8))
    #expect(maker.count == 1)
  }

  @Test func `Who waits for a making leaves when cancelled, and it goes on`() throws {
    let engine = engine
    let (begun, mayEnd, ended) = (Signal(), Signal(), Signal())
    let maker = Maker()
    let scan = try engine.store(schema, rowCount: 3) { _ in
      begun.give()
      mayEnd.wait()
      return maker.table()
    }
    let seen = Mutex<Value?>(nil)
    detachThread {
      let value = engine.work(for: Cancellation()) { try? Self.sum(scan, in: engine) }
      seen.withLock { $0 = value }
      ended.give()
    }
    begun.wait()
    let cancellation = Cancellation()
    detachThread {
      usleep(20_000)
      cancellation.cancel()
    }
    _ = engine.work(for: cancellation) {
      #expect(throws: CancellationRequested.self) { try sum(scan) }
    }
    #expect(!ended.isGiven)
    mayEnd.give()
    ended.wait()
    let value = seen.withLock { $0 }
    #expect(value == .int(6))
    #expect(maker.count == 1)
  }

  @Test func `When a making fails, who waits for it makes it`() throws {
    let engine = engine
    let (begun, mayFail, refused) = (Signal(), Signal(), Signal())
    let maker = Maker()
    let scan = try engine.store(schema, rowCount: 3) { _ in
      if begun.isGiven { return maker.table() }
      begun.give()
      mayFail.wait()
      throw Refusal()
    }
    detachThread {
      do { _ = try Self.sum(scan, in: engine) } catch is Refusal { refused.give() } catch {}
    }
    begun.wait()
    detachThread {
      usleep(20_000)
      mayFail.give()
    }
    #expect(try sum(scan) == .int(6))
    refused.wait()
    #expect(refused.isGiven)
    #expect(maker.count == 1)
  }

  @Test func `Outside cells, the engine's cancel stops the work`() throws {
    let engine = engine
    let begun = Signal()
    let scan = try engine.store(schema, rowCount: 3) { cancellation in
      if begun.isGiven { return Maker().table() }
      begun.give()
      for _ in 0..<Signal.patience {
        try cancellation.check()
        sleepBriefly()
      }
      return Maker().table()
    }
    detachThread {
      begun.wait()
      engine.cancel()
    }
    #expect(throws: CancellationRequested.self) { try sum(scan) }
    let again = try engine.work(for: Cancellation()) { try sum(scan) }
    #expect(again == .int(6))
  }

  @Test func `What a table's work holds is let go with it`() throws {
    let maker = Maker()
    func forget() throws {
      let inner = try engine.store(schema, rowCount: 3) { _ in maker.table() }
      #expect(try sum(inner) == .int(6))
      let outer = try engine.store(schema, rowCount: 3) { _ in
        if inner.storage == nil { throw Refusal() }
        return maker.table()
      }
      #expect(outer.rowCount == 3)
    }
    try forget()
    for _ in 0..<3 { engine.work(for: Cancellation()) {} }
    #expect(maker.count == 1)
    #expect(
      try engine.collect("SELECT count(*) AS n FROM duckdb_tables()").columns[0][0] == .int(0))
  }

  @Test func `What nobody asks for is let go without being made`() throws {
    let maker = Maker()
    func forget() throws {
      let scan = try engine.store(schema, rowCount: 3) { _ in maker.table() }
      #expect(scan.rowCount == 3)
    }
    try forget()
    for _ in 0..<2 { engine.work(for: Cancellation()) {} }
    #expect(maker.count == 0)
    #expect(
      try engine.collect("SELECT count(*) AS n FROM duckdb_tables()").columns[0][0] == .int(0))
  }
}
