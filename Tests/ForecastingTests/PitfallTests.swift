import Forecasting
import Glibc
import NumericalMethods
import Series
import Tables
import Testing

/// What is known to lead forecasts astray: dates that jump, closed shops, empty shelves, odd numbers.
struct PitfallTests {
  private func error(_ forecast: Forecast, _ panel: Panel, series: Int) -> Double {
    let means = (0..<panel.axis.horizon).map {
      PanelFixture.mean(series, day: panel.axis.count + $0)
    }
    return zip(forecast.points, means).reduce(0) { $0 + abs($1.0 - $1.1) } / means.reduce(0, +)
  }

  @Test func `Rows in another order or twice are found before they do harm`() {
    let start = CivilDate(year: 2024, month: 2, day: 26).daysSince1970
    let twice = SeriesDates.days([0, 1, 2, 2, 3, 4].map { start + $0 })
    #expect(twice.fault(.daily(count: 1)) == .repeated(at: 3))
    let unsorted = SeriesDates.days([0, 1, 3, 2, 4, 5].map { start + $0 })
    #expect(unsorted.fault(.daily(count: 1)) != nil)
    let whole = SeriesDates.days((0..<6).map { start + $0 })
    #expect(whole.fault(.daily(count: 1)) == nil)
  }

  @Test func `Zeros at the end fade the forecast, and it stays at zero or above`() throws {
    var values = (0..<60).map { step -> Double in 20 + Double(step * step * 37 % 23) / 4 }
    let alive = try PanelForecaster().forecast(Panel(values, horizon: 6))[0]
    for place in 48..<60 { values[place] = 0 }
    let dead = try PanelForecaster().forecast(Panel(values, horizon: 6))[0]
    for step in 0..<6 {
      #expect(dead.points[step] >= 0)
      #expect(dead.points[step] < 0.5 * alive.points[step])
    }
  }

