import DuckDBEngine
import Planning
import Tables
import Testing

/// The values of operations in DuckDB.
@Suite struct FunctionValueTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let expression: Expression
    let value: Value

    init(_ name: String, _ expression: Expression, _ value: Value) {
      self.name = name
      self.expression = expression
      self.value = value
    }

    var testDescription: String { name }
  }

  private static func date(_ days: Int32) -> Expression { .literal(.date(days), .date) }
  private static func moment(_ seconds: Int64) -> Expression {
    .literal(.datetime(seconds * 1_000_000), .datetime)
  }
  private static func bin(_ x: Expression, _ count: Int64, _ unit: String, _ type: DataType)
    -> Expression
  { call(.binDate, x, int(count), text(unit), type: type) }

  static let numbers: [Case] = [
    Case("7 / 2", call(.divide, int(7), int(2), type: .number), .number(3.5)),
    Case("7 / 0", call(.divide, int(7), int(0), type: .number), .null),
    Case("mod(-7, 3)", call(.modulo, int(-7), int(3), type: .int), .int(-1)),
    Case("mod(7, 0)", call(.modulo, int(7), int(0), type: .int), .null),
    Case("mod(-7.5, 2)", call(.modulo, number(-7.5), number(2), type: .number), .number(-1.5)),
    Case("round(2.5)", call(.round, number(2.5), int(0), type: .number), .number(3)),
    Case("round(-2.5)", call(.round, number(-2.5), int(0), type: .number), .number(-3)),
    Case("round(0.125, 2)", call(.round, number(0.125), int(2), type: .number), .number(0.13)),
    Case("round(-1250, -2)", call(.round, int(-1250), int(-2), type: .int), .int(-1300)),
    Case("round(12, 1)", call(.round, int(12), int(1), type: .int), .int(12)),
    Case("sqrt(-1)", call(.squareRoot, number(-1), type: .number), .null),
    Case("log(0)", call(.naturalLogarithm, number(0), type: .number), .null),
    Case("log10(100)", call(.commonLogarithm, number(100), type: .number), .number(2)),
    Case("exp(1000)", call(.exponential, number(1000), type: .number), .null),
    Case("0 ^ -1", call(.power, number(0), number(-1), type: .number), .null),
    Case("(-8) ^ 0.5", call(.power, number(-8), number(0.5), type: .number), .null),
    Case("2 ^ 10", call(.power, number(2), number(10), type: .number), .number(1024)),
    Case("floor(-2.5)", call(.floor, number(-2.5), type: .int), .int(-3)),
    Case("int(-2.7)", call(.convert, number(-2.7), type: .int), .int(-2)),
    Case("sign(-3)", call(.sign, int(-3), type: .int), .int(-1)),
    Case("bin(0.3, 0.1)", call(.binNumber, number(0.3), number(0.1), type: .number), .number(0.3)),
    Case("bin(-1, 10)", call(.binNumber, int(-1), int(10), type: .int), .int(-10)),
    Case("bin(25, 10)", call(.binNumber, int(25), int(10), type: .int), .int(20)),
    Case(
      "3e9 * 3e6 as ints",
      call(.multiply, int(3_000_000), int(3_000_000), type: .int), .int(9_000_000_000_000)),
    Case("5 - -3", call(.subtract, int(5), int(-3), type: .int), .int(8)),
    Case("least(null, 2)", call(.least, .literal(.null, .int), int(2), type: .int), .int(2)),
  ]

  static let dates: [Case] = [
    Case("31 January + 1mo", call(.addMonths, date(19_753), int(1), type: .date), .date(19_782)),
    Case(
      "29 February - 12mo", call(.addMonths, date(19_782), int(-12), type: .date), .date(19_416)),
    Case("day before 1970 by week", bin(date(-1), 1, "w", .date), .date(-3)),
    Case("day before 1970 by 2 weeks", bin(date(-1), 2, "w", .date), .date(-10)),
    Case("day before 1970 by 10 days", bin(date(-1), 10, "d", .date), .date(-6)),
    Case("day before 1970 by 5 months", bin(date(-1), 5, "mo", .date), .date(-153)),
    Case("day before 1970 by quarter", bin(date(-1), 1, "q", .date), .date(-92)),
    Case("day before 1970 by 10 years", bin(date(-1), 10, "y", .date), .date(-3_653)),
    Case(
      "second before 1970 by 5 hours", bin(moment(-1), 5, "h", .datetime),
      .datetime(-14_400_000_000)),
    Case("second before 1970 by day", bin(moment(-1), 1, "d", .date), .date(-1)),
    Case(
      "second before 1970 by minute", bin(moment(-1), 1, "min", .datetime), .datetime(-60_000_000)),
    Case(
      "day + 1.5h",
      call(.addDuration, date(0), .literal(.duration(5_400_000_000), .duration), type: .datetime),
      .datetime(5_400_000_000)),
    Case("whole days back", call(.wholeDaysBetween, moment(0), moment(-1), type: .int), .int(-1)),
    Case("whole days on", call(.wholeDaysBetween, date(0), moment(86_399), type: .int), .int(0)),
    Case("months between", call(.monthsBetween, date(0), date(58), type: .int), .int(1)),
    Case("months back", call(.monthsBetween, date(59), date(0), type: .int), .int(-2)),
    Case(
      "date - date in days",
      call(.days, call(.timeBetween, date(3), date(1), type: .duration), type: .number), .number(2)),
    Case(
      "duration / duration",
      call(
        .divideDurations, .literal(.duration(86_400_000_000), .duration),
        .literal(.duration(3_600_000_000), .duration), type: .number), .number(24)),
    Case("weekday of a Sunday", call(.weekday, date(3), type: .int), .int(7)),
    Case("week of 1 January 2021", call(.week, date(18_628), type: .int), .int(53)),
    Case(
      "date text", call(.formatDate, date(0), text("EEE d MMM y, 'Q'Q w%"), type: .text),
      .text("Thu 1 Jan 1970, Q1 1%")),
    Case(
      "date by pattern", call(.parseDateOrNull, text("3 Feb 2024"), text("d MMM y"), type: .date),
      .date(19_756)),
    Case(
      "no such day", call(.parseDateOrNull, text("31/02/2024"), text("dd/MM/yyyy"), type: .date),
      .null),
  ]

  static let texts: [Case] = [
    Case("int(\"2.7\")", call(.parseOrNull, text("2.7"), type: .int), .null),
    Case("int(\" 12 \")", call(.parseOrNull, text(" 12 "), type: .int), .int(12)),
    Case("int(\"1_000\")", call(.parseOrNull, text("1_000"), type: .int), .null),
    Case("number(\"1e3\")", call(.parseOrNull, text("1e3"), type: .number), .number(1000)),
    Case("number(\"inf\")", call(.parseOrNull, text("inf"), type: .number), .null),
    Case("bool(\"yes\")", call(.parseOrNull, text("yes"), type: .bool), .null),
    Case("bool(\"true\")", call(.parseOrNull, text("true"), type: .bool), .bool(true)),
    Case("date(\"2024/01/02\")", call(.parseOrNull, text("2024/01/02"), type: .date), .null),
    Case(
      "date(\"2024-01-02\")", call(.parseOrNull, text("2024-01-02"), type: .date), .date(19_724)),
    Case("a quote and a backslash", text("it's \\d"), .text("it's \\d")),
    Case(
      "pad never cuts", call(.padLeft, text("abcd"), int(2), text("0"), type: .text), .text("abcd")),
    Case("pad left", call(.padLeft, text("7"), int(3), text("0"), type: .text), .text("007")),
    Case(
      "extract without match", call(.extract, text("abc"), text("([0-9]+)"), int(1), type: .text),
      .null),
    Case(
      "extract", call(.extract, text("abc12"), text("([0-9]+)"), int(1), type: .text), .text("12")),
    Case(".2f", call(.formatNumber, number(0.125), text(".2f"), type: .text), .text("0.13")),
    Case(",", call(.formatNumber, int(1_234_567), text(","), type: .text), .text("1,234,567")),
    Case(".1%", call(.formatNumber, number(0.0525), text(".1%"), type: .text), .text("5.3%")),
    Case("plain", call(.formatNumber, number(1_000_000), text(""), type: .text), .text("1000000")),
    Case(
      "9 digits", call(.formatNumber, number(1.0 / 3), text(""), type: .text), .text("0.333333333")),
    Case(
      "json", call(.jsonField, text(#"{"a": {"b c": [1, "x"]}}"#), text("a.b c[1]"), type: .text),
      .text("x")),
    Case("no json", call(.jsonField, text("{"), text("a"), type: .text), .null),
    Case(
      "item outside", call(.item, .literal(.list([.int(1)]), .list(.int)), int(2), type: .int),
      .null),
    Case("item 0", call(.item, .literal(.list([.int(1)]), .list(.int)), int(0), type: .int), .null),
    Case(
      "tokens", call(.tokens, text("Grüße, WORLD-2!"), type: .list(.text)),
      .list([.text("grüße"), .text("world"), .text("2")])),
    Case("md5", call(.md5, text("a"), type: .text), .text("0cc175b9c0f1b6a831c399e269772661")),
  ]

  @Test(arguments: numbers + dates + texts)
  func aFunctionHasItsValue(_ test: Case) throws {
    #expect(try sharedEngine.value(of: test.expression) == test.value)
  }

  @Test(arguments: [
    call(.multiply, int(.max), int(2), type: .int), call(.parse, text("2.7"), type: .int),
    call(.parse, text("x"), type: .number), call(.parseDate, text("x"), text("y"), type: .date),
  ])
  func whatCannotBeComputedIsAnErrorOfTheEngine(_ expression: Expression) {
    #expect(throws: EngineError.self) { try sharedEngine.value(of: expression) }
  }
}
