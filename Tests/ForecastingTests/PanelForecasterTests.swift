import Forecasting
import Glibc
import Series
import Tables
import Tasks
import Testing

struct PanelForecasterTests {
  @Test func `The pooled additive model finds weekdays, months and the rise`() throws {
    let panel = PanelFixture.daily(series: 20, days: 1100, horizon: 30)
    let forecasts = try PanelForecaster(levels: [0.8, 0.95]).forecast(panel)
    var (error, floor) = (0.0, 0.0)
    for (series, forecast) in forecasts.enumerated() {
      #expect(forecast.method == "additive")
      for step in 0..<30 {
        let mean = PanelFixture.mean(series, day: 1100 + step)
        error += abs(forecast.points[step] - mean)
        floor += mean
      }
    }
    // The means themselves are met within a few percent of their size.
    #expect(error / floor < 0.04)
  }

  @Test func `Series whose years differ keep years of their own`() throws {
    let days = (0..<830).map { Double(18_993 + $0) }
    func value(_ series: Int, _ day: Double) -> Double {
      let wave = sin(2 * Double.pi * day / 365.25)
      return 100 * exp((series % 2 == 0 ? 0.5 : -0.5) * wave)
    }
    let panel = Panel(
      axis: TimeAxis(days: Array(days.prefix(800)), horizon: 30, frequency: .daily(count: 1)),
      series: (0..<12).map { series in Panel.Member(days.prefix(800).map { value(series, $0) }) },
      seasons: [7])
    let forecasts = try PanelForecaster().forecast(panel)
    var (error, size) = (0.0, 0.0)
    for (series, forecast) in forecasts.enumerated() {
      for step in 0..<30 {
        let truth = value(series, days[800 + step])
        error += abs(forecast.points[step] - truth)
        size += truth
      }
    }
    #expect(error / size < 0.12)
  }

  @Test func `Without a season nothing repeats itself`() throws {
    var panel = PanelFixture.daily(series: 3, days: 420, horizon: 14)
    panel.isWithoutSeason = true
    panel.seasons = []
    for method in [AutomaticMethod() as any PanelMethod, PooledAdditive(), ProphetCompatible()] {
      for forecast in try PanelForecaster(method: method).forecast(panel) {
        let points = forecast.points
        #expect(points.allSatisfy { $0 > 0 })
        for step in 2..<14 {
          let bend = points[step] - 2 * points[step - 1] + points[step - 2]
          #expect(abs(bend) < 0.02 * points[step])
        }
      }
    }
  }

  @Test func `Bounds hold what they promise`() throws {
    let panel = PanelFixture.daily(series: 40, days: 900, horizon: 0)
    let backtest80 = try Backtest(
      panel, forecaster: PanelForecaster(levels: [0.8]), horizon: 28, origins: 3)
    let backtest95 = try Backtest(
      panel, forecaster: PanelForecaster(levels: [0.95]), horizon: 28, origins: 3)
    let inner = try #require(backtest80.overall.coverage)
    let outer = try #require(backtest95.overall.coverage)
    #expect(abs(inner - 0.8) < 0.03)
    #expect(abs(outer - 0.95) < 0.015)
  }

  @Test func `The number of threads changes no bit`() throws {
    let panel = PanelFixture.daily(series: 6, days: 420, horizon: 14)
    for method in [AutomaticMethod() as any PanelMethod, EachSeries(ExponentialSmoothing())] {
      let one = try PanelForecaster(method: method, threads: 1).forecast(panel)
      let four = try PanelForecaster(method: method, threads: 4).forecast(panel)
      #expect(one == four)
    }
  }

  @Test func `A new series borrows the season of its group`() throws {
    var panel = PanelFixture.daily(series: 8, days: 1100, horizon: 60)
    for day in 0..<1070 { panel.series[2].values[day] = .nan }
    let forecast = try PanelForecaster().forecast(panel)[2]
    #expect(forecast.method == "additive")
    // Two months with very different shares of the year follow: the short history saw neither.
    let expected = (0..<60).map { PanelFixture.mean(2, day: 1100 + $0) }
    let error = zip(forecast.points, expected).reduce(0) { $0 + abs($1.0 - $1.1) }
    #expect(error / expected.reduce(0, +) < 0.15)
  }

