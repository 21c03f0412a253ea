import DuckDBEngine
import Language
import Planning
import Tables
import Testing

/// What the functions give when DuckDB computes them.
@Suite struct FunctionValuesTests {
  typealias Case = ValueCase

  @Test(
    "Numbers",
    arguments: [
      Case("abs(-3)", .int(3)), Case("abs(-2.5)", .number(2.5)), Case("round(2.5)", .number(3)),
      Case("round(-2.5)", .number(-3)), Case("round(0.125, 2)", .number(0.13)),
      Case("round(1234, -2)", .int(1_200)), Case("round(1250, -2)", .int(1_300)),
      Case("round(-1250, -2)", .int(-1_300)), Case("round(7)", .int(7)),
      Case("floor(-2.5)", .number(-3)), Case("ceil(-2.5)", .number(-2)), Case("floor(7)", .int(7)),
      Case("sqrt(2.25)", .number(1.5)), Case("sqrt(-1)", .null), Case("sqrt(0)", .number(0)),
      Case("exp(0)", .number(1)), Case("exp(1000)", .null), Case("log(1)", .number(0)),
      Case("log(0)", .null), Case("log(-1)", .null), Case("log10(1000)", .number(3)),
      Case("mod(-7, 3)", .int(-1)), Case("mod(7, -3)", .int(1)), Case("mod(7, 0)", .null),
      Case("mod(5.5, 2)", .number(1.5)), Case("mod(-5.5, 2)", .number(-1.5)),
      Case("sign(-0.5)", .number(-1)), Case("sign(0)", .int(0)),
      Case("clip(5, 1, 3)", .int(3)), Case("clip(-5, 1, 3)", .int(1)),
      Case("clip(2, 1, 3)", .int(2)),
      Case("clip(2, 2.5, 3)", .number(2.5)), Case("clip(5, i, 3)", .int(3)),
      Case("clip(5, i, i)", .int(5)),
      Case("clip(@2024-05-01, @2024-01-01, @2024-03-01)", .date(19_783)),
      Case("least(3, i, 1)", .int(1)), Case("greatest(3, i, 1.5)", .number(3)),
      Case("least(i, i)", .null), Case("greatest(\"a\", \"é\", \"z\")", .text("é")),
      Case("bin(-1, 10)", .int(-10)), Case("bin(10, 10)", .int(10)),
      Case("bin(-10, 10)", .int(-10)),
      Case("bin(2.7, 0.5)", .number(2.5)), Case("bin(0.3, 0.1)", .number(0.3)),
      Case("bin(-0.1, 1)", .number(-1)), Case("bin(7, 2.5)", .number(5)),
      Case("cut(9.99, [10, 20])", .text("< 10")), Case("cut(10, [10, 20])", .text("10 – 20")),
      Case("cut(20, [10, 20])", .text("≥ 20")), Case("cut(-5, [0.5])", .text("< 0.5")),
      Case("cut(7, [5], labels: [\"low\", \"it's high\"])", .text("it's high")),
    ])
  func numbers(_ one: Case) throws { try check(one) }

