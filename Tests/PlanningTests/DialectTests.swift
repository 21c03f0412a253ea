import Planning
import Tables
import Testing

@Suite struct DialectTests {
  static let dialects: [any SQLDialect] = [DuckDBDialect(), PostgresDialect(), SparkDialect()]

  /// Arguments that any operation takes: what matters is that a text comes out.
  private func arguments(of operation: Operation) -> [Expression] {
    switch operation {
    case .formatDate, .parseDate, .parseDateOrNull: [day, text("yyyy-MM-dd")]
    case .binDate: [day, int(2), text("mo")]
    case .formatNumber: [price, text(".2f")]
    case .jsonField: [customer, text("a[0]")]
    case .extract: [customer, text("(a)"), int(1)]
    default: [price, int(1), int(2)]
    }
  }

  @Test(arguments: Operation.allCases)
  func everyDialectKnowsEveryOperation(_ operation: Operation) {
    let arguments = arguments(of: operation)
    let type = operation == .binDate || operation == .addMonths ? DataType.date : .int
    for dialect in Self.dialects {
      let text = dialect.call(
        operation, arguments.map { _ in "x" }, of: arguments, type: type)
      #expect(!text.contains("unsupported"), "\(dialect.name)")
      #expect(text.contains("x"), "\(dialect.name): \(text)")
      #expect(!text.contains("$") || operation == .jsonField || text.contains("'^"), "\(text)")
    }
  }

  @Test func identifiersAndTextsAreQuoted() {
    #expect(DuckDBDialect().identifier("a\"b") == "\"a\"\"b\"")
    #expect(SparkDialect().identifier("a`b") == "`a``b`")
    #expect(PostgresDialect().literal(.text("it's"), type: .text) == "'it''s'")
    #expect(SparkDialect().literal(.text("it's \\d"), type: .text) == "'it\\'s \\\\d'")
  }

  @Test(arguments: [
    (Value.int(-3), DataType.int, ["-3", "-3", "-3"]),
    (.number(2), .number, ["2e0", "float8 '2.0'", "2e0"]),
    (.number(1e-7), .number, ["1e-07", "float8 '1e-07'", "1e-07"]),
    (.number(.infinity), .number, ["CAST(NULL AS DOUBLE)", "NULL", "NULL"]),
    (.bool(true), .bool, ["TRUE", "TRUE", "TRUE"]),
    (.date(-1), .date, ["DATE '1969-12-31'", "DATE '1969-12-31'", "DATE '1969-12-31'"]),
    (
      .datetime(-1), .datetime,
      Array(repeating: "TIMESTAMP '1969-12-31 23:59:59.999999'", count: 3)
    ),
    (
      .duration(-93_600_000_000), .duration,
      [
        "INTERVAL '-1 day -02:00:00'", "INTERVAL '-1 day -02:00:00'",
        "INTERVAL '-1 02:00:00' DAY TO SECOND",
      ]
    ),
    (
      .list([.int(1), .null]), .list(.int),
      [
        "CAST([1, NULL] AS BIGINT[])", "CAST(ARRAY[1, NULL] AS bigint[])",
        "CAST(array(1, NULL) AS ARRAY<BIGINT>)",
      ]
    ),
  ])
  func literalsAreWrittenInEachDialect(_ value: Value, _ type: DataType, _ texts: [String]) {
    #expect(Self.dialects.map { $0.literal(value, type: type) } == texts)
  }

  @Test func namesAreToldApartWhateverTheirCaseAndLength() {
    let long = String(repeating: "ä", count: 40)
    let plan = Plan.query(
      "SELECT 1", Schema([Field("a", .int), Field(long + "1", .int), Field(long + "2", .int)])
    ).derived(["A" <- int(1), "" <- int(2)])
    #expect(
      SQLWriter(DuckDBDialect()).identifiers(of: plan) == [
        "a", long + "1", long + "2", "A_2", "column",
      ])
    let names = SQLWriter(PostgresDialect()).identifiers(of: plan)
    #expect(Set(names).count == 5)
    #expect(names.allSatisfy { $0.utf8.count <= 63 })
  }
}
