import Rendering
import Syntax
import Tables
import Testing

/// Segments, cohorts and lifetime values, and those of new customers.
@Suite(.needsEngine) struct CustomerModelsTests {
  private static let orders = """
    p = load sample "orders", rows: 3000 | derive amount = quantity * unit_price

    """

  @Test(arguments: [
    "order: order_id", "", "ties: together", "bins: 4, segments: none",
    "breaks: {recency: [30, 90, 180, 365], frequency: [2, 3, 5, 10], monetary: [50, 100, 200, 400]}",
    "breaks: {frequency: [2, 3, 5, 10]}", "as_of: @2024-09-01",
  ])
  func `predicting the same rows gives the same segments`(_ options: String) throws {
    let bench = CellBench()
    bench.run(
      Self.orders
        + """
        s = p | rfm customer: customer_id, date: order_date, amount: amount\(options.isEmpty ? "" : ", ")\(options)
        """)
    let (learned, predicted) = (try bench.table("s"), try bench.table("p | predict s"))
    #expect(learned.rowCount > 150)
    #expect(learned.schema == predicted.schema)
    #expect(learned.values == predicted.values)
  }

  @Test(arguments: [
    "rfm customer: customer_id, date: order_date, amount: amount, order: order_id",
    "rfm customer: customer_id, date: day, amount: amount, ties: together, bins: 7, segments: none",
    "rfm customer: customer_id, date: order_date, amount: amount, breaks: {monetary: [50, 100]}, "
      + "segments: none",
    "rfm customer: region, date: order_date, amount: gap, as_of: @2024-09-01",
    "rfm customer: gap, date: late, amount: amount, bins: 3, segments: none",
    "cohort customer: customer_id, date: order_date, value: amount, order: order_id",
    "cohort customer: customer_id, date: late, value: gap, every: 1q, measure: value",
    "cohort customer: gap, date: day, every: 2w, order: order_id",
  ])
  func `few rows are worked on in memory, and unknown numbers in the engine, to the same end`(
    _ stage: String
  ) throws {
    let bench = CellBench()
    bench.run(
      """
      p = load sample "orders", rows: 3000
        | derive amount = quantity * unit_price, day = bin(order_date, 1d),
            gap = if(quantity > 4, null, quantity), late = if(quantity > 5, null, order_date)
      q = sql "select * from p"
      few = p | \(stage)
      unknown = q | \(stage)
      """)
    let (few, unknown) = (try bench.table("few"), try bench.table("unknown"))
    #expect(few.rowCount > 2 && few.schema == unknown.schema)
    #expect(few.values == unknown.values)
  }

  @Test(arguments: ["1w", "1mo", "1q"])
  func `cohorts bring the same with orders and without, in memory and in the engine`(
    _ every: String
  ) throws {
    let bench = CellBench()
    let stage = "cohort customer: customer_id, date: order_date, value: part, every: \(every)"
    // Sevenths have more digits than sums are told with.
    bench.succeed(
      """
      p = load sample "orders", rows: 3000 | derive part = quantity * unit_price / 7
      q = sql "select * from p"
      plain = p | \(stage)
      counted = p | \(stage), order: order_id
      unknown = q | \(stage)
      """)
    let values = try #require(try bench.table("plain")["value"]?.values)
    #expect(values.count > 20)
    #expect(try bench.table("counted")["value"]?.values == values)
    #expect(try bench.table("unknown")["value"]?.values == values)
  }

  @Test(arguments: ["d", "at"])
  func `every segment has a row for each month, those without orders among them`(
    _ date: String
  ) throws {
    let bench = CellBench()
    bench.succeed(
      """
      t = rows [{c: "a", d: @2023-11-20, x: 5}, {c: "b", d: @2024-02-03, x: 7}, {c: "b", d: @2024-02-09, x: 1}, {c: "a", d: @2024-03-01, x: 2}]
        | derive at = d + 23h
      names = rows [{segment: "new", r_low: 5}, {segment: "old", r_low: 1}]
      r = t | rfm customer: c, date: \(date), amount: x, segments: names
      """)
    let table = try bench.table("r.trend | sort segment, month")
    let months = ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01"]
    #expect(table["month"]?.values.map(ValueText.plain) == months + months)
    let segments = ["new", "old"].flatMap { [Value](repeating: .text($0), count: 5) }
    #expect(table["segment"]?.values == segments)
    func ints(_ numbers: [Int64]) -> [Value] { numbers.map { .int($0) } }
    func numbers(_ numbers: [Double]) -> [Value] { numbers.map { .number($0) } }
    #expect(table["customers"]?.values == ints([1, 0, 0, 0, 1, 0, 0, 0, 1, 0]))
    #expect(table["orders"]?.values == ints([1, 0, 0, 0, 1, 0, 0, 0, 2, 0]))
    #expect(table["revenue"]?.values == numbers([5, 0, 0, 0, 2, 0, 0, 0, 8, 0]))
    #expect(table["size"]?.values == ints([Int64](repeating: 1, count: 10)))
    #expect(table["orders_per_customer"]?.values == numbers([1, 0, 0, 0, 1, 0, 0, 0, 2, 0]))
  }

