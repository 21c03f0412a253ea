import DuckDBEngine
import Planning
import Tables
import Testing

/// What DuckDB answers to the SQL of the core set.
@Suite struct RunningPlansTests {
  static let plans = CorePlan.all(in: DuckDBDialect())
  static let database = Result { try coreDatabase() }

  @Test func theCoreSetRunsAndGivesTheSchemaThatThePlanPromised() throws {
    let engine = try Self.database.get()
    for core in Self.plans {
      let relation = Relation(core.plan, in: engine)
      #expect(throws: Never.self, "\(core.name)") {
        let table = try relation.collect()
        #expect(table.schema == core.plan.schema, "\(core.name)")
      }
    }
  }

  @Test func oneThreadAndTwoGiveTheSameRows() throws {
    let one = try Self.database.get()
    let two = try coreDatabase(threads: 2)
    for core in Self.plans {
      #expect(try one.rows(core.plan) == two.rows(core.plan), "\(core.name)")
    }
  }

  private func ids(_ name: String) throws -> [Value] {
    let plan = try #require(Self.plans.first { $0.name == name }).plan
    return try Self.database.get().column("id", of: plan)
  }

  private func rows(_ name: String) throws -> [[Value]] {
    let plan = try #require(Self.plans.first { $0.name == name }).plan
    return try Self.database.get().rows(plan)
  }

  @Test(arguments: [
    // `not` keeps rows whose comparison or predicate is null.
    ("not_comparison", [1, 3, 4, 6, 7, 8]), ("not_predicate", [2, 4, 5, 6, 8]),
    // Null equals null, and differs from every value.
    ("equal_columns", [5, 8]), ("not_equal", [2, 4, 5, 6, 8]), ("in_with_null", [1, 3, 4, 7, 8]),
    ("not_in", [4, 5, 8]), ("or_and", [1, 2, 5, 7]), ("half_open_bounds", [4]),
    // Nulls last in both directions, ties by the remaining columns.
    ("sort", [5, 2, 4, 1, 6, 7, 8, 3]), ("sort_then_select", [5, 2, 4, 1, 6, 7, 8, 3]),
    ("sort_then_replace", [5, 2, 4, 1, 6, 7, 8, 3]), ("sort_then_filter", [5, 2, 4]),
    ("sort_by_expression", [7, 1, 6, 8, 4, 2, 5, 3]),
    ("take", [1, 2, 3]), ("take_sorted", [5, 2, 4]), ("take_then_filter", [5, 2, 4]),
    ("take_then_take", [5, 2]), ("take_then_sort", [1, 2, 4, 5]),
    ("filter_after_select", [5, 2]), ("take_per_group", [1, 2, 5, 4]),
    // Windows see all rows, and files keep their order after them.
    ("window_filter", [1, 2, 4]), ("window_median_all", [2, 4, 5]),
    ("window_share", [1, 2, 3, 4, 5, 6, 7, 8]), ("window_median", [1, 2, 3, 4, 5, 6, 7, 8]),
    ("lookup", [1, 2, 3, 4, 5, 6, 7, 8]), ("join_semi", [1, 2, 4, 6]),
    ("join_anti", [3, 5, 7, 8]), ("join_inner", [1, 2, 4, 6]), ("join_filtered", [1]),
    ("sample", [3, 5, 8]), ("sample_share_by", [1, 7, 2, 5, 8]),
  ])
  func rowsComeOutInTheirOrder(_ name: String, _ expected: [Int64]) throws {
    #expect(try ids(name) == expected.map { .int($0) })
  }

  @Test func aSummaryIsExactForIntsAndRoundedForNumbers() throws {
    #expect(
      try rows("summarize") == [
        [.text("Ann"), .number(5.3), .int(3), .int(8)],
        [.text("Bob"), .number(14), .int(2), .int(5)],
        [.text("O'Hara"), .number(0), .int(1), .int(0)],
        [.null, .number(4), .int(2), .int(5)],
      ])
    #expect(
      try rows("summarize_all") == [
        [
          .int(8), .int(3), .number(2.43571428571), .number(18.0 / 7), .text("Ann"), .date(19_782),
          .number(3.02416852012), .number(2.28571428571), .number(2.5), .number(5.300000000000001),
          .text("Ann"), .bool(true), .bool(false), .int(4), .number(4.0 / 6),
          .number(0.149855097724), .number(1.79230769231),
        ]
      ])
  }

  @Test func sharesAddUpToOne() throws {
    #expect(
      try rows("share").map { $0[1] } == [
        .number(0.375), .number(0.25), .number(0.125), .number(0.25),
      ])
    #expect(
      try rows("share").map { $0[3] }
        == [.number(8.0 / 18), .number(5.0 / 18), .number(0), .number(5.0 / 18)])
  }

  @Test func firstAndLastDoNotSkipNullsAndListsDo() throws {
    #expect(
      try rows("summarize_ordered") == [
        [
          .text("Ann"), .null, .null, .list([.text("apple"), .text("fig")]),
          .list([.number(0.3), .number(2.5)]),
        ],
        [
          .text("Bob"), .text("apple"), .number(4), .list([.text("pear"), .text("apple")]),
          .list([.number(2.5), .number(4)]),
        ],
        [
          .text("O'Hara"), .text("O'Hara"), .number(7.25), .list([.text("O'Hara")]),
          .list([.number(7.25)]),
        ],
        [.null, .null, .number(3), .list([.text("apple")]), .list([.number(-2.5), .number(3)])],
      ])
  }

  @Test func anAbsentCellOfAPivotIsNotZero() throws {
    #expect(
      try rows("pivot") == [
        [.text("Ann"), .null, .number(5), .number(0.3)],
        [.text("Bob"), .number(14), .null, .null],
        [.text("O'Hara"), .null, .number(0), .null],
        [.null, .null, .number(-5), .number(9)],
      ])
    #expect(
      try rows("pivot_fill") == [
        [.bool(false), .int(0), .int(0)], [.bool(true), .int(7), .int(0)],
        [.null, .int(1), .int(0)],
      ])
  }

  @Test func windowsFollowTheOrderAndPutNullsLast() throws {
    let plan = try #require(Self.plans.first { $0.name == "window_functions" }).plan
    let engine = try Self.database.get()
    func column(_ name: String) throws -> [Value] { try engine.column(name, of: plan) }
    func ints(_ values: [Int64]) -> [Value] { values.map { .int($0) } }
    #expect(try column("n") == ints([2, 2, 3, 2, 1, 1, 1, 1]))
    #expect(try column("rank") == ints([4, 2, 8, 3, 1, 4, 6, 7]))
    #expect(try column("dense") == ints([3, 5, 7, 4, 6, 3, 2, 1]))
    #expect(try column("tile") == ints([1, 2, 3, 2, 3, 2, 1, 1]))
    #expect(
      try column("running") == [
        .number(3.3), .number(17.05), .null, .number(0.5), .number(10.55), .number(13.05),
        .number(0.8), .number(-2.5),
      ])
    #expect(
      try column("before")
        == [0.3, 2.5, 2.5, -2.5, 0, 0, 0, 0].map { .number($0) })
    #expect(try column("nth") == ints([4, 7, 8, 2, 5, 6, 3, 1]))
  }

  @Test func movingWindowsAreNullUntilTheyAreFull() throws {
    let plan = try #require(Self.plans.first { $0.name == "window_moving" }).plan
    let engine = try Self.database.get()
    #expect(
      try engine.column("mean", of: plan) == [
        .number(1.4), .number(3.25), .null, .number(0.25), .number(4.875), .number(4.875),
        .number(1.65), .null,
      ])
    #expect(try engine.column("gap", of: plan)[0] == .duration(336 * 86_400_000_000))
    #expect(try engine.column("growth", of: plan)[3] == .number(-2.2))
  }

  @Test func aFileThatIsUnpivotedKeepsTheOrderOfItsRows() throws {
    let rows = try rows("unpivot_file").prefix(4)
    #expect(
      Array(rows) == [
        [.int(1), .text("quantity"), .number(2)], [.int(1), .text("price"), .number(2.5)],
        [.int(2), .text("quantity"), .number(1)], [.int(2), .text("price"), .number(4)],
      ])
  }

  @Test func namesThatDifferOnlyByCaseComeBackAsTheyWere() throws {
    let plan = try #require(Self.plans.first { $0.name == "names_by_case" }).plan
    let relation = Relation(plan, in: try Self.database.get())
    #expect(try relation.collect().schema.names.suffix(2) == ["Price", "PRICE"])
    let stored = try relation.stored()
    #expect(stored.schema == plan.schema)
    #expect(try stored.collect().columns.map(\.values) == relation.collect().columns.map(\.values))
  }

  @Test func aStoredRelationKeepsRowsOrderAndNumber() throws {
    let engine = try Self.database.get()
    let sorted = Relation(
      CoreTables(dialect: DuckDBDialect()).orders.sorted(by: [SortKey(price, descending: true)]),
      in: engine)
    let stored = try sorted.stored()
    #expect(try stored.collect().columns.map(\.values) == sorted.collect().columns.map(\.values))
    #expect(stored.plan.sortKeys?.first == SortKey(price, descending: true))
    #expect(try stored.count() == 8)
    #expect(try stored.collect(limit: 2).rowCount == 2)
  }

  @Test func aCountOfADistinctOrLimitedTableCountsItsRows() throws {
    let engine = try Self.database.get()
    let orders = CoreTables(dialect: DuckDBDialect()).orders
    #expect(try Relation(orders.limited(to: 3), in: engine).count() == 3)
    #expect(try Relation(orders.distinct(["customer"]), in: engine).count() == 4)
    #expect(try Relation(orders.filtered(by: test(.isNull, id)), in: engine).count() == 0)
  }
}