  @Test(
    "Texts",
    arguments: [
      Case("lower(\"ÄÖ\")", .text("äö")), Case("upper(\"é😀\")", .text("É😀")),
      Case("trim(\"  a b \")", .text("a b")), Case("trim(\"\\t a\\n\")", .text("a")),
      Case("trim(\"\")", .text("")),
      Case("length(\"😀é\")", .int(2)), Case("length(\"\")", .int(0)),
      Case("left(\"😀ab\", 2)", .text("😀a")), Case("left(\"ab\", 9)", .text("ab")),
      Case("left(\"ab\", 0)", .text("")), Case("left(\"\", 3)", .text("")),
      Case("left(\"abc\", abs(0 - length(\"a\")) - 2)", .text("")),
      Case("right(\"ab😀\", 2)", .text("b😀")), Case("right(\"abc\", 0)", .text("")),
      Case("substr(\"abcdef\", 2, 3)", .text("bcd")), Case("substr(\"é😀x\", 2)", .text("😀x")),
      Case("substr(\"abc\", 9)", .text("")), Case("substr(\"abc\", 2, 0)", .text("")),
      Case("replace(\"a-b-c\", \"-\", \"\")", .text("abc")),
      Case("replace(\"it's\", \"'\", \"''\")", .text("it''s")),
      Case("split_part(\"a > b\", \" > \", 2)", .text("b")),
      Case("split_part(\"a\", \" > \", 2)", .text("")),
      Case("split_part(\"a.b\", \".\", 1)", .text("a")),
      Case("contains(\"Gift box\", \"gift\")", .bool(false)),
      Case("contains(\"Gift box\", \"gift\", ignore_case: true)", .bool(true)),
      Case("contains(\"50%\", \"%\")", .bool(true)), Case("contains(\"50\", \"%\")", .bool(false)),
      Case("contains(\"\", \"\")", .bool(true)),
      Case("starts_with(\"C12\", \"C\")", .bool(true)),
      Case("starts_with(\"ÄB\", \"äb\", ignore_case: true)", .bool(true)),
      Case("ends_with(\"a.com\", \".COM\", ignore_case: true)", .bool(true)),
      Case("ends_with(\"com\", \".com\")", .bool(false)),
      Case("matches(\"C123\", r\"^C\\d+$\")", .bool(true)),
      Case("matches(\"xC123\", r\"^C\")", .bool(false)),
      Case("matches(\"abc\", \"B\", ignore_case: true)", .bool(true)),
      Case("matches(\"it's\", \"t's\")", .bool(true)), Case("matches(\"\", \"\")", .bool(true)),
      Case("extract(\"order 42, 43\", r\"\\d+\")", .text("42")),
      Case("extract(\"order 42\", r\"(\\d)(\\d)\", group: 2)", .text("2")),
      Case("extract(\"order 42\", r\"(\\d)(\\d)\")", .text("4")),
      Case("extract(\"order\", r\"(\\d+)\")", .null),
      Case("extract(\"ABC\", \"b\", ignore_case: true)", .text("B")),
      Case("pad(\"7\", 3, with: \"0\")", .text("007")), Case("pad(7, 3)", .text("  7")),
      Case("pad(\"abcd\", 3)", .text("abcd")),
      Case("pad(\"a\", 3, side: right, with: \"-\")", .text("a--")),
      Case("pad(\"é\", 3, with: \"😀\")", .text("😀😀é")),
      Case(
        "words(\"Hello,  big\\tworld \")", .list([.text("Hello,"), .text("big"), .text("world")])),
      Case("words(\"\")", .list([])),
      Case(
        "tokens(\"Große, BIG-world! 2x\")", .list(["große", "big", "world", "2x"].map(Value.text))),
      Case("count_items(words(\"a b\"))", .int(2)), Case("count_items(words(\"\"))", .int(0)),
      Case("item(words(\"a b\"), 2)", .text("b")), Case("item(words(\"a b\"), 3)", .null),
      Case("item(words(\"a b\"), length(\"\"))", .null),
    ])
  func texts(_ one: Case) throws { try check(one) }

