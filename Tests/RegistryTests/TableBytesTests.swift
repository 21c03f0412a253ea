import Registry
import Tables
import Testing

@Suite("A table as bytes")
struct TableBytesTests {
  private let table = Table([
    ("id", Column([.int(1), .null, .int(.min)], type: .int)),
    ("x", Column([.number(0.1), .number(-0.0), .null], type: .number)),
    ("t", Column([.text("é\u{0}"), .null, .text("")], type: .text)),
    ("b", Column([.bool(true), .bool(false), .null], type: .bool)),
    ("d", Column([.date(-1), .null, .date(20_000)], type: .date)),
    ("m", Column([.datetime(1), .null, .datetime(-1)], type: .datetime)),
    ("s", Column([.duration(5), .null, .duration(-5)], type: .duration)),
    ("l", Column([.list([.int(1), .null]), .null, .list([])], type: .list(.int))),
  ])

  @Test("Every type is read back")
  func roundTrip() throws {
    let read = try TableBytes.read(TableBytes.write(table))
    #expect(read.schema == table.schema)
    for row in 0..<3 { #expect(read.row(row) == table.row(row)) }
    let empty = Table(schema: Schema([Field("a", .text)]), rows: [])
    #expect(try TableBytes.read(TableBytes.write(empty)) == empty)
  }

  @Test("Equal rows are equal bytes, however the texts are coded")
  func canonical() {
    let one = Column(.text(TextColumn(codes: [1, 0], dictionary: ["b", "a"])))
    let two = Column(.text(TextColumn(codes: [0, 1], dictionary: ["a", "b", "unused"])))
    #expect(TableBytes.write(Table([("t", one)])) == TableBytes.write(Table([("t", two)])))
  }

  @Test("Damaged bytes are an error and never a crash")
  func damaged() throws {
    let bytes = TableBytes.write(table)
    for end in stride(from: 0, to: bytes.count, by: 3) {
      #expect(throws: TableBytesError.self) { try TableBytes.read(Array(bytes[..<end])) }
    }
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0xFF
      _ = try? TableBytes.read(changed)
    }
  }
}
