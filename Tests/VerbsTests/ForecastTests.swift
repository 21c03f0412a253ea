import Syntax
import Tables
import TestSupport
import Testing
import Verbs

@Suite(.needsEngine) struct ForecastTests {
  /// Five shops of different lengths, one of them nameless.
  private static let shops = """
    n = sql \"""SELECT range AS i, CAST(DATE '2023-01-01' + to_days(CAST(range AS INT)) AS DATE) AS d FROM range(80)\"""
    one = n | derive shop = "a", item = 1, y = 5 + mod(i, 7)
    two = n | filter i > 10 | derive shop = "b", item = null_if(2, 2), y = 3 * mod(i, 5)
    three = n | derive shop = "b", item = 1, y = 100 - i
    four = n | filter i > 70 | derive shop = null_if("x", "x"), item = 4, y = i
    five = n | filter i < 40 | derive shop = "c", item = 9, y = i
    shops = one | append two, three, four, five | select shop, item, d, y
    """

  @Test func `Batches of series give what all series at once give`() throws {
    let cell =
      Self.shops + """

        shops | forecast y on d by shop, item horizon: 9, method: seasonal_naive
          | select shop, item, d, y, step, method
        """
    let whole = CellBench().run(cell)
    let parted = ForecastBatch.$rows.withValue(100) { CellBench().run(cell) }
    let expected = try #require(whole.tables.last)
    #expect(whole.errors.isEmpty && parted.errors.isEmpty)
    let other = try #require(parted.tables.last)
    #expect(expected.rowCount == 5 * 9 && other.rowCount == 5 * 9)
    // Equal rows: the order of dictionaries may differ.
    for row in 0..<min(expected.rowCount, other.rowCount) {
      #expect(expected.row(row) == other.row(row))
    }
  }

  @Test(arguments: [100, 1_000_000])
  func `The footer names the seasons that are heeded`(rows: Int) {
    func text(_ method: String) -> String {
      let cell =
        Self.shops + """

          shops | forecast y on d by shop, item horizon: 5, season: [7, 60], method: \(method)
          """
      return ForecastBatch.$rows.withValue(rows) { CellBench().succeed(cell).text }
    }
    // The longest shop has 80 days: 60 fit in once, and only the last season needs no more.
    let smoothing = text("ets")
    #expect(smoothing.contains("longest past, 80 steps: it is left out"))
    #expect(smoothing.contains("season 7 · "))
    #expect(text("seasonal_naive").contains("season 7, 60 · "))
  }

  @Test func `The footer tells of weekdays that are always empty`() {
    let text = CellBench().succeed(
      """
      week = sql \"""SELECT CAST(DATE '2023-01-01' + to_days(CAST(range AS INT)) AS DATE) AS d,
        CASE WHEN range % 7 = 0 THEN 0.0 ELSE 20.0 + range % 5 END AS y FROM range(400)\"""
      week | forecast y on d horizon: 7
      """
    ).text
    #expect(text.contains(" · 0 on Sundays, as in the past · "))
  }

  @Test func `The footer counts holidays, and auto counts its methods`() {
    let cell = """
      n = sql \"""SELECT range AS i, CAST(DATE '2023-01-01' + to_days(CAST(range AS INT)) AS DATE) AS d FROM range(450)\"""
      one = n | derive k = 1, y = 20 + mod(i * i, 11)
      two = n | derive k = 2, y = 4
      one | append two | select k, d, y | forecast y on d by k horizon: 14, holidays: ["GB", "US"]
      """
    let text = CellBench().succeed(cell).text
    #expect(text.contains("1 additive, 1 constant · 2 series, 900 values"))
    #expect(!text.contains("another method"))
    #expect(text.contains("holidays of GB, US: "))
    #expect(text.contains("not heeded by 1 series"))
  }

  @Test func `A country under two names counts once`() {
    let text = CellBench().succeed(
      Self.shops + """

        one | select d, y | forecast y on d horizon: 3, holidays: ["GB", "UK", "gb"]
        one | select d, y | forecast y on d horizon: 3, holidays: ["uk", "US", "GB"]
        """
    ).text
    #expect(text.contains("holidays of GB: "))
    #expect(text.contains("holidays of GB, US: "))
  }