  @Test(
    "Dates and times",
    arguments: [
      Case("year(@2024-02-29)", .int(2024)), Case("quarter(@2024-10-01)", .int(4)),
      Case("month(@2024-02-29T23:59:59)", .int(2)), Case("day(@2024-02-29)", .int(29)),
      Case("week(@2021-01-03)", .int(53)), Case("week(@2021-01-04)", .int(1)),
      Case("week(@2024-12-30)", .int(1)), Case("weekday(@2024-01-07)", .int(7)),
      Case("weekday(@1969-12-29)", .int(1)), Case("hour(@2011-12-09T23:59)", .int(23)),
      Case("bin(@2024-02-29, 1mo)", .day(2024, 2, 1)),
      Case("bin(@2024-05-15, 1q)", .day(2024, 4, 1)),
      Case("bin(@2024-05-15T08:00, 1y)", .day(2024, 1, 1)),
      Case("bin(@2024-05-15T08:00, 1d)", .day(2024, 5, 15)),
      Case("bin(@1969-12-31T23:00, 1d)", .day(1969, 12, 31)),
      Case("bin(@2024-01-07, 1w)", .day(2024, 1, 1)),
      Case("bin(@1969-12-31, 1w)", .day(1969, 12, 29)),
      Case("bin(@1970-01-18, 2w)", .day(1970, 1, 5)),
      Case("bin(@1970-01-19, 14d)", .day(1970, 1, 19)),
      Case("bin(@1969-12-31, 2w)", .day(1969, 12, 22)),
      Case("bin(@1970-01-06, 3d)", .day(1970, 1, 5)),
      Case("bin(@2024-03-10, 2mo)", .day(2024, 3, 1)),
      Case("bin(@1969-12-15, 5mo)", .day(1969, 8, 1)),
      Case("bin(@2024-08-15, 2q)", .day(2024, 7, 1)),
      Case("bin(@2025-08-15, 5y)", .day(2025, 1, 1)),
      Case("bin(@2024-02-29T13:45:30, 6h)", .moment(2024, 2, 29, 12 * 60)),
      Case("bin(@2024-02-29T13:45:30, 5h)", .moment(2024, 2, 29, 10 * 60)),
      Case("bin(@2024-02-29T13:45:30, 90min)", .moment(2024, 2, 29, 13 * 60 + 30)),
      Case("bin(@2024-02-29T13:45:30, 1h)", .moment(2024, 2, 29, 13 * 60)),
      Case("bin(@1969-12-31T23:59, 30min)", .moment(1969, 12, 31, 23 * 60 + 30)),
      Case("bin(@2024-02-29, 6h)", .moment(2024, 2, 29, 0)),
      Case("days(@2024-03-01 - @2024-02-28)", .number(2)),
      Case("days(@2024-03-01T12:00 - @2024-02-29)", .number(1.5)),
      Case("hours(@2024-02-28 - @2024-03-01)", .number(-48)),
      Case("@2024-01-31 + 1mo", .day(2024, 2, 29)), Case("@2023-03-31 - 1mo", .day(2023, 2, 28)),
      Case("@2024-02-29 + 1y", .day(2025, 2, 28)),
      Case("months_between(@2024-01-15, @2024-03-14)", .int(1)),
      Case("months_between(@2024-01-15, @2024-03-15)", .int(2)),
      Case("months_between(@2024-03-15, @2024-01-15)", .int(-2)),
      Case("months_between(@2024-03-14, @2024-01-15)", .int(-1)),
      Case("months_between(@2024-01-15, @2024-02-15T00:00)", .int(1)),
      Case("months_between(@2024-01-15T12:00, @2024-02-15)", .int(0)),
      Case("date_text(@2024-02-29, \"EEEE d MMMM y\")", .text("Thursday 29 February 2024")),
      Case("date_text(@2024-02-09T08:05:07, \"d.M.yy H:mm:ss\")", .text("9.2.24 8:05:07")),
      Case("date_text(@2024-12-30, \"y 'Q'Q 'week' w\")", .text("2024 Q4 week 1")),
      Case("date_text(@2024-12-30, \"'100%' EEE MMM\")", .text("100% Mon Dec")),
      Case("date_text(@2024-12-30, \"'it''s' d\")", .text("it's 30")),
      Case("today()", .day(2024, 2, 29)), Case("now()", .moment(2024, 2, 29, 13 * 60 + 45)),
      Case("is_holiday(@2011-12-27, \"GB\")", .bool(true)),
      Case("is_holiday(@2011-12-28, \"GB\")", .bool(false)),
      Case("is_holiday(@2011-04-29T10:00, \"GB\")", .bool(true)),
    ])
  func dates(_ one: Case) throws { try check(one) }

