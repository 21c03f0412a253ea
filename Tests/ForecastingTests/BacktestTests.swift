import Forecasting
import Testing

struct BacktestTests {
  private static let methods: [(name: String, method: any PanelMethod)] = [
    ("automatic", AutomaticMethod()), ("additive", PooledAdditive()),
    ("theta", EachSeries(DynamicTheta())),
    ("ets", EachSeries(ExponentialSmoothing(.best))),
    ("mean", PanelMean([PooledAdditive(), EachSeries(SeasonalNaive())])),
  ]

  @Test(arguments: 0..<5) func `What comes after an origin changes nothing of its forecast`(
    _ index: Int
  ) throws {
    let forecaster = PanelForecaster(
      method: Self.methods[index].method, levels: [0.8, 0.95], windows: 2)
    let clean = PanelFixture.daily(series: 4, days: 430, horizon: 0)
    let origin = 416
    var poisoned = clean
    for series in poisoned.series.indices {
      for step in origin..<430 {
        poisoned.series[series].values[step] = [1e12, -5, .nan, 0][(step + series) % 4]
      }
    }
    let honest = try Backtest(clean, forecaster: forecaster, horizon: 14, origins: 1)
    let tempted = try Backtest(poisoned, forecaster: forecaster, horizon: 14, origins: 1)
    #expect(honest.windows.map(\.forecast) == tempted.windows.map(\.forecast))
    #expect(honest.windows.count == 4)
    #expect(honest.windows.allSatisfy { $0.origin == origin })
  }

  @Test func `Origins roll back one horizon each, the earliest first`() throws {
    let panel = PanelFixture.daily(series: 2, days: 100, horizon: 0)
    let backtest = try Backtest(
      panel, forecaster: PanelForecaster(method: EachSeries(SeasonalNaive())), horizon: 10,
      origins: 3)
    #expect(backtest.windows.map(\.origin) == [70, 70, 80, 80, 90, 90])
    #expect(backtest.overall.count == 60)
    #expect(backtest.bySeries.compactMap { $0?.count } == [30, 30])
    // The method is the baseline itself.
    #expect(backtest.overall.scaledError == backtest.overall.baselineScaledError)
    #expect(backtest.windows[0].actual == Array(panel.series[0].values[70..<80]))
  }

  @Test func `Origins before the start are left out`() throws {
    let panel = PanelFixture.daily(series: 1, days: 25, horizon: 0)
    let backtest = try Backtest(
      panel, forecaster: PanelForecaster(method: EachSeries(Naive())), horizon: 10, origins: 9)
    #expect(backtest.windows.map(\.origin) == [5, 15])
  }
}