  @Test func `a date far ahead makes no cohorts of nothing`() throws {
    let bench = CellBench()
    let refusal = bench.run(
      """
      rows [{c: "a", d: @2024-01-05}, {c: "b", d: @2024-02-05}, {c: "a", d: @9999-01-01}]
        | cohort customer: c, date: d
      """)
    #expect(refusal.text.contains("95,701 periods, of which 95,698 have no rows"))
    #expect(refusal.text.contains("| filter d < @9999-01-01"), "\(refusal.text)")
  }

  @Test func `a date far back is named as what to leave out, and without it there are cohorts`() {
    let bench = CellBench()
    bench.succeed(
      """
      p = rows [{c: "a", d: @1900-01-05}, {c: "b", d: @2024-02-05}, {c: "a", d: @2024-03-01}]
      """)
    let refusal = bench.run("p | cohort customer: c, date: d")
    #expect(refusal.text.contains("| filter d >= @2024-02-01"), "\(refusal.text)")
    bench.succeed("p | filter d >= @2024-02-01 | cohort customer: c, date: d")
  }

  @Test(arguments: [
    "order: order_id", "ties: together", "bins: 4, segments: none", "as_of: @2024-09-01",
    "breaks: {frequency: [2, 3, 5, 10]}",
    "segments: (rows [{segment: \"best\", r_low: 4, m_low: 4}, {segment: \"rest\", r_low: 1, m_low: 1}])",
  ])
  func `segments that were registered predict as those that were made`(_ options: String) throws {
    let bench = CellBench()
    bench.succeed(
      Self.orders
        + """
        s = p | rfm customer: customer_id, date: order_date, amount: amount - 1, \(options)
        s.model | register "segments"
        kept = model "segments"
        """)
    let (made, kept) = (try bench.table("p | predict s"), try bench.table("p | predict kept"))
    #expect(made.rowCount > 100 && made.schema == kept.schema)
    #expect(made.values == kept.values)
  }

  @Test func `values that were registered predict as those that were made`() throws {
    let bench = CellBench()
    bench.run(
      Self.orders
        + """
        l = p | clv customer: customer_id, date: order_date, amount: amount, horizon: 6mo,
          discount: 10%, bootstrap: 0
        l.model | register "values"
        kept = model "values"
        """)
    let (made, kept) = (try bench.table("p | predict l"), try bench.table("p | predict kept"))
    #expect(made.rowCount > 100 && made.schema == kept.schema)
    #expect(made.values == kept.values)
  }

