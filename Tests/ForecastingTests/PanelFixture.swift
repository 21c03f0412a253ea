import Forecasting
import NumericalMethods
import Series
import Tables

/// Panels of daily demand with a known truth.
enum PanelFixture {
  /// 2015-01-01.
  static let start = CivilDate(year: 2015, month: 1, day: 1).daysSince1970

  /// The mean demand of a day: a level, a rise, weekdays and months.
  static func mean(_ series: Int, day: Int) -> Double {
    let date = CivilDate(daysSince1970: start + day)
    let weekday = CivilDate.weekday(ofDay: start + day)
    let week: [Double] = [0.8, 0.9, 0.9, 1, 1.1, 1.2, 1.1]
    let year: [Double] = [0.7, 0.75, 0.9, 1, 1.1, 1.25, 1.3, 1.15, 1, 0.95, 1, 0.8]
    let level = 20 + 8 * Double(series)
    return level * (1 + 0.0002 * Double(day)) * week[weekday - 1] * year[date.month - 1]
  }

  /// Poisson demand around the means.
  static func daily(
    series count: Int, days: Int, horizon: Int, seed: UInt64 = 42
  ) -> Panel {
    let members = (0..<count).map { series -> Panel.Member in
      var generator = SeededGenerator(seed: seed).stream(series)
      return Panel.Member(
        (0..<days).map { Double(generator.poisson(mean: mean(series, day: $0))) })
    }
    return Panel(
      axis: TimeAxis(
        days: (0..<days).map { Double(start + $0) }, horizon: horizon, frequency: .daily(count: 1)),
      series: members, seasons: [7])
  }
}