  @Test func `Missing days are no zeros`() throws {
    let whole = PanelFixture.daily(series: 5, days: 1000, horizon: 14)
    var holed = whole
    for day in stride(from: 3, to: 1000, by: 9) { holed.series[1].values[day] = .nan }
    let before = try PanelForecaster().forecast(whole)[1]
    let after = try PanelForecaster().forecast(holed)[1]
    for (first, second) in zip(before.points, after.points) {
      #expect(abs(first - second) < 0.06 * first)
    }
  }

  /// Days from a Wednesday on.
  private func days(_ values: [Double], horizon: Int) -> Panel {
    Panel(
      axis: TimeAxis(
        days: values.indices.map { Double(18_997 + $0) }, horizon: horizon,
        frequency: .daily(count: 1)),
      series: [Panel.Member(values)], seasons: [7])
  }

  @Test(arguments: [MethodWord.prophet, .ets, .additive, .automatic])
  func `Bounds stay within what the history ever moved`(_ word: MethodWord) throws {
    // Until day 72 a model can be exact, and every later error is boundless beside that.
    let values = (0..<100).map { day -> Double in
      if day < 72 { return 20 + 3 * Double(day % 7) }
      return 40 + Double(day * day * 37 % 29)
    }
    let panel = days(values, horizon: 14)
    let forecast = try PanelForecaster(method: word.method(for: panel), levels: [0.9])
      .forecast(panel)[0]
    let all = values + forecast.points
    let range = (all.max() ?? 0) - (all.min() ?? 0)
    let bounds = forecast.intervals[0]
    for step in 0..<14 {
      let most = 1.645 * range * Double(step + 1).squareRoot()
      #expect(bounds.upper[step] - forecast.points[step] <= most)
      #expect(forecast.points[step] - bounds.lower[step] <= most)
    }
  }

