import Tables
import TestSupport
import Testing
import Verbs

@Suite(.needsEngine) struct EvaluateTests {
  /// `silhouette_score` and `adjusted_rand_score` of scikit-learn 1.9, with the nearest centre of its
  /// `KMeans` of the first 60 rows.
  @Test func `Groups of other rows are measured as scikit-learn measures them`() throws {
    let outcome = CellBench().run(
      """
      d = sql \"""SELECT range AS i, 10 * (range % 3) + 3 * sin(range * 1.7) AS x,
          CASE WHEN range % 3 = 1 THEN 5 ELSE 0 END + 2 * cos(range * 2.3) AS y,
          CASE WHEN range % 5 = 0 THEN 'a' WHEN range % 3 = 1 THEN 'b' ELSE 'c' END AS side
        FROM range(90)\"""
      groups = d | filter i < 60 | cluster x, y k: 3, scale: none
      d | filter i >= 60 | evaluate groups  actual: side
      """)
    #expect(outcome.errors.isEmpty)
    let scores = try #require(outcome.tables.last)
    #expect(abs(try #require(scores["silhouette"]?[0].asNumber) - 0.6702193664051961) < 1e-9)
    #expect(abs(try #require(scores["ari"]?[0].asNumber) - 0.37000700770847933) < 1e-9)
  }

  @Test func `The footer tells of each model what does not hold for all`() {
    let text = CellBench().succeed(
      """
      d = sql \"""SELECT range AS i, 10 * (range % 3) + sin(range * 1.7) AS x FROM range(90)\"""
      two = d | filter i < 60 | cluster x k: 2, scale: none
      three = d | filter i < 60 | cluster x k: 3, scale: none
      d | filter i >= 60 | evaluate two, three
      """
    ).text
    #expect(text.contains("-- 30 rows · two: 2 groups · three: 3 groups · duckdb"))
  }

  private static let sales = """
    d = sql \"""SELECT s, CAST(DATE '2024-01-01' + to_days(CAST(t AS INT)) AS DATE) AS day, t,
        20 + 5 * s + (t % 7) * (s + 1) + sin(t * 1.3) AS y
      FROM (SELECT unnest(range(45)) AS t), (SELECT unnest(range(2)) AS s)\"""
    past = d | filter t < 35 | select s, day, y
    later = d | filter t >= 35 | select s, day, y
    """

  /// The same sums by numpy; one series lacks its first four steps, and its season goes on from
  /// where it was.
  @Test func `Forecasts are measured by what came, wherever it begins`() throws {
    let outcome = CellBench().run(
      Self.sales + """

        fc = past | forecast y on day by s horizon: 10, method: seasonal_naive
        later | filter s == 0 or day >= @2024-02-09 | evaluate fc
        """)
    #expect(outcome.errors.isEmpty)
    let scores = try #require(outcome.tables.last)
    #expect(scores["rows"]?[0] == .int(16))
    for (name, value) in [
      ("wape", 0.0328953381819247), ("mase", 0.6591095264256635), ("rmse", 1.0970614455047814),
      ("bias", -0.007528541411551478),
    ] {
      #expect(abs(try #require(scores[name]?[0].asNumber) - value) < 1e-9, "\(name)")
    }
  }

  @Test func `Coverage counts the rows between the bounds that predict gives`() throws {
    let outcome = CellBench().run(
      Self.sales + """

        fc = past | forecast y on day by s horizon: 10, method: seasonal_naive, level: [30%, 90%]
        later | predict fc | lookup (later | rename came = y) on s, day
          | summarize held = mean(if(came >= lower_30 and came <= upper_30, 1, 0))
        later | evaluate fc  metrics: coverage
        """)
    #expect(outcome.errors.isEmpty)
    let held = try #require(outcome.tables.first?["held"]?[0].asNumber)
    let coverage = try #require(outcome.tables.last?["coverage"]?[0].asNumber)
    #expect(held > 0 && held < 1 && abs(held - coverage) < 1e-9)
  }

  @Test func `A history that is not held at once gives the same measures`() throws {
    let cell =
      Self.sales + """

        fc = past | forecast y on day by s horizon: 10, method: seasonal_naive
        later | filter s == 1 | evaluate fc  metrics: [wape, mase, rmse, bias]
        """
    let whole = CellBench().run(cell)
    let parted = ForecastBatch.$rows.withValue(30) { CellBench().run(cell) }
    #expect(whole.errors.isEmpty && parted.errors.isEmpty)
    let expected = try #require(whole.tables.last)
    let found = try #require(parted.tables.last)
    #expect(expected["rows"]?[0] == .int(10))
    #expect(found.row(0) == expected.row(0))
  }

  /// The backtest of `forecast` tries the same days, so both must say the same.
  @Test func `What evaluate says is what a backtest from the same day says`() throws {
    let outcome = CellBench().run(
      Self.sales + """

        whole = d | select s, day, y | forecast y on day by s horizon: 10, method: ets, backtest: 1
        whole.overall
        fc = past | forecast y on day by s horizon: 10, method: ets
        later | evaluate fc
        """)
    #expect(outcome.errors.isEmpty)
    let (backtest, ours) = (try #require(outcome.tables.first), try #require(outcome.tables.last))
    for name in ["wape", "mase", "rmse", "bias", "coverage"] {
      let expected = try #require(backtest[name]?[0].asNumber)
      #expect(abs(try #require(ours[name]?[0].asNumber) - expected) < 1e-9, "\(name)")
    }
  }
}