  @Test(
    "Conversions and choices",
    arguments: [
      Case("number(\"2.5\")", .number(2.5)), Case("number(\"1e3\")", .number(1000)),
      Case("number(\"-.5\")", .number(-0.5)), Case("number(\" 5 \")", .number(5)),
      Case("number(\"abc\", else: 0)", .number(0)), Case("number(\"\", else: null)", .null),
      Case("number(\"1,000\", else: null)", .null), Case("number(\"nan\", else: -1)", .number(-1)),
      Case("number(\"inf\", else: null)", .null), Case("number(s, else: 5)", .null),
      Case("number(true)", .number(1)), Case("number(7)", .number(7)),
      Case("int(\"12\")", .int(12)), Case("int(\"2.7\", else: null)", .null),
      Case("int(2.7)", .int(2)), Case("int(-2.7)", .int(-2)), Case("int(5 / 2)", .int(2)),
      Case("int(-5 / 2)", .int(-2)), Case("int(false)", .int(0)),
      Case("int(\"99999999999999999999\", else: 0)", .int(0)),
      Case("text(2.5)", .text("2.5")), Case("text(3)", .text("3")), Case("text(6 / 2)", .text("3")),
      Case("text(1 / 3)", .text("0.333333333")),
      Case("text(123456789.125 * 1000)", .text("123456789125")),
      Case("text(true)", .text("true")), Case("text(@2024-02-29)", .text("2024-02-29")),
      Case("bool(\"true\")", .bool(true)), Case("bool(\"1\", else: null)", .null),
      Case("bool(\"yes\", else: false)", .bool(false)), Case("bool(\"t\", else: null)", .null),
      Case("date(\"2024-02-29\")", .day(2024, 2, 29)),
      Case("date(\"29/2/2024\", \"d/M/yyyy\")", .day(2024, 2, 29)),
      Case("date(\"29 Feb 24\", \"dd MMM yy\")", .day(2024, 2, 29)),
      Case("date(\"2023-02-29\", else: null)", .null),
      Case("date(\"2024-2-9\", else: null)", .null),
      Case("date(\"31/02/2024\", \"dd/MM/yyyy\", else: @2000-01-01)", .day(2000, 1, 1)),
      Case("date(\"x\", else: @2000-01-01)", .day(2000, 1, 1)),
      Case("date(s, else: @2000-01-01)", .null),
      Case("datetime(\"2024-02-29T13:45:00\")", .moment(2024, 2, 29, 13 * 60 + 45)),
      Case("datetime(\"2024-02-29 13:45\", else: null)", .moment(2024, 2, 29, 13 * 60 + 45)),
      Case("datetime(@2024-02-29)", .moment(2024, 2, 29, 0)),
      Case("datetime(\"29.2.2024 1:45\", \"d.M.yyyy H:mm\")", .moment(2024, 2, 29, 105)),
      Case("json(\"{\\\"a\\\": {\\\"b\\\": [1, 2]}}\", \"a.b[1]\", as: int)", .int(2)),
      Case("json('{\"a\": \"x\"}', \"a\")", .text("x")),
      Case("json('{\"a\": null}', \"a\")", .null),
      Case("json('{\"a\": 1}', \"b.c\")", .null),
      Case("json('{\"a\": true}', \"a\", as: bool)", .bool(true)),
      Case("json('[{\"ä\": 1.5}]', \"[0].ä\", as: number)", .number(1.5)),
      Case("if(true, 1, 2.5)", .number(1)), Case("if(i > 3, 1, 2)", .int(2)),
      Case("if(b, 1, 2)", .int(2)),
      Case("if(not b, 1, 2)", .int(1)), Case("if(not starts_with(s, \"C\"), 1, 2)", .int(1)),
      Case("if(true, null, \"a\")", .null),
      Case("null_if(3, 3)", .null), Case("null_if(\"a\", \"b\")", .text("a")),
      Case("null_if(3, 2.5)", .number(3)),
    ])
  func conversions(_ one: Case) throws { try check(one) }