  @Test func `A weekday that was always empty stays so`() throws {
    var panel = PanelFixture.daily(series: 3, days: 500, horizon: 14)
    let weekdays = panel.axis.days.map { CivilDate.weekday(ofDay: Int($0)) }
    for day in 0..<500 where weekdays[day] == 7 { panel.series[0].values[day] = 0 }
    // One open Sunday is enough.
    for day in 0..<500 where weekdays[day] == 7 && day < 480 { panel.series[1].values[day] = 0 }
    let forecasts = try PanelForecaster().forecast(panel)
    #expect(forecasts.map(\.closedWeekdays) == [[7], [], []])
    for step in 0..<14 {
      let isClosed = weekdays[500 + step] == 7
      #expect((forecasts[0].points[step] == 0) == isClosed)
      #expect((forecasts[0].intervals[0].upper[step] == 0) == isClosed)
      #expect(forecasts[2].points[step] > 1)
    }
    #expect(
      try PanelForecaster(method: EachSeries(Naive())).forecast(panel)[0].closedWeekdays.isEmpty)
    // What is known ahead may open the shop.
    let opening = weekdays.indices.map { $0 >= 500 || weekdays[$0] != 7 ? 1.0 : 0 }
    panel.regressors = [Panel.Regressor(name: "open", values: opening)]
    #expect(try PanelForecaster().forecast(panel)[0].closedWeekdays.isEmpty)
  }

  @Test func `A series beside one that is closed on Sundays is forecast as if alone`() throws {
    var panel = PanelFixture.daily(series: 2, days: 500, horizon: 14)
    let alone = try PanelForecaster().forecast(panel)[1]
    let weekdays = panel.axis.days.map { CivilDate.weekday(ofDay: Int($0)) }
    for day in 0..<500 where weekdays[day] == 7 { panel.series[0].values[day] = 0 }
    let beside = try PanelForecaster().forecast(panel)[1]
    for step in 0..<14 {
      #expect(abs(beside.points[step] / alone.points[step] - 1) < 0.1)
    }
  }

  @Test func `Some weeks without trade are not learned from, a season without sales is`() throws {
    var panel = PanelFixture.daily(series: 1, days: 760, horizon: 28)
    let whole = try PanelForecaster().forecast(panel)[0]
    var closed = panel
    for day in 300..<330 { closed.series[0].values[day] = 0 }
    let found = try PanelForecaster().forecast(closed)[0]
    #expect(found.closedDayCount == 30)
    for step in 0..<28 { #expect(abs(found.points[step] / whole.points[step] - 1) < 0.15) }
    // The same days a year later are empty, too.
    for day in 664..<694 { closed.series[0].values[day] = 0 }
    #expect(try PanelForecaster().forecast(closed)[0].closedDayCount == 0)
    // The end may be the end for good.
    for day in 740..<760 { panel.series[0].values[day] = 0 }
    #expect(try PanelForecaster().forecast(panel)[0].closedDayCount == 0)
  }

  @Test func `A holiday tells of its zero`() throws {
    var panel = PanelFixture.daily(series: 2, days: 800, horizon: 28)
    let steps = [100, 465]
    for step in steps { for series in 0..<2 { panel.series[series].values[step] = 0 } }
    var days = [Double](repeating: 0, count: 828)
    for step in steps + [810] { days[step] = 1 }
    panel.regressors = [Panel.Regressor(name: "feast", values: days, isHoliday: true)]
    let found = try PanelForecaster().forecast(panel)[0]
    #expect(found.closedDayCount == 0)
    #expect(found.points[10] < 0.3 * found.points[9])
  }

  @Test func `Prophet's bounds of a month of days are sane`() throws {
    let values = (0..<30).map { day -> Double in 20 + 3 * Double(day % 7) + Double(day * day % 11) }
    let panel = days(values, horizon: 30)
    let forecast = try PanelForecaster(method: ProphetCompatible()).forecast(panel)[0]
    let bounds = forecast.intervals[0]
    for step in 0..<30 {
      #expect(bounds.upper[step] - bounds.lower[step] < 28)
      #expect(bounds.upper[step] > bounds.lower[step])
    }
  }

  @Test func `Bounds are nested and never below zero for counts`() throws {
    let panel = PanelFixture.daily(series: 3, days: 500, horizon: 20)
    for forecast in try PanelForecaster(levels: [0.95, 0.5, 0.8]).forecast(panel) {
      #expect(forecast.intervals.map(\.level) == [0.95, 0.5, 0.8])
      for step in 0..<20 {
        let bounds = forecast.intervals.map { ($0.lower[step], $0.upper[step]) }
        let (wide, narrow, middle) = (bounds[0], bounds[1], bounds[2])
        #expect(wide.0 <= middle.0 && middle.0 <= narrow.0 && narrow.0 <= narrow.1)
        #expect(narrow.1 <= middle.1 && middle.1 <= wide.1 && wide.0 >= 0)
      }
    }
  }

  @Test func `A known future regressor moves the forecast; an unknown one is an error`() throws {
    var panel = PanelFixture.daily(series: 4, days: 800, horizon: 20)
    let promotion = (0..<820).map { $0 % 11 == 0 ? 1.0 : 0 }
    for series in panel.series.indices {
      for day in stride(from: 0, to: 800, by: 11) { panel.series[series].values[day] *= 2 }
    }
    panel.regressors = [Panel.Regressor(name: "promotion", values: promotion)]
    let forecasts = try PanelForecaster().forecast(panel)
    for (series, forecast) in forecasts.enumerated() {
      let mean = PanelFixture.mean(series, day: 803)
      #expect(abs(forecast.points[3] / mean - 2) < 0.25)
    }
    panel.regressors = [Panel.Regressor(name: "promotion", values: Array(promotion[..<810]))]
    #expect(throws: ForecastRefusal.missingRegressor(name: "promotion", step: 10)) {
      try PanelForecaster().forecast(panel)
    }
  }

  @Test func `An interrupt stops the work`() {
    let cancellation = Cancellation()
    cancellation.cancel()
    let panel = PanelFixture.daily(series: 3, days: 400, horizon: 5)
    #expect(throws: CancellationRequested.self) {
      try PanelForecaster().forecast(panel, cancellation: cancellation)
    }
  }
}