  @Test(arguments: ["auto", "additive", "prophet"])
  func `Components are the past of each series, and add up to its values`(
    _ method: String
  ) throws {
    // 60 days of one and 40 of the other, then 7 whose value nobody knows.
    let table = try CellBench().table(
      """
      n = sql \"""SELECT range AS i, CAST(DATE '2023-01-01' + to_days(CAST(range AS INT)) AS DATE) AS d FROM range(67)\"""
      long = n | derive s = "a", v = 1000 * (i + 1) + mod(i, 5)
      short = n | filter i >= 20 | derive s = "b", v = 50 + 3 * mod(i, 5) + mod(i, 7)
      both = long | append short | derive x = mod(i, 5), y = if(i < 60, v, null)
      f = both | forecast y on d by s using x horizon: 7, method: \(method)
      f.components
        | join both on s, d
        | derive total = level + (trend ?? 0) + (season ?? 0) + (regressors ?? 0) + remainder
        | summarize rows = count(), first = min(i), last = max(i), off = count(where: abs(total - y) > 0.000001), unknown = count(where: total is null) by s
        | sort s
      """)
    #expect(table.rowCount == 2)
    #expect(table.row(0) == [.text("a"), .int(60), .int(0), .int(59), .int(0), .int(0)])
    #expect(table.row(1) == [.text("b"), .int(40), .int(20), .int(59), .int(0), .int(0)])
  }

  @Test func `Rows that went to files are those that stayed in memory`() throws {
    let cell =
      Self.shops + """

        fc = shops | forecast y on d by shop, item horizon: 9, method: [naive, seasonal_naive], backtest: 2
        fc
        fc.metrics
        fc.backtest
        fc.selection
        fc | filter shop == "b" | select d, y, item, step
        """
    let whole = ForecastBatch.$rows.withValue(100) { CellBench().run(cell) }
    let parted = ForecastBatch.$rows.withValue(100) {
      StoredRows.$mostInMemory.withValue(7) { CellBench().run(cell) }
    }
    #expect(whole.errors.isEmpty && parted.errors.isEmpty)
    #expect(whole.tables.count == 5 && parted.tables.count == 5)
    for (expected, other) in zip(whole.tables, parted.tables) {
      #expect(expected.rowCount > 0)
      #expect(expected.schema == other.schema)
      #expect(expected.values == other.values)
    }
  }

  @Test func `A model of more rows than are held at once predicts`() throws {
    let cell =
      Self.shops + """

        fc = shops | forecast y on d by shop, item horizon: 3, method: seasonal_naive
        ahead = fc | filter step > 1 | select shop, item, d
        ahead | predict fc | select shop, item, d, y, step
        """
    let whole = CellBench().run(cell)
    let parted = ForecastBatch.$rows.withValue(100) { CellBench().run(cell) }
    #expect(whole.errors.isEmpty && parted.errors.isEmpty)
    let expected = try #require(whole.tables.last)
    #expect(expected.rowCount == 5 * 2)
    #expect(parted.tables.last?.values == expected.values)
  }

  @Test func `What is too large to be kept is said to be`() {
    let outcome = ForecastBatch.$rows.withValue(100) {
      CellBench().run(
        Self.shops + """

          fc = shops | forecast y on d by shop, item horizon: 2, method: naive
          fc.components
          """)
    }
    #expect(outcome.errors.map(\.code) == ["E111"])
    #expect(outcome.errors.first?.message.contains("up to 100 rows of history") == true)
  }

  @Test(arguments: ["auto", "additive", "[ets, theta]", "prophet"])
  func `No method sees what comes after the origin`(_ method: String) {
    let outcome = CellBench().run(
      """
      d = load sample "store_sales" rows: 1400 | filter date >= @2024-02-01 and product <= 2
      last = d | summarize max(date)
      day = $last - 28d
      clean = d | forecast units on date by store, product horizon: 14, backtest: 3, method: \(method)
      poisoned = d | derive units = if(date > $day, 1000000, units)
        | forecast units on date by store, product horizon: 14, backtest: 3, method: \(method)
      clean.backtest
        | filter origin <= $day
        | join (poisoned.backtest | rename other = predicted, low = lower, high = upper)
            on store, product, origin, date, method
        | summarize rows = count(),
            changed = count(where: predicted != other or lower != low or upper != high)
      """)
    #expect(outcome.errors.isEmpty)
    let row = outcome.tables.last?.row(0) ?? []
    #expect((row.first?.asNumber ?? 0) > 0)
    #expect(row.last == .int(0))
  }
}
