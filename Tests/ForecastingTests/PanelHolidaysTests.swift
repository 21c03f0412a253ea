import Forecasting
import Series
import Tables
import Testing

struct PanelHolidaysTests {
  @Test func `Holidays that the past has seen move the forecast`() throws {
    var panel = PanelFixture.daily(series: 6, days: 1080, horizon: 30)
    let years = 2015...2018
    let easter = Set(
      HolidayCalendar.unitedKingdom.holidays(in: years).filter { $0.name == "Christmas Day" }
        .map { $0.day - PanelFixture.start })
    for day in easter where day < 1080 {
      for series in panel.series.indices { panel.series[series].values[day] = 0 }
    }
    // The history ends on 2017-12-15: Christmas is the tenth day ahead.
    let christmas = CivilDate(year: 2017, month: 12, day: 25).daysSince1970
    let step = christmas - PanelFixture.start - 1080
    #expect((0..<30).contains(step))
    let plain = try PanelForecaster().forecast(panel)
    panel = panel.withHolidays(.unitedKingdom)
    #expect(panel.regressors.contains { $0.name == "Christmas Day" })
    #expect(panel.regressors.allSatisfy { $0.values.count == 1110 })
    let informed = try PanelForecaster().forecast(panel)
    for (before, after) in zip(plain, informed) {
      #expect(after.points[step] < 0.5 * before.points[step])
    }
  }

  @Test func `Holidays of one name on different days keep their own effects`() throws {
    let both = try #require(HolidayCalendar(countries: ["US", "GH"]))
    // Only the fourth of July sells more: 6 March, Ghana's Independence Day, is like other days.
    let july = (2015...2018).map {
      CivilDate(year: $0, month: 7, day: 4).daysSince1970 - PanelFixture.start
    }
    let march = CivilDate(year: 2018, month: 3, day: 6).daysSince1970 - PanelFixture.start
    func sales(days: Int) -> Panel {
      var panel = PanelFixture.daily(series: 6, days: days, horizon: 20)
      for day in july where day < days {
        for series in panel.series.indices { panel.series[series].values[day] *= 3 }
      }
      return panel
    }
    let spring = sales(days: march - 10).withHolidays(both)
    let names = spring.regressors.map(\.name)
    #expect(names.contains("Independence Day (US)") && names.contains("Independence Day (GH)"))
    #expect(!names.contains("Independence Day") && names.contains("Christmas Day"))
    for (series, forecast) in try PanelForecaster().forecast(spring).enumerated() {
      #expect(forecast.points[10] < 1.35 * PanelFixture.mean(series, day: march))
    }
    let last = try #require(july.last)
    let summer = sales(days: last - 10)
    let alone = try PanelForecaster().forecast(summer.withHolidays(.unitedStates))
    let together = try PanelForecaster().forecast(summer.withHolidays(both))
    for (one, other) in zip(alone, together) {
      #expect(other.points[10] > 0.85 * one.points[10])
    }
  }

  @Test func `A week counts the holidays within it`() {
    let first = Double(CivilDate(year: 2016, month: 1, day: 4).daysSince1970)
    let panel = Panel(
      axis: TimeAxis(
        days: (0..<104).map { first + 7 * Double($0) }, horizon: 4, frequency: .weekly(count: 1)),
      series: [], seasons: [52]
    ).withHolidays(.unitedStates)
    let thanksgiving = panel.regressors.first { $0.name == "Thanksgiving" }
    #expect(thanksgiving?.values.reduce(0, +) == 2)
    let week = CivilDate(year: 2016, month: 11, day: 21).daysSince1970
    #expect(thanksgiving?.values[(week - Int(first)) / 7] == 1)
  }
}
