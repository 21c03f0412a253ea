import Language
import Planning
import Tables
import Testing

/// What aggregates and windows give when DuckDB computes them.
@Suite struct AggregateValuesTests {
  typealias Case = ValueCase

  private static let orders = Result {
    let schema = Schema([
      Field("n", .int), Field("k", .text), Field("i", .int), Field("x", .number), Field("b", .bool),
      Field("s", .text), Field("d", .date),
    ])
    let rows: [[Value]] = [
      [.int(1), .text("a"), .int(1), .number(1.5), .bool(true), .text("p"), .day(2024, 1, 31)],
      [.int(2), .text("a"), .int(2), .null, .bool(false), .text("q"), .day(2024, 2, 29)],
      [.int(3), .text("a"), .null, .number(2.5), .null, .text("p"), .null],
      [.int(4), .text("b"), .int(4), .number(10), .bool(true), .null, .day(2024, 3, 1)],
      [.int(5), .text("b"), .int(4), .number(-1), .bool(true), .text("é"), .day(2024, 3, 2)],
    ]
    return try Calculator(Table(schema: schema, rows: rows))
  }

  @Test(
    "Aggregates of a group",
    arguments: [
      Case("count()", .int(5)), Case("count(i)", .int(4)), Case("count(where: i > 1)", .int(3)),
      Case("count(where: not (i > 1))", .int(2)), Case("count_distinct(s)", .int(3)),
      Case("sum(i)", .int(11)), Case("sum(x)", .number(13)), Case("sum(b)", .int(3)),
      Case("sum(i, where: i > 100)", .int(0)), Case("sum(x, where: i > 100)", .number(0)),
      Case("mean(i)", .number(2.75)), Case("mean(b)", .number(0.75)),
      Case("mean(i > 1)", .number(0.6)), Case("mean(starts_with(s, \"p\"))", .number(0.5)),
      Case("mean(x, where: i > 100)", .null), Case("median(i)", .number(3)),
      Case("median(x)", .number(2)), Case("min(s)", .text("p")), Case("max(s)", .text("é")),
      Case("min(b)", .int(0)), Case("max(b)", .int(1)), Case("max(d)", .day(2024, 3, 2)),
      Case("sd(i)", .number(1.5)), Case("var(i)", .number(2.25)),
      Case("sd(x, where: i == 1)", .null),
      Case("quantile(i, 90%)", .number(4)), Case("quantile(x, 25%)", .number(0.875)),
      Case("quantile(x, 0)", .number(-1)), Case("quantile(x, 1)", .number(10)),
      Case("quantile(i, 50%, where: i > 1)", .number(4)),
      Case("mode(s)", .text("p")), Case("mode(i)", .int(4)), Case("mode(x)", .number(-1)),
      Case("mode(x, where: i > 100)", .null),
      Case("first(x) sort d", .number(1.5)), Case("last(x) sort d", .number(2.5)),
      Case("first(x) sort d desc", .number(-1)), Case("first(x, where: i == 2) sort d", .null),
      Case("last(s, where: i == 4) sort d desc", .null), Case("first(s) sort x desc", .null),
      Case("any(b)", .bool(true)), Case("all(b)", .bool(false)), Case("any(i > 100)", .bool(false)),
      Case("any(b, where: i > 100)", .bool(false)), Case("all(b, where: i > 100)", .bool(true)),
      Case("all(b, where: k == \"b\")", .bool(true)),
      Case("list(s)", .list(["p", "p", "q", "é"].map(Value.text))),
      Case("list(s) sort d", .list(["p", "q", "é", "p"].map(Value.text))),
      Case("list(i, where: i > 100)", .list([])),
      Case("list(d, where: i < 2)", .list([.day(2024, 1, 31)])),
      Case("corr(i, i)", .number(1)), Case("corr(x, 0 * x)", .null),
      Case("weighted_mean(x, i)", .number(4.16666666667)), Case("weighted_mean(x, 0 * x)", .null),
      Case("weighted_mean(x, i, where: k == \"a\")", .number(1.5)),
      Case("share()", .number(1)), Case("share(x)", .number(1)), Case("share(0 * x)", .null),
      Case("round(sum(x) / count(), 1)", .number(2.6)),
    ])
  func aggregates(_ one: Case) throws {
    #expect(try Self.orders.get().aggregate(one.text) == one.value)
  }

