import DuckDBEngine
import FoundationEssentials
import Planning
import Tables
import Tasks
import Testing

struct StoredPieceTests {
  let engine = DuckDB()
  static let table = Table(
    schema: Schema([
      Field("a b", .int), Field("x", .number), Field("t", .text), Field("flag", .bool),
      Field("d", .date), Field("at", .datetime),
    ]),
    rows: [
      [.int(3), .number(0.1), .text("ü'\n"), .bool(true), .date(-5), .datetime(1_234_567)],
      [.null, .null, .null, .null, .null, .null],
      [.int(.min), .number(-0.0), .text(""), .bool(false), .date(20_000), .datetime(-1)],
    ])

  @Test func `Pieces give back their rows in order`() throws {
    let pieces = try (0..<3).map { _ in try engine.putAside(engine.store(Self.table)) }
    let paths = pieces.map(\.path)
    #expect(pieces.allSatisfy { $0.rowCount == 3 && $0.schema == Self.table.schema })
    #expect(paths.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    let known = try engine.joined(pieces)
    #expect(known.rowCount == 9 && !engine.isInFile(known))
    let rows = try Relation(.scan(known), in: engine).collect()
    #expect(rows.schema == Self.table.schema)
    #expect((0..<9).allSatisfy { rows.row($0) == Self.table.row($0 % 3) })
    #expect(try engine.fingerprint(of: known) != nil)
  }

  @Test func `Files go with the last plan that holds them`() throws {
    func path() throws -> String {
      let piece = try engine.putAside(engine.store(Self.table))
      let scan = try engine.joined([piece])
      #expect(try Relation(.scan(scan), in: engine).count() == 3)
      return piece.path
    }
    let path = try path()
    // What is not held any more goes when the next cell begins.
    engine.work(for: Cancellation()) {}
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `A piece that is never joined leaves no file`() throws {
    var piece: StoredPiece? = try engine.putAside(engine.store(Self.table))
    let path = try #require(piece?.path)
    #expect(FileManager.default.fileExists(atPath: path))
    piece = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