  @Test func `a model that reads what has no stored form is not kept, and says so`() throws {
    let bench = CellBench()
    let outcome = bench.run(
      Self.orders
        + """
        s = p | rfm customer: customer_id, date: order_date, amount: number(text(amount))
        s.model | register "segments"
        """)
    #expect(outcome.text.contains("cannot keep"), "\(outcome.text)")
    #expect(outcome.text.contains("derive the column first"), "\(outcome.text)")
    let whole = bench.succeed(
      Self.orders
        + """
        s = p | rfm customer: customer_id, date: order_date, amount: number(text(amount))
        s | register "customers"
        """)
    #expect(
      whole.text.contains("registered without its part `model`, which the registry cannot keep: "),
      "\(whole.text)")
  }

  @Test func `what is kept can be read again, however deep an amount is`() throws {
    func cell(_ count: Int) -> String {
      let amount = "amount" + String(repeating: " + 1", count: count)
      return Self.orders
        + """
        s = p | rfm customer: customer_id, date: order_date, amount: \(amount)
        s.model | register "deep"
        """
    }
    let bench = CellBench()
    bench.succeed(cell(150) + "\nkept = model \"deep\"")
    let (made, kept) = (try bench.table("p | predict s"), try bench.table("p | predict kept"))
    #expect(made.values == kept.values)
    let refusal = bench.run(cell(250))
    #expect(refusal.errors.map(\.code) == ["E716"], "\(refusal.text)")
  }

  @Test func `predicting segments is one query, and new customers get the limits learned`() throws {
    let bench = CellBench()
    bench.succeed(
      Self.orders
        + "s = p | rfm customer: customer_id, date: order_date, amount: amount, as_of: @2025-01-01")
    bench.succeed(
      """
      n = rows [{customer_id: "A1", order_date: @2024-12-31T10:00, amount: 1e6},
        {customer_id: "A2", order_date: @2022-01-01T10:00, amount: 0.01}]
        | derive amount = number(amount)
      """)
    let table = try bench.table("n | predict s | select customer_id, r, f, m")
    #expect(table.row(0) == [.text("A1"), .int(5), .int(1), .int(5)])
    #expect(table.row(1) == [.text("A2"), .int(1), .int(1), .int(1)])
    #expect(bench.succeed("n | predict s | show sql").text.contains("CASE"))
  }

  @Test func `predicting segments says from which day recency counts`() {
    let bench = CellBench()
    bench.succeed(
      Self.orders
        + """
        s = p | rfm customer: customer_id, date: order_date, amount: amount
        fixed = p | rfm customer: customer_id, date: order_date, amount: amount, as_of: @2025-01-01
        n = rows [{customer_id: "A1", order_date: @2023-03-24T10:00, amount: 10.0},
          {customer_id: "A2", order_date: @2023-03-20T10:00, amount: 12.5}]
        """)
    let text = bench.succeed("n | predict s").text
    #expect(
      text.contains(
        "-- RFM by the limits of 3,000 rows · as of 2023-03-25, the day after the last row ·"),
      "\(text)")
    let fixed = bench.succeed("n | predict fixed").text
    #expect(fixed.contains("-- RFM by the limits of 3,000 rows · as of 2025-01-01 ·"), "\(fixed)")
    let none = bench.succeed("n | filter amount > 99 | predict s").text
    #expect(!none.contains("as of"), "\(none)")
  }

  @Test func `the rows of purchases of less than 0 do not count as used`() {
    let bench = CellBench()
    bench.succeed(
      """
      s = rows [{c: "a", d: @2024-01-01, x: 10}, {c: "a", d: @2024-01-11, x: 20}, {c: "a", d: @2024-02-01, x: 20},
        {c: "b", d: @2024-01-05, x: 5}, {c: "c", d: @2024-01-03, x: 8}, {c: "c", d: @2024-01-20, x: 12}, {c: "c", d: @2024-01-25, x: -3},
        {c: "d", d: @2024-02-05, x: 9}, {c: null, d: @2024-02-05, x: 9}, {c: "e", d: @2024-01-09, x: 7}, {c: "e", d: @2024-02-15, x: 11}]
      l = s | clv customer: c, date: d, amount: x, bootstrap: 0
      """)
    let text = bench.succeed("l").text
    #expect(
      text.contains(
        "· 9 rows used · 1 dropped (no customer, date or amount) · 1 left out (purchases of less than 0) ·"
      ), "\(text)")
    let predicted = bench.succeed("s | predict l").text
    #expect(predicted.contains("· 9 rows used ·"), "\(predicted)")
  }

  @Test func `one row, one draw`() {
    let bench = CellBench()
    bench.succeed("one = rows [{c: \"a\", d: @2024-01-01, x: 10}]")
    let text = bench.succeed("one | rfm customer: c, date: d, amount: x").text
    #expect(text.contains("· 1 row used ·"), "\(text)")
    let refusal = bench.run("one | clv customer: c, date: d, amount: x, bootstrap: 1").text
    #expect(refusal.contains("1 draw tells nothing about"), "\(refusal)")
  }

  @Test func `predicting the same rows gives the same values`() throws {
    let bench = CellBench()
    bench.succeed(
      Self.orders
        + "l = p | clv customer: customer_id, date: order_date, amount: amount, bootstrap: 0")
    let (learned, predicted) = (try bench.table("l"), try bench.table("p | predict l"))
    #expect(learned.rowCount > 150 && learned.schema == predicted.schema)
    #expect(learned.values == predicted.values)
  }
}