  @Test func `A run of missing days is bridged, and short ones hardly matter`() throws {
    var panel = PanelFixture.daily(series: 4, days: 800, horizon: 14)
    for day in 500..<560 { panel.series[1].values[day] = .nan }
    for day in 796..<800 { panel.series[2].values[day] = .nan }
    let forecasts = try PanelForecaster().forecast(panel)
    for series in 0..<4 { #expect(error(forecasts[series], panel, series: series) < 0.12) }
    var month = (0..<72).map { step -> Double in 100 + 30 * Double(step % 12) }
    for place in 30..<37 { month[place] = .nan }
    let season = try PanelForecaster().forecast(Panel(month, horizon: 12, season: 12))[0]
    for (step, point) in season.points.enumerated() {
      let truth = 100 + 30 * Double(step)
      #expect(abs(point - truth) < 12)
    }
  }

  @Test func `A few returns do not stop the additive model`() throws {
    var panel = PanelFixture.daily(series: 4, days: 800, horizon: 14)
    for day in stride(from: 7, to: 800, by: 101) { panel.series[1].values[day] = -3 }
    let forecasts = try PanelForecaster(levels: [0.95]).forecast(panel)
    #expect(forecasts[1].method == "additive")
    #expect(error(forecasts[1], panel, series: 1) < 0.15)
    #expect(forecasts[1].points.allSatisfy { $0.isFinite })
  }

  @Test func `One day of a hundred times leaves the additive model in place`() throws {
    let panel = PanelFixture.daily(series: 4, days: 800, horizon: 14)
    var struck = panel
    struck.series[0].values[640] *= 100
    let (before, after) = (
      try PanelForecaster().forecast(panel), try PanelForecaster().forecast(struck)
    )
    for step in 0..<14 {
      #expect(after[0].points[step] < 2 * before[0].points[step])
      #expect(after[1].points[step] < 1.2 * before[1].points[step])
    }
  }

  @Test func `A new level in the last week is taken up, at least in part`() throws {
    let panel = PanelFixture.daily(series: 6, days: 800, horizon: 7)
    var shifted = panel
    for day in 793..<800 { shifted.series[0].values[day] *= 2 }
    let before = try PanelForecaster().forecast(panel)[0]
    let after = try PanelForecaster().forecast(shifted)[0]
    for step in 0..<7 { #expect(after.points[step] > 1.05 * before.points[step]) }
    // Months: smoothing and theta have nearly all of it.
    var months = (0..<60).map { step -> Double in 100 + Double(step * step * 37 % 23) / 4 }
    for place in 57..<60 { months[place] += 50 }
    let followed = try PanelForecaster().forecast(Panel(months, horizon: 3))[0]
    #expect(followed.points.allSatisfy { $0 > 115 && $0 < 175 })
  }

  @Test func `Counts near the greatest integer do not overflow`() throws {
    let top = Double(Int.max)
    let values = (0..<48).map { step -> Double in
      let noise = Double(step * step * 37 % 23) / 23
      return top * (0.5 + 0.4 * noise)
    }
    let panel = Panel(values, horizon: 6, season: 12)
    let forecast = try PanelForecaster(levels: [0.95]).forecast(panel)[0]
    let (low, upper) = (0.3 * top, forecast.intervals[0].upper)
    #expect(forecast.points.allSatisfy { $0 > low && $0 < top })
    #expect(upper.allSatisfy { $0.isFinite })
    let metrics = ForecastMetrics(
      actual: Array(values.suffix(6)), predicted: forecast.points,
      interval: forecast.intervals[0], history: values, season: 12)
    #expect(metrics.meanAbsoluteError.isFinite)
    let square = try #require(metrics.rSquared)
    #expect(square.isFinite)
  }

  @Test func `The 29th of February is a day like its neighbours`() throws {
    // 2015-01-01 and 1875 days: the history ends on 2020-02-18, and has seen one leap day.
    let panel = PanelFixture.daily(series: 6, days: 1875, horizon: 20)
    let leap = CivilDate(year: 2020, month: 2, day: 29).daysSince1970 - PanelFixture.start - 1875
    #expect((1..<19).contains(leap))
    for (series, forecast) in try PanelForecaster().forecast(panel).enumerated() {
      let mean = PanelFixture.mean(series, day: 1875 + leap)
      #expect(abs(forecast.points[leap] / mean - 1) < 0.12)
    }
    // Waves of the year have one phase for history and future: a day of 2021 is where it was in 2017.
    let days = (0..<1875).map { Double(PanelFixture.start + $0) }
    func wave(_ day: Double) -> Double { 50 + 20 * sin(2 * Double.pi * day / 365.25) }
    let last = try #require(days.last)
    let future = (1...20).map { last + Double($0) }
    let fit = try ProphetCompatible().fit(days.map(wave), days: days, future: future)
    for (day, point) in zip(future, fit.points) { #expect(abs(point - wave(day)) < 0.5) }
  }

  @Test func `Hours go on through a change of the clocks, each once`() throws {
    // Two days before the clocks of Europe go forward in 2024, in universal time.
    let first = Double(CivilDate(year: 2024, month: 3, day: 1).daysSince1970)
    let hours = (0..<(29 * 24)).map { first + Double($0) / 24 }
    let axis = TimeAxis(days: hours, horizon: 72, frequency: .every(microseconds: 3_600_000_000))
    #expect(zip(axis.days.dropFirst(), axis.days).allSatisfy { abs(($0 - $1) * 24 - 1) < 1e-6 })
    // The wall clock's day of 23 hours is a gap, the one of 25 hours a repetition: both are said.
    let spring: [Int64] = [0, 1, 3, 4, 5].map { $0 * 3_600_000_000 }
    #expect(
      SeriesDates.instants(spring).fault(.every(microseconds: 3_600_000_000))
        == .gap(before: 2, missing: 1))
    let autumn: [Int64] = [0, 1, 2, 2, 3].map { $0 * 3_600_000_000 }
    #expect(
      SeriesDates.instants(autumn).fault(.every(microseconds: 3_600_000_000)) == .repeated(at: 3))
    // Demand keeps to the clock on the wall: a missing hour must not turn the day's shape around.
    let shape = (0..<24).map { hour -> Double in hour < 7 ? 5 : hour < 19 ? 60 : 25 }
    var values = hours.indices.map { hour -> Double in
      shape[hour % 24] + Double(hour * 37 % 11) / 5
    }
    values[20 * 24 + 2] = .nan
    let panel = Panel(axis: axis, series: [Panel.Member(values)], seasons: [24])
    let forecast = try PanelForecaster().forecast(panel)[0]
    for (step, point) in forecast.points.enumerated() {
      let truth = shape[step % 24] + 1
      #expect(abs(point - truth) < 6)
    }
  }

  @Test func `Holidays that move take their effect with them`() throws {
    // 2015-01-01 and 1185 days: until 2018-03-30. Easter 2018 is on April 1st, a week after those
    // of 2015 to 2017 were: April 5th, March 27th, April 16th.
    for (calendar, name) in [
      (HolidayCalendar.unitedKingdom, "Easter Monday"), (.ghana, "Easter Monday"),
    ] {
      var panel = PanelFixture.daily(series: 6, days: 1185, horizon: 14)
      let days = calendar.holidays(in: 2015...2018).filter { $0.name == name }
        .map { $0.day - PanelFixture.start }
      for day in days where day < 1185 {
        for series in panel.series.indices { panel.series[series].values[day] *= 3 }
      }
      let next = try #require(days.last) - 1185
      let informed = try PanelForecaster().forecast(panel.withHolidays(calendar))
      for (series, forecast) in informed.enumerated() {
        let plain = PanelFixture.mean(series, day: 1185 + next)
        #expect(forecast.points[next] > 1.8 * plain)
        #expect(forecast.points[next + 1] < 1.5 * plain)
      }
    }
  }

  @Test func `Eid comes eleven days earlier each year`() throws {
    var panel = PanelFixture.daily(series: 6, days: 1230, horizon: 40)
    let days = HolidayCalendar.ethiopia.holidays(in: 2015...2018).filter {
      $0.name == "Eid al-Fitr"
    }.map { $0.day - PanelFixture.start }
    #expect(zip(days.dropFirst(), days).allSatisfy { (353...356).contains($0 - $1) })
    for day in days where day < 1230 {
      for series in panel.series.indices { panel.series[series].values[day] *= 3 }
    }
    let next = try #require(days.last) - 1230
    #expect((1..<39).contains(next))
    let informed = try PanelForecaster().forecast(panel.withHolidays(.ethiopia))
    for (series, forecast) in informed.enumerated() {
      #expect(forecast.points[next] > 1.8 * PanelFixture.mean(series, day: 1230 + next))
    }
  }

  @Test func `A day of the user's own, such as Black Friday, is a regressor`() throws {
    let thanksgiving = HolidayCalendar.unitedStates.holidays(in: 2015...2018).filter {
      $0.name == "Thanksgiving"
    }.map { $0.day - PanelFixture.start + 1 }
    var panel = PanelFixture.daily(series: 6, days: 1410, horizon: 20)
    for day in thanksgiving where day < 1410 {
      for series in panel.series.indices { panel.series[series].values[day] *= 4 }
    }
    panel.regressors = [
      Panel.Regressor(
        name: "Black Friday", values: (0..<1430).map { thanksgiving.contains($0) ? 1 : 0 })
    ]
    let next = try #require(thanksgiving.last) - 1410
    #expect((1..<19).contains(next))
    for (series, forecast) in try PanelForecaster().forecast(panel).enumerated() {
      let plain = PanelFixture.mean(series, day: 1410 + next)
      #expect(forecast.points[next] > 2 * plain)
      #expect(forecast.points[next - 1] < 1.5 * plain)
    }
  }

  @Test func `Christmas falls into the week that holds it, whatever its number`() {
    // Weeks from Saturday to Friday, as shops count: Christmas is on any of their days.
    let first = CivilDate(year: 2010, month: 2, day: 6).daysSince1970
    let panel = Panel(
      axis: TimeAxis(
        days: (0..<420).map { Double(first + 7 * $0) }, horizon: 10, frequency: .weekly(count: 1)),
      series: [], seasons: [52]
    ).withHolidays(.unitedStates)
    let christmas = panel.regressors.first { $0.name == "Christmas Day" }
    for year in 2010...2017 {
      let day = CivilDate(year: year, month: 12, day: 25).daysSince1970
      #expect(christmas?.values[(day - first) / 7] == 1)
    }
    #expect(christmas?.values.reduce(0, +) == 8)
  }

  @Test func `Closed days are missing, not zero, and empty shelves hide demand`() throws {
    let panel = PanelFixture.daily(series: 6, days: 800, horizon: 14)
    var (hidden, zeros) = (panel, panel)
    for day in 770..<800 where day % 3 != 0 {
      hidden.series[0].values[day] = .nan
      zeros.series[0].values[day] = 0
    }
    let truth = try PanelForecaster().forecast(panel)[0].points.reduce(0, +)
    let missing = try PanelForecaster().forecast(hidden)[0].points.reduce(0, +)
    let counted = try PanelForecaster().forecast(zeros)[0].points.reduce(0, +)
    #expect(abs(missing / truth - 1) < 0.1)
    #expect(counted < 0.85 * truth)
  }

  @Test func `A regressor without a future is an error, never a zero`() throws {
    var panel = PanelFixture.daily(series: 2, days: 420, horizon: 5)
    for values in [[Double](repeating: 1, count: 420), [Double](repeating: 1, count: 424) + [.nan]]
    {
      panel.regressors = [Panel.Regressor(name: "price", values: values)]
      let missing = values.count == 420 ? 0 : 4
      for method in [AutomaticMethod() as any PanelMethod, ProphetCompatible()] {
        #expect(throws: ForecastRefusal.missingRegressor(name: "price", step: missing)) {
          try PanelForecaster(method: method).forecast(panel)
        }
      }
    }
  }

  @Test(arguments: MethodWord.allCases) func `Neither threads nor a second run change a bit`(
    _ word: MethodWord
  ) throws {
    var panel = PanelFixture.daily(series: 5, days: 120, horizon: 7)
    panel.series[4].values = panel.series[4].values.enumerated().map { $0 % 4 == 0 ? $1 : 0 }
    func bytes(_ threads: Int) throws -> [UInt64] {
      try PanelForecaster(
        method: word.method(for: panel), levels: [0.8, 0.95], windows: 2, threads: threads
      ).forecast(panel).flatMap { forecast -> [UInt64] in
        let bounds = forecast.intervals.flatMap { $0.lower + $0.upper }
        return (forecast.points + bounds).map { $0.bitPattern }
      }
    }
    let one = try bytes(1)
    let again = try bytes(1)
    let three = try bytes(3)
    #expect(one == again)
    #expect(one == three)
  }
}
