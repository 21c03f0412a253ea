import Forecasting
import Series
import Tables
import Testing

struct TimeAxisTests {
  private func dates(
    _ past: [(Int, Int, Int)], horizon: Int, _ frequency: Frequency
  ) -> [String] {
    let days = past.map { Double(CivilDate(year: $0, month: $1, day: $2).daysSince1970) }
    return TimeAxis(days: days, horizon: horizon, frequency: frequency).days.dropFirst(days.count)
      .map { CivilDate(daysSince1970: Int($0)).text }
  }

  @Test func `Month ends stay month ends`() {
    #expect(
      dates([(2023, 12, 31), (2024, 1, 31)], horizon: 4, .monthly(count: 1))
        == ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"])
    #expect(
      dates([(2023, 1, 31), (2023, 2, 28)], horizon: 2, .monthly(count: 1))
        == ["2023-03-31", "2023-04-30"])
    #expect(
      dates([(2023, 1, 15), (2023, 2, 15)], horizon: 1, .monthly(count: 1)) == ["2023-03-15"])
    #expect(
      dates([(2023, 9, 30), (2023, 12, 31)], horizon: 2, .monthly(count: 3))
        == ["2024-03-31", "2024-06-30"])
  }

  @Test func `Weekdays skip the weekend, weeks and leap days count`() {
    #expect(
      dates([(2024, 2, 28), (2024, 2, 29)], horizon: 3, .weekdays)
        == ["2024-03-01", "2024-03-04", "2024-03-05"])
    #expect(dates([(2024, 2, 22)], horizon: 2, .weekly(count: 1)) == ["2024-02-29", "2024-03-07"])
  }

  @Test func `Week 53 and leap days have forecasts like their neighbours`() throws {
    // Weeks from 2015 to the end of 2020, a year of 53 weeks.
    let first = CivilDate(year: 2015, month: 1, day: 1).daysSince1970
    let days = (0..<305).map { Double(first + 7 * $0) }
    let values = days.map { 100 + 20 * Double((Int($0) / 30) % 4) }
    let panel = Panel(
      axis: TimeAxis(days: days, horizon: 13, frequency: .weekly(count: 1)),
      series: [Panel.Member(values), Panel.Member(values.map { $0 * 2 })], seasons: [52])
    for forecast in try PanelForecaster().forecast(panel) {
      #expect(forecast.points.allSatisfy { $0 > 60 && $0 < 400 })
    }
  }
}