  @Test(
    "Windows over rows, in the order of the table",
    arguments: [
      ("row_number() sort d desc", [4, 3, 5, 2, 1]), ("rank() sort i", [1, 2, 5, 3, 3]),
      ("dense_rank() sort i", [1, 2, 4, 3, 3]), ("rank() sort i desc", [4, 3, 5, 1, 1]),
      ("rank() by k sort i desc", [2, 1, 3, 1, 1]), ("ntile(2) sort d", [1, 1, 2, 1, 2]),
      ("cumcount() by k sort d", [1, 2, 3, 1, 2]), ("lag(i) sort d", [nil, 1, 4, 2, 4]),
      ("lag(i, 2, default: 0) sort d", [0, 0, 4, 1, 2]),
      ("lead(i) by k sort d", [2, nil, nil, 4, nil]),
      ("lead(i, default: -1) by k sort d", [2, nil, -1, 4, -1]),
      ("cumsum(i) sort d", [1, 3, nil, 7, 11]), ("cummax(i) sort d desc", [4, 4, nil, 4, 4]),
      ("cumsum(b) sort d", [1, 1, nil, 2, 3]), ("moving_sum(i, 2) sort d", [nil, 3, nil, 6, 8]),
      ("diff(i) sort d", [nil, 1, nil, 2, 0]), ("diff(i, n: 2) sort d", [nil, nil, nil, 3, 2]),
      ("first_value(i) by k sort d", [1, 1, 1, 4, 4]),
      ("last_value(i) by k sort d", [nil, nil, nil, 4, 4]),
      ("first(i) sort d desc", [4, 4, 4, 4, 4]), ("sum(i) by k", [3, 3, 3, 8, 8]),
      ("count(where: b) by k", [1, 1, 1, 2, 2]), ("count_distinct(s) by k", [2, 2, 2, 1, 1]),
      ("i - max(i)", [-3, -2, nil, 0, 0]), ("int(days(diff(d))) sort d", [nil, 29, nil, 1, 1]),
      ("mode(i) by k", [1, 1, 1, 4, 4]),
    ])
  func windows(text: String, expected: [Int64?]) throws {
    let values = try Self.orders.get().rows(text)
    #expect(values == expected.map { $0.map(Value.int) ?? .null })
  }

  @Test(
    "Windows of numbers",
    arguments: [
      ("moving_mean(i, 2) sort d", [nil, 1.5, nil, 3, 4]),
      ("pct_change(i) sort d", [nil, 1, nil, 1, 0]),
      ("median(i) by k", [1.5, 1.5, 1.5, 4, 4]), ("quantile(x, 50%) by k", [2, 2, 2, 4.5, 4.5]),
      ("share() by k", [0.6, 0.6, 0.6, 0.4, 0.4]), ("mean(b) by k", [0.5, 0.5, 0.5, 1, 1]),
      ("scale(i) by k", [-0.707106781187, 0.707106781187, nil, nil, nil]),
      ("x / sum(x)", [0.115384615385, nil, 0.192307692308, 0.769230769231, -0.0769230769231]),
    ])
  func numbers(text: String, expected: [Double?]) throws {
    let values = try Self.orders.get().rows(text)
    #expect(values.count == expected.count)
    for (value, wanted) in zip(values, expected) {
      guard let wanted else {
        #expect(value == .null)
        continue
      }
      let number = try #require(value.asNumber)
      #expect(abs(number - wanted) < 1e-9, "\(values)")
    }
  }
}
