import FoundationEssentials
import Syntax
import Tables
import TestSupport
import Testing
import Verbs

/// Pairs that the engine counts, beside those that are counted in memory.
@Suite(.needsEngine) struct PushedBasketTests {
  /// The tables of the cells in memory and in the engine, and what both said beside them.
  private func both(_ cells: String) -> (memory: CellBench.Outcome, engine: CellBench.Outcome) {
    (CellBench().run(cells), BasketLines.$mostFetched.withValue(0) { CellBench().run(cells) })
  }

  private func expectSame(_ cells: String, tables: Int) {
    let (memory, engine) = both(cells)
    #expect(memory.errors.isEmpty && engine.errors.isEmpty)
    #expect(memory.tables.count == tables && engine.tables.count == tables)
    for (expected, found) in zip(memory.tables, engine.tables) {
      #expect(expected.schema == found.schema && expected.rowCount > 0)
      #expect(
        (0..<expected.rowCount).map { expected.row($0) }
          == (0..<found.rowCount).map { found.row($0) })
    }
  }

  private static let groceries = ProcessInfo.processInfo.environment["TEFF_DATA"].map {
    "\($0)/retail/groceries_baskets.csv"
  }

  @Test(
    .enabled(if: groceries != nil, "TEFF_DATA is not set"),
    arguments: ["min_support: 1%", "min_support: 0.1%, consequents: any, max_order: 6"])
  func `Rules of groceries are the same wherever their pairs are counted`(
    _ options: String
  ) throws {
    let path = try #require(Self.groceries)
    expectSame(
      """
      g = sql \"""SELECT row_number() OVER () AS basket, unnest(string_split(line, ',')) AS item
        FROM read_csv('\(path)', header = false,
          columns = {'line': 'VARCHAR'}, delim = '\\0')\"""
      q = g | basket order: basket, item: item, max_items: 2, \(options)
      q
      q.itemsets
      q.items
      """, tables: 3)
  }

  @Test func `Numbers, spaces, repeats, missing values and large orders count alike`() {
    expectSame(
      """
      b = rows [{t: 1, i: "bread"}, {t: 1, i: " milk"}, {t: 2, i: "milk "}, {t: 2, i: "bread"},
        {t: 2, i: "bread"}, {t: 3, i: "bread"}, {t: 3, i: "milk"}, {t: 3, i: "beer"},
        {t: 4, i: "bread"}, {t: null, i: "milk"}, {t: 6, i: null}, {t: 7, i: "a"}, {t: 7, i: "b"},
        {t: 7, i: "c"}, {t: 7, i: "d"}]
      q = b | basket order: t, item: i, min_support: 20%, max_items: 2, max_order: 3
      q
      q.itemsets
      n = b | basket order: i, item: t, min_support: 10%, max_items: 2, min_confidence: 0%
      n
      n.items
      """, tables: 4)
  }

  @Test func `Longer rules than the engine counts are said to be left out`() throws {
    let (memory, engine) = both(
      """
      b = rows [{t: 1, i: "a"}, {t: 1, i: "b"}, {t: 1, i: "c"}, {t: 2, i: "a"}, {t: 2, i: "b"},
        {t: 2, i: "c"}, {t: 3, i: "c"}]
      b | basket order: t, item: i, min_support: 50%
      """)
    let sizes = try #require(engine.tables.last?["size"]?.values)
    #expect(!sizes.isEmpty && sizes.allSatisfy { $0 == .int(2) })
    #expect(memory.tables.last?["size"]?.values.contains(.int(3)) == true)
    let warnings = engine.outputs.compactMap { output in
      if case .warning(let warning) = output { warning.message } else { nil }
    }
    #expect(warnings.contains { $0.contains("rules have two items") })
  }

  @Test(
    arguments: [
      ("", "no order holds two items"),
      (", {t: 4, i: \"a\"}, {t: 4, i: \"b\"}, {t: 4, i: \"c\"}", "no order of at most 2 items"),
      (", {t: 4, i: \"a\"}, {t: 4, i: \"b\"}", "no two items are in 90%"),
    ])
  func `That no order holds two items is said before support is blamed`(
    _ more: String, _ words: String
  ) {
    let (memory, engine) = both(
      """
      b = rows [{t: 1, i: "a"}, {t: 2, i: "a"}, {t: 3, i: "b"}\(more)]
      b | basket order: t, item: i, min_support: 90%, max_items: 2, max_order: 2
      """)
    for outcome in [memory, engine] {
      let warnings = outcome.outputs.compactMap { output in
        if case .warning(let warning) = output { warning.message } else { nil }
      }
      #expect(warnings.count == 1 && warnings.contains { $0.contains(words) }, "\(warnings)")
    }
  }

  @Test func `Rows without an item are no orders for the engine, too`() {
    let engine = both("rows [{t: null, i: \"a\"}] | basket order: t, item: i").engine
    #expect(engine.errors.map(\.code) == ["E709"])
  }
}
