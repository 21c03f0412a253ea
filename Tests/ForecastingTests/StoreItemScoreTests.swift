import Forecasting
import FoundationEssentials
import Series
import Tables
import Testing

/// The last 30 days of 250 real series of daily demand, which no setting was chosen on.
struct StoreItemScoreTests {
  private static let path = ProcessInfo.processInfo.environment["TEFF_DATA"].map {
    "\($0)/forecasting/storeitem_dev.csv"
  }

  @Test(.enabled(if: path != nil, "TEFF_DATA names the folder of the data"))
  func `Errors near the noise, and bounds that hold`() throws {
    let text = try String(contentsOfFile: Self.path ?? "", encoding: .utf8)
    let lines = text.split(separator: "\n")
    var days: [Double] = []
    var columns = [[Double]](repeating: [], count: lines[0].split(separator: ",").count - 1)
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",")
      let date = cells[0].split(separator: "-").compactMap { Int($0) }
      days.append(
        Double(CivilDate(year: date[0], month: date[1], day: date[2]).daysSince1970))
      for place in columns.indices { columns[place].append(try #require(Double(cells[place + 1]))) }
    }
    let panel = Panel(
      axis: TimeAxis(days: days, horizon: 0, frequency: .daily(count: 1)),
      series: columns.map { Panel.Member($0) }, seasons: [7])
    let known = panel.known(after: days.count - 30, horizon: 30)
    let forecasts = try PanelForecaster(levels: [0.8, 0.95]).forecast(known)
    var inner = ForecastMetrics()
    var outer = ForecastMetrics()
    for (series, forecast) in forecasts.enumerated() {
      for (place, level) in forecast.intervals.enumerated() {
        let metrics = ForecastMetrics(
          actual: Array(columns[series].suffix(30)), predicted: forecast.points, interval: level,
          history: known.series[series].values, season: 7)
        if place == 0 { inner.add(metrics) } else { outer.add(metrics) }
      }
    }
    #expect(inner.meanAbsoluteError <= 5.45)
    let rSquared = try #require(inner.rSquared)
    #expect(rSquared >= 0.905)
    let narrow = try #require(inner.coverage)
    let wide = try #require(outer.coverage)
    #expect(abs(narrow - 0.8) <= 0.02)
    #expect(abs(wide - 0.95) <= 0.015)
    let score = try #require(outer.intervalScore)
    #expect(score <= 3.9)
  }
}
