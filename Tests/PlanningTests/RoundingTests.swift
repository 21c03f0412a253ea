import DuckDBEngine
import Planning
import Tables
import Testing

/// Ruling 46: the order in which an engine adds doubles does not show.
@Suite struct RoundingTests {
  private static let measured = Plan.query(
    "SELECT i % 7 AS k, sin(i) * exp(i % 40) AS x, 0.1 * (i % 10) AS w FROM range(400000) r(i)",
    Schema([Field("k", .int), Field("x", .number), Field("w", .number)]))

  private static let x = column("x", .number)
  private static let w = column("w", .number)
  private static let k = column("k", .int)

  @Test func twoThreadsAddUpLikeOne() throws {
    let aggregates: [(AggregateFunction, [Expression])] = [
      (.sum, [Self.x]), (.mean, [Self.x]), (.standardDeviation, [Self.x]), (.variance, [Self.x]),
      (.correlation, [Self.x, Self.w]), (.weightedMean, [Self.x, Self.w]), (.share, [Self.x]),
      (.sum, [Self.w]), (.median, [Self.x]), (.mode, [Self.w]),
    ]
    let items = aggregates.enumerated().map { index, aggregate in
      NamedExpression(
        "a\(index)", .aggregate(AggregateCall(aggregate.0, aggregate.1, type: .number)))
    }
    let plan = Self.measured.aggregated(keys: ["k" <- Self.k], aggregates: items)
    let one = try sharedEngine.rows(plan)
    let engine = DuckDB(threads: 2)
    for _ in 0..<5 {
      #expect(try engine.rows(plan) == one)
    }
  }

  @Test func windowsAreRoundedToo() throws {
    let plan = Self.measured.derived([
      "total" <- over(.aggregate(.sum), Self.x, by: [Self.k], type: .number)
    ]).distinct(["k", "total"])
    let one = try sharedEngine.rows(plan)
    #expect(one.count == 7)
    #expect(try DuckDB(threads: 2).rows(plan) == one)
  }

  @Test(
    arguments: [
      (0.1 + 0.2, 0.3), (0.0, 0.0), (1e300, 1e300), (-1e300, -1e300), (1e-300, 1e-300),
      (1.0 / 3, 0.333333333333), (123_456_789_012_345.6, 123_456_789_012_000.0),
      (999_999_999_999.5, 1e12), (-2.0 / 3, -0.666666666667),
    ] as [(Double, Double)])
  func aSumHasTwelveDigits(_ value: Double, _ rounded: Double) throws {
    let sum = oneRow.aggregated(
      keys: [], aggregates: ["v" <- total(.sum, number(value), type: .number)])
    #expect(try sharedEngine.rows(sum) == [[.number(rounded)]])
  }

  @Test func aSumThatIsAddedUpFurtherKeepsItsDigits() throws {
    let whole = ["v" <- total(.unroundedSum, number(1.0 / 3), type: .number)]
    let sum = oneRow.aggregated(keys: [], aggregates: whole)
    #expect(try sharedEngine.rows(sum) == [[.number(1.0 / 3)]])
    let nothing = Self.measured.filtered(by: test(.less, Self.k, int(0)))
    let none = nothing.aggregated(keys: [], aggregates: whole)
    #expect(try sharedEngine.rows(none) == [[.number(0)]])
  }

  @Test func aMeanOfNothingIsNullAndASumIsZero() throws {
    let nothing = Self.measured.filtered(by: test(.less, Self.k, int(0)))
    let plan = nothing.aggregated(
      keys: [],
      aggregates: [
        "mean" <- total(.mean, Self.x, type: .number), "sum" <- total(.sum, Self.x, type: .number),
        "ints" <- total(.sum, Self.k, type: .int),
        "any" <- total(.any, test(.less, Self.k, int(0)), type: .bool),
        "all" <- total(.all, test(.less, Self.k, int(0)), type: .bool),
        "list" <- total(.list, Self.k, type: .list(.int)),
        "flat" <- total(.correlation, Self.x, number(1), type: .number),
      ])
    #expect(
      try sharedEngine.rows(plan) == [
        [.null, .number(0), .int(0), .bool(false), .bool(true), .list([]), .null]
      ])
  }

  @Test func theCorrelationWithAConstantIsNull() throws {
    let plan = Self.measured.aggregated(
      keys: [], aggregates: ["r" <- total(.correlation, Self.x, number(1), type: .number)])
    #expect(try sharedEngine.rows(plan) == [[.null]])
  }
}
