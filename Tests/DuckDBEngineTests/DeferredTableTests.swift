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

  private func sum(_ scan: Plan.Scan) throws -> Value {
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
      #expect(throws: (any Error).self) { try sum(scan) }
    }
    #expect(try sum(scan) == .int(6))
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
