import DuckDBEngine
import Planning
import Tables
import Testing

/// Values as they come out of DuckDB.
struct CollectTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var sql: String
    var type: DataType
    var value: Value
    var testDescription: String { sql }
    var query: String { "SELECT (\(sql)) AS v" }

    init(_ sql: String, _ type: DataType, _ value: Value) {
      self.sql = sql
      self.type = type
      self.value = value
    }
  }

  static let engine = DuckDB()

  static let cases: [Case] = [
    Case("true", .bool, .bool(true)),
    Case("NULL::BOOLEAN", .bool, .null),
    Case("(-7)::TINYINT", .int, .int(-7)),
    Case("200::UTINYINT", .int, .int(200)),
    Case("(-30000)::SMALLINT", .int, .int(-30000)),
    Case("60000::USMALLINT", .int, .int(60000)),
    Case("-2000000000", .int, .int(-2_000_000_000)),
    Case("4000000000::UINTEGER", .int, .int(4_000_000_000)),
    Case("9223372036854775807", .int, .int(.max)),
    Case("18446744073709551::UBIGINT", .int, .int(18_446_744_073_709_551)),
    Case("(-9223372036854775808)::HUGEINT", .int, .int(.min)),
    Case("SELECT sum(x) FROM (VALUES (1), (2)) t(x)", .int, .int(3)),
    Case("5::UHUGEINT", .int, .int(5)),
    Case("1.5::REAL", .number, .number(1.5)),
    Case("0.1::DOUBLE", .number, .number(0.1)),
    Case("'nan'::DOUBLE", .number, .null),
    Case("'-inf'::DOUBLE", .number, .null),
    Case("'inf'::REAL", .number, .null),
    Case("12.34::DECIMAL(4,2)", .number, .number(12.34)),
    Case("-12.345::DECIMAL(9,3)", .number, .number(-12.345)),
    Case("1234567890.125::DECIMAL(18,3)", .number, .number(1_234_567_890.125)),
    Case("-1.5::DECIMAL(38,1)", .number, .number(-1.5)),
    Case("'kurz'", .text, .text("kurz")),
    Case("'twelve bytes'", .text, .text("twelve bytes")),
    Case("'längerer Text über zwölf Bytes'", .text, .text("längerer Text über zwölf Bytes")),
    Case("''", .text, .text("")),
    Case("NULL::VARCHAR", .text, .null),
    Case("'b'::ENUM('a', 'b')", .text, .text("b")),
    Case("NULL::ENUM('a', 'b')", .text, .null),
    Case("'{\"a\": 1}'::JSON", .text, .text("{\"a\": 1}")),
    Case("DATE '1969-12-31'", .date, .date(-1)),
    Case("TIMESTAMP '1970-01-01 00:00:01.5'", .datetime, .datetime(1_500_000)),
    Case("TIMESTAMP_S '1970-01-01 00:00:02'", .datetime, .datetime(2_000_000)),
    Case("TIMESTAMP_MS '1970-01-01 00:00:00.25'", .datetime, .datetime(250_000)),
    Case("TIMESTAMP_NS '1970-01-01 00:00:00.000001999'", .datetime, .datetime(2)),
    Case("TIMESTAMP 'infinity'", .datetime, .null),
    Case("TIMESTAMPTZ '1970-01-01 01:00:00+01:00'", .datetime, .datetime(0)),
    Case("TIME '08:26:00'", .text, .text("08:26:00")),
    Case("TIME '23:59:59.125'", .text, .text("23:59:59.125")),
    Case("TIMETZ '08:26:00+05:30'", .text, .text("08:26:00+05:30")),
    Case("TIMETZ '08:26:00-08:00'", .text, .text("08:26:00-08")),
    Case(
      "UUID '00112233-4455-6677-8899-aabbccddeeff'", .text,
      .text("00112233-4455-6677-8899-aabbccddeeff")),
    Case(
      "UUID 'f0112233-4455-6677-8899-aabbccddeeff'", .text,
      .text("f0112233-4455-6677-8899-aabbccddeeff")),
    Case("INTERVAL 2 DAYS + INTERVAL 3 SECONDS", .duration, .duration(172_803_000_000)),
    Case(
      "TIMESTAMP '2020-01-02' - TIMESTAMP '2020-01-01'", .duration, .duration(86_400_000_000)),
    Case("[1, NULL, 3]", .list(.int), .list([.int(1), .null, .int(3)])),
    Case("['a', 'b']", .list(.text), .list([.text("a"), .text("b")])),
    Case("[]::DOUBLE[]", .list(.number), .list([])),
    Case("NULL::INTEGER[]", .list(.int), .null),
    Case(
      "[[1], [2, 3]]", .list(.list(.int)), .list([.list([.int(1)]), .list([.int(2), .int(3)])])),
    Case("[1, 2]::INTEGER[2]", .list(.int), .list([.int(1), .int(2)])),
    Case("[1.5::DOUBLE, 'nan'::DOUBLE]", .list(.number), .list([.number(1.5), .null])),
  ]

  @Test("A value keeps its meaning", arguments: cases)
  func value(_ test: Case) throws {
    let table = try Self.engine.collect(test.query)
    #expect(table.schema == Schema([Field("v", test.type)]))
    #expect(table.columns.first?.values == [test.value])
    #expect(try Self.engine.schema(ofQuery: test.query) == table.schema)
  }

  @Test("A value keeps its meaning when it is stored by a query", arguments: cases)
  func storedValue(_ test: Case) throws {
    let scan = try Self.engine.store(query: test.query)
    #expect(scan.rowCount == 1)
    let table = try Self.engine.collect("SELECT * FROM \(scan.relation)")
    #expect(table.schema == scan.schema)
    #expect(table.columns.first?.values == [test.value])
  }
}
