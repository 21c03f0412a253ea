import Forecasting
import FoundationEssentials
import NumericalMethods
import Series
import Tables
import Testing

/// Panels of demand that comes rarely.
struct RareDemandTests {
  /// Products that are sold ever more rarely: each month's chance is 2 % less than the last one's.
  private func dying(months: Int, horizon: Int) -> (panel: Panel, truth: Double) {
    var truth = 0.0
    let series = (0..<400).map { product -> Panel.Member in
      var generator = SeededGenerator(seed: 7).stream(product)
      var (values, chance) = ([Double](), 0.5)
      for month in 0..<(months + horizon) {
        let amount = Double(1 + product % 3)
        if month >= months { truth += chance * amount }
        values.append(generator.chance(chance) ? amount : 0)
        chance *= 0.98
      }
      return Panel.Member(Array(values[..<months]))
    }
    let axis = TimeAxis(count: months, horizon: horizon)
    return (Panel(axis: axis, series: series, seasons: []), truth)
  }

  @Test func `What a whole panel loses corrects the forecast of each series`() throws {
    let (panel, truth) = dying(months: 42, horizon: 6)
    func total(_ method: any PanelMethod) throws -> Double {
      try PanelForecaster(method: method, windows: 0).forecast(panel)
        .reduce(0) { $0 + $1.points.reduce(0, +) }
    }
    let flat = try total(EachSeries(IntermittentEnsemble()))
    let informed = try total(AutomaticMethod())
    #expect(flat > 1.1 * truth)
    #expect(abs(informed / truth - 1) < 0.5 * (flat / truth - 1))
  }

  @Test func `A few series say too little about a slope`() throws {
    var panel = dying(months: 42, horizon: 6).panel
    panel.series = Array(panel.series[..<3])
    let flat = try PanelForecaster(method: EachSeries(IntermittentEnsemble())).forecast(panel)
    let informed = try PanelForecaster().forecast(panel)
    for (first, second) in zip(flat, informed) {
      #expect(abs(second.points[0] / first.points[0] - 1) < 0.05)
    }
  }

  private static let path = ProcessInfo.processInfo.environment["TEFF_DATA"].map {
    "\($0)/forecasting/carparts_dev.csv"
  }

  @Test(.enabled(if: path != nil, "TEFF_DATA names the folder of the data"))
  func `Half a year of car parts, with little bias`() throws {
    let lines = try String(contentsOfFile: Self.path ?? "", encoding: .utf8).split(separator: "\n")
    var columns = [[Double]](
      repeating: [],
      count: lines[0].split(separator: ",", omittingEmptySubsequences: false).count - 1)
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      for place in columns.indices { columns[place].append(Double(cells[place + 1]) ?? .nan) }
    }
    let count = lines.count - 1
    let parts = columns.filter { values in
      values.allSatisfy(\.isFinite) && values.prefix(count - 6).count { $0 > 0 } >= 2
    }
    let axis = TimeAxis(count: count, horizon: 0)
    let known = Panel(axis: axis, series: parts.map { Panel.Member($0) }, seasons: [])
      .known(after: count - 6, horizon: 6)
    var all = ForecastMetrics()
    for (series, forecast) in try PanelForecaster(windows: 0).forecast(known).enumerated() {
      all.add(
        ForecastMetrics(
          actual: Array(parts[series].suffix(6)), predicted: forecast.points, interval: nil,
          history: known.series[series].values, season: 1))
    }
    let error = try #require(all.rootScaledError)
    #expect(error <= 0.592)
    let bias = try #require(all.bias)
    #expect(abs(bias) <= 0.15)
  }
}
