import Syntax
import Testing

/// What `| chart` alone draws of the parts of an answer.
@Suite(.needsEngine) struct PartChartTests {
  private static let forecast = """
    t = sql "SELECT DATE '2024-01-01' + CAST(range // 2 AS INT) AS d, chr(97 + (range % 2)::INT) AS s, range % 7 + 1 AS v FROM range(60)"
    f = t | forecast v on d by s horizon: 3, method: [naive, drift], backtest: 2

    """

  @Test(arguments: [
    "f.backtest | select d, actual, predicted | chart", "f.backtest | rename day = d | chart",
    "f.components | filter s == \"z\" | chart", "f | rename shop = s | chart",
  ])
  func `a part without what its picture needs is drawn by its columns`(_ cell: String) {
    let bench = CellBench()
    bench.succeed(Self.forecast)
    #expect(bench.succeed(cell).text.hasPrefix("chart: Line chart of "))
  }

  @Test(arguments: [
    ("backtest", "What was forecast and what came"), ("components", "v and its parts"),
    ("metrics", "How the methods did"),
  ])
  func `a part of several series without their key is not drawn as one`(
    _ part: String, title: String
  ) {
    let bench = CellBench()
    bench.succeed(Self.forecast)
    #expect(bench.succeed("f.\(part) | chart").text.contains(title))
    for change in ["rename shop = s", "drop s"] {
      let text = bench.succeed("f.\(part) | \(change) | chart").text
      #expect(text.hasPrefix("chart: ") && !text.contains(title), "\(text)")
    }
  }

  @Test func `a total has the same name in the pictures of a forecast and of its parts`() {
    let bench = CellBench()
    bench.succeed(
      Self.forecast
        + "g = t | forecast v on d by s horizon: 3, method: naive, backtest: 2, reconcile: ols")
    #expect(bench.succeed("g | chart").text.contains(". all: "))
    #expect(bench.succeed("g.backtest | chart").text.contains("small charts by s: a, b, all."))
    let errors = bench.succeed("g.metrics | chart").text
    #expect(errors.contains(", all ") && !errors.contains("null"), "\(errors)")
  }

  @Test(arguments: [
    ("r.trend | chart line", "Orders per customer and month"),
    ("r.trend | filter segment == \"Champions\" | chart", "Orders per customer and month"),
    ("r.moves | chart heatmap", "From segment to segment"),
    ("f.selection | chart bar", "Series by method"),
  ])
  func `the mark of a part's own picture is enough`(_ cell: String, title: String) {
    let bench = CellBench()
    bench.succeed(
      Self.forecast
        + """
        o = load sample "orders", rows: 3000
        r = o | rfm customer: customer_id, date: order_date, amount: unit_price, moves_from: @2024-01-01
        """)
    #expect(bench.succeed(cell).text.contains(title))
    let gone = bench.succeed("r.trend | select segment, customers | chart").text
    #expect(gone.contains("chart of customers by segment"), "\(gone)")
  }

  @Test(arguments: [
    ("r = o | rfm customer: customer_id, date: order_date, amount: unit_price", "r.cuts"),
    (
      "r = o | rfm customer: customer_id, date: order_date, amount: unit_price, segments: none", "r"
    ),
    ("b = o | basket order: order_id, item: product_id, min_support: 0.3%", "b.items"),
    (
      "l = o | clv customer: customer_id, date: order_date, amount: unit_price, bootstrap: 0",
      "l.parameters"
    ),
    ("m = o | recommend user: customer_id, item: product_id", "m.similar"),
    ("m = o | recommend user: customer_id, item: product_id", "m.reasons"),
    ("m = o | recommend user: customer_id, item: product_id, method: [items, ease]", "m.metrics"),
    ("g = c | cluster age, total_spend k: 3", "g.centres"),
    ("g = c | cluster age, total_spend k: 3", "g.assignments"),
    ("e = later | evaluate known", "e.intervals"), ("e = later | evaluate known", "e.ceiling"),
  ])
  func `a part that says nothing as a picture names one, and that can be drawn`(
    _ cell: String, part: String
  ) throws {
    let bench = CellBench()
    bench.succeed(
      """
      o = load sample "orders", rows: 3000
      c = load sample "supermarket", rows: 200
      known = o | filter order_date < @2024-07-01 | recommend user: customer_id, item: product_id
      later = o | filter order_date >= @2024-07-01
      """)
    bench.succeed(cell)
    let outcome = bench.run("\(part) | chart")
    #expect(outcome.errors.map(\.code) == ["E420"], "\(outcome.text)")
    let label = try #require(outcome.errors.first?.label)
    #expect(label.hasPrefix("name a mark and its channels: | "), "\(label)")
    bench.succeed("\(part) | \(label.dropFirst("name a mark and its channels: | ".count))")
  }

  @Test(arguments: ["", ", measure: customers"])
  func `the matrix of cohorts has their picture`(_ measure: String) {
    let bench = CellBench()
    bench.succeed(
      """
      o = load sample "orders", rows: 3000
      c = o | cohort customer: customer_id, date: order_date\(measure)
      """)
    let picture = bench.succeed("c | chart").text
    #expect(bench.succeed("c.matrix | chart").text == picture)
    #expect(bench.succeed("c.matrix | chart heatmap").text == picture)
    #expect(
      bench.succeed("c.matrix | filter cohort >= @2024-01-01 | chart").text
        == bench.succeed("c | filter cohort >= @2024-01-01 | chart").text)
  }

  @Test func `single items are no items that are bought together`() {
    let bench = CellBench()
    bench.succeed(
      """
      t = rows [{o: 1, i: "bread"}, {o: 1, i: "milk"}, {o: 2, i: "bread"}, {o: 3, i: "bread"}]
      b = t | basket order: o, item: i, min_support: 20%
      """)
    let several = bench.succeed("b.itemsets | chart").text
    #expect(several.contains("What is bought together: ") && !several.contains("bread 100%"))
    let single = bench.succeed("b.itemsets | filter size == 1 | chart").text
    #expect(single.contains("What is bought: ") && single.contains("bread 100%"), "\(single)")
  }

  @Test func `the average cohort and the rows of a tree are drawn without their columns, too`() {
    let bench = CellBench()
    bench.succeed(
      """
      o = load sample "orders", rows: 3000
      c = o | cohort customer: customer_id, date: order_date
      c.average | rename p = period | chart
      """)
    bench.succeed(
      """
      s = load sample "supermarket", rows: 200
      h = s | cluster age, total_spend method: hierarchical, k: 4
      h | select cluster, age | chart
      """)
  }
}