  @Test(
    "Texts that cannot be read are an error with the text",
    arguments: [
      "number(\"abc\")", "int(\"2.7\")", "bool(\"yes\")", "date(\"2023-02-29\")",
      "datetime(\"tomorrow\")", "date(\"31/02/2024\", \"dd/MM/yyyy\")",
      "json('{\"a\": \"many\"}', \"a\", as: int)", "json('not json', \"a\")",
    ])
  func unreadable(text: String) throws {
    #expect(throws: (any Error).self) { try Calculator.nulls.get().value(text) }
  }

  @Test(
    "Null in gives null out",
    arguments: [
      "abs(i)", "round(x, 2)", "floor(x)", "ceil(x)", "sqrt(x)", "exp(x)", "log(x)", "log10(x)",
      "mod(i, 2)", "mod(2, i)", "sign(x)", "clip(x, 0, 1)", "bin(i, 10)", "bin(x, 10)",
      "bin(d, 1mo)", "bin(t, 6h)", "bin(t, 2w)", "cut(x, [1, 2])", "lower(s)", "upper(s)",
      "trim(s)",
      "length(s)", "left(s, 1)", "left(\"a\", i)", "right(s, 1)", "substr(s, 1, 2)",
      "substr(\"a\", i)",
      "replace(s, \"a\", \"b\")", "replace(\"a\", \"a\", s)", "split_part(s, \",\", 1)",
      "contains(s, \"a\")", "contains(\"a\", s)", "starts_with(s, \"a\")", "ends_with(s, \"a\")",
      "contains(s, \"a\", ignore_case: true)", "matches(s, \"a\")", "extract(s, \"a\")",
      "pad(s, 3)", "pad(i, 3)", "words(s)", "tokens(s)", "count_items(words(s))",
      "item(words(s), 1)", "item(words(\"a\"), i)", "year(d)", "quarter(d)", "month(t)", "week(d)",
      "day(d)", "weekday(d)", "hour(t)", "days(u)", "hours(u)", "days(d - @2024-01-01)",
      "months_between(d, @2024-01-01)", "months_between(t, d)", "date_text(d, \"y\")",
      "date_text(t, \"Q w\")", "is_holiday(d, \"GB\")", "is_holiday(t, \"US\")", "number(s)",
      "int(s)",
      "int(x)", "text(i)", "text(x)", "text(d)", "bool(s)", "date(s)", "date(s, \"d/M/y\")",
      "datetime(s)", "datetime(d)", "json(s, \"a\")", "json(s, \"a\", as: int)", "null_if(i, 3)",
      "f\"a {s}\"", "f\"{x:.2f}\"", "d + 1mo", "d - @2024-01-01",
    ])
  func nulls(text: String) throws {
    #expect(try Calculator.nulls.get().value(text) == .null)
  }

  @Test(
    "F-strings print numbers as the formats say",
    arguments: [
      Case("f\"{2.5:.0f}\"", .text("3")), Case("f\"{-0.125:.2f}\"", .text("-0.13")),
      Case("f\"{1234567:,}\"", .text("1,234,567")), Case("f\"{1234.5:,}\"", .text("1,234.5")),
      Case("f\"{-1234567.891:,.2f}\"", .text("-1,234,567.89")),
      Case("f\"{0.1234:.1%}\"", .text("12.3%")),
      Case("f\"{2.5:d}\"", .text("3")), Case("f\"{7}\"", .text("7")),
      Case("f\"{1 / 3}\"", .text("0.333333333")),
      Case("f\"{6 / 2} and {\'é\'}\"", .text("3 and é")), Case("f\"{999.5:,.0f}\"", .text("1,000")),
      Case("f\"{@2024-02-29:d MMM y}\"", .text("29 Feb 2024")), Case("f\"{true}\"", .text("true")),
      Case("f\"{-0.001:.2f}\"", .text("0.00")), Case("f\"{12:.1f}\"", .text("12.0")),
    ])
  func printed(_ one: Case) throws { try check(one) }

  private func check(_ one: Case) throws {
    let value = try Calculator.nulls.get().value(one.text)
    #expect(value == one.value)
  }
}
