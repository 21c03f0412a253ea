import Planning
import Tables
import Testing

/// The types of columns: which are found, and which are given.
extension TextFileTests {
  struct TypeCase: CustomTestStringConvertible, Sendable {
    var cells: [String]
    var type: DataType
    var values: [Value]
    var testDescription: String { cells.joined(separator: " ") }

    init(_ cells: [String], _ type: DataType, _ values: [Value]) {
      self.cells = cells
      self.type = type
      self.values = values
    }
  }

  static let day: Int64 = 86_400_000_000
  static let typeCases: [TypeCase] = [
    TypeCase(["1", "-2", "0"], .int, [.int(1), .int(-2), .int(0)]),
    TypeCase(["999999999999999999"], .int, [.int(999_999_999_999_999_999)]),
    TypeCase(["1234567890123456789"], .text, [.text("1234567890123456789")]),
    TypeCase(["007", "8"], .text, [.text("007"), .text("8")]),
    TypeCase(["+49", "8"], .text, [.text("+49"), .text("8")]),
    TypeCase(["1", "", "3"], .int, [.int(1), .null, .int(3)]),
    TypeCase(["1", "2.5"], .number, [.number(1), .number(2.5)]),
    TypeCase([" 1", "2 "], .int, [.int(1), .int(2)]),
    TypeCase(
      ["0.1", "1e3", "-2.5E-3", ".5", "5."], .number,
      [.number(0.1), .number(1000), .number(-0.0025), .number(0.5), .number(5)]),
    TypeCase(
      ["0.30000000000000004", "1.7976931348623157e308", "123456789012345678901.5"], .number,
      [
        .number(0.30000000000000004), .number(1.7976931348623157e308),
        .number(123456789012345678901.5),
      ]),
    TypeCase(["1.5", "NaN", "inf", "1e999"], .number, [.number(1.5), .null, .null, .null]),
    TypeCase(["NaN", "inf"], .text, [.text("NaN"), .text("inf")]),
    TypeCase(["00.5"], .text, [.text("00.5")]),
    TypeCase(["1", "x"], .text, [.text("1"), .text("x")]),
    TypeCase(["1,5", "2"], .text, [.text("1,5"), .text("2")]),
    TypeCase(["true", "False", "TRUE"], .bool, [.bool(true), .bool(false), .bool(true)]),
    TypeCase(["true", "yes"], .text, [.text("true"), .text("yes")]),
    TypeCase(["true", "1"], .text, [.text("true"), .text("1")]),
    TypeCase(
      ["1970-01-02", "1969-12-31", "2000-02-29", "0001-01-01"], .date,
      [.date(1), .date(-1), .date(11016), .date(-719_162)]),
    TypeCase(["2001-02-29"], .text, [.text("2001-02-29")]),
    TypeCase(["01/02/2020"], .text, [.text("01/02/2020")]),
    TypeCase(
      ["1970-01-01T00:01", "1970-01-01 00:00:01", "1970-01-01 00:00:00.5"], .datetime,
      [.datetime(60_000_000), .datetime(1_000_000), .datetime(500_000)]),
    TypeCase(
      ["1970-01-02", "1970-01-01 12:00"], .datetime,
      [.datetime(day), .datetime(day / 2)]),
    TypeCase(
      ["1970-01-01T01:00:00Z", "1970-01-01T01:00:00+01:00", "1970-01-01T00:00-0130"],
      .datetime, [.datetime(day / 24), .datetime(0), .datetime(day / 16)]),
    TypeCase(
      ["1970-01-01T00:00Z", "1970-01-01T00:00"], .text,
      [.text("1970-01-01T00:00Z"), .text("1970-01-01T00:00")]),
    TypeCase(["1970-01-01 24:00"], .text, [.text("1970-01-01 24:00")]),
    TypeCase(["", ""], .text, [.null, .null]),
    TypeCase(["a\"b", "it's"], .text, [.text("a\"b"), .text("it's")]),
    TypeCase(["<b>&amp</b>", "日本"], .text, [.text("<b>&amp</b>"), .text("日本")]),
  ]

  @Test("The type of a column fits all of its values", arguments: typeCases)
  func types(_ test: TypeCase) throws {
    let rows = test.cells.map { "0;\($0)\n" }.joined()
    let (table, _) = try load("k;v\n" + rows)
    #expect(table.schema == Schema([Field("k", .int), Field("v", test.type)]))
    #expect(table["v"]?.values == test.values)
  }

  @Test("The type is found on the whole file, not on its beginning")
  func lateType() throws {
    let rows = (0..<100_000).map { "\($0),\($0)\n" }.joined()
    let (table, loaded) = try load("i,v\n" + rows + "100000,x\n")
    #expect(table.schema == Schema([Field("i", .int), Field("v", .text)]))
    #expect(table.rowCount == 100_001)
    #expect(loaded.scan.rowCount == 100_001)
    #expect(table["i"] == Column(.int((0...100_000).map(Int64.init))))
    #expect(table["v"]?[99_999] == .text("99999"))
  }

  @Test("Digits of every length become the nearest number")
  func numbers() throws {
    var random = SystemRandomNumberGenerator()
    let values = (0..<2_000).map { _ in
      Double(bitPattern: random.next() & 0x7fef_ffff_ffff_ffff)
    }
    let (table, _) = try load("v,w\n" + values.map { "\($0),1\n" }.joined())
    #expect(table["v"]?.values == values.map(Value.number))
  }

  @Test("Given types win over found ones")
  func givenTypes() throws {
    let (table, _) = try load("a,b,c\n1,2,2020-01-01\n") {
      $0.types = ["a": .text, "b": .number, "c": .datetime]
    }
    #expect(
      table.row(0) == [.text("1"), .number(2), .datetime(18_262 * Self.day)])
    let error = failure("a,b\n1,2\n1,x\n") { $0.types = ["b": .int] }
    #expect(
      error?.message
        == "`a.csv`: 1 row does not fit\n  line 3: `x` in column `b` is not an int: 1,x")
    let unknown = failure("a,b\n1,2\n") { $0.types = ["z": .int] }
    #expect(unknown?.message == "`types:` names a column `z`, which is not in the file")
    #expect(unknown?.hint == "columns here: `a`, `b`")
  }

  @Test("A list of nulls replaces the empty text")
  func nulls() throws {
    let (table, _) = try load("a,b\nNA,1\n,2\n-,NA\n") { $0.nulls = ["NA", "-"] }
    #expect(table["a"]?.values == [.null, .text(""), .null])
    #expect(table["b"]?.values == [.int(1), .int(2), .null])
  }
}
