import Forecasting
import Testing

struct MethodSelectionTests {
  @Test(arguments: MethodWord.allCases) func `Each word has a method that answers`(
    _ word: MethodWord
  ) throws {
    var panel = PanelFixture.daily(series: 3, days: 400, horizon: 7)
    panel.series[2].values = panel.series[2].values.enumerated().map { $0 % 5 == 0 ? $1 : 0 }
    let forecasts = try PanelForecaster(method: word.method(for: panel), windows: 2)
      .forecast(panel)
    for (series, forecast) in forecasts.enumerated() {
      #expect(forecast.points.count == 7)
      #expect(forecast.points.allSatisfy { $0.isFinite && $0 >= 0 })
      let mean = PanelFixture.mean(series, day: 400) / (series == 2 ? 5 : 1)
      #expect(forecast.points.reduce(0, +) / 7 < 4 * mean)
    }
  }

  @Test func `The best of the past is chosen for each series`() throws {
    var panel = PanelFixture.daily(series: 2, days: 210, horizon: 14)
    // A staircase: what was a week ago is exactly what comes.
    panel.series[0].values = (0..<210).map { [3.0, 8, 5, 9, 1, 2, 7][$0 % 7] }
    // A line: the season knows nothing of it.
    panel.series[1].values = (0..<210).map { 10 + 2 * Double($0) }
    let selection = try MethodSelection(panel, methods: [.drift, .seasonalNaive], origins: 2)
    #expect(selection.chosen == [1, 0])
    #expect(selection.forecasts[0].method == "seasonal_naive")
    #expect(selection.forecasts[1].points[0] == 430)
    #expect(selection.backtests.map { $0.windows.count } == [4, 4])
  }

  @Test func `One series needs one line`() throws {
    let values = (0..<48).map { 100 + 10 * Double($0 % 12) }
    let forecasts = try PanelForecaster().forecast(Panel(values, horizon: 12, season: 12))
    // Two windows of a year could be tried, of twelve errors each.
    #expect(forecasts[0].triedErrorCount == 24)
    let short = try PanelForecaster().forecast(Panel([1, 2, 4, 3, 5], horizon: 2))
    #expect(short[0].triedErrorCount == 0)
    for (step, point) in forecasts[0].points.enumerated() {
      #expect(abs(point - (100 + 10 * Double(step))) < 3)
    }
  }
}
