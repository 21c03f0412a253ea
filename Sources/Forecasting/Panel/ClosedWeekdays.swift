import Series
import Tables

/// The weekdays on which a series of days never has anything: the shop is closed.
///
/// Models bring such days near zero, never to it, and give them bounds.
struct ClosedWeekdays: Sendable {
  /// The weekday of each step, 1 for Monday.
  private let weekdays: [Int]
  private let count: Int
  private let regressors: [[Double]]

  /// How many days of the past tell.
  private static let recent = 365
  /// How often a weekday must have been empty.
  private static let fewest = 8

  /// The weekdays of a panel; nil where steps are no days, or nothing is to repeat itself.
  init?(_ panel: Panel) {
    guard panel.axis.frequency == .daily(count: 1), !panel.isWithoutSeason else { return nil }
    weekdays = panel.axis.days.map { CivilDate.weekday(ofDay: Int($0.rounded(.down))) }
    count = panel.axis.count
    regressors = panel.regressors.map(\.values)
  }

  /// The forecast of a series with zero on its closed days.
  ///
  /// What stood in for the method stays as it is, and so does rare demand: their forecasts are flat,
  /// and right over all days together.
  func applied(to forecast: Forecast, of values: [Double]) -> Forecast {
    guard forecast.fallbackReason == nil else { return forecast }
    let closed = closed(values)
    guard !closed.isEmpty, !SeriesLadder.isRare(values) else { return forecast }
    var forecast = forecast
    var found: Set<Int> = []
    for step in forecast.points.indices {
      let weekday = weekdays[count + step]
      guard closed.contains(weekday), isUsual(count + step) else { continue }
      found.insert(weekday)
      forecast.points[step] = 0
      for place in forecast.intervals.indices {
        forecast.intervals[place].lower[step] = 0
        forecast.intervals[place].upper[step] = 0
      }
    }
    forecast.closedWeekdays = found.sorted()
    return forecast
  }

  /// The weekdays that were zero without exception, where most of the other days were not.
  private func closed(_ values: [Double]) -> Set<Int> {
    var known = [Int](repeating: 0, count: 8)
    var filled = known
    for step in max(0, count - Self.recent)..<count where values[step].isFinite {
      known[weekdays[step]] += 1
      if values[step] != 0 { filled[weekdays[step]] += 1 }
    }
    let closed = (1...7).filter { known[$0] >= Self.fewest && filled[$0] == 0 }
    let open = (1...7).filter { !closed.contains($0) }
    let days = open.reduce(0) { $0 + known[$1] }
    let sales = open.reduce(0) { $0 + filled[$1] }
    return 2 * sales > days ? Set(closed) : []
  }

  /// Whether all that is known of a step ahead lies within what such weekdays had: a shop may open on
  /// a day off.
  private func isUsual(_ step: Int) -> Bool {
    let past = (max(0, count - Self.recent)..<count).filter { weekdays[$0] == weekdays[step] }
    return regressors.allSatisfy { values in
      let own = past.map { values[$0] }
      guard step < values.count, let low = own.min(), let high = own.max() else { return true }
      return values[step] >= low && values[step] <= high
    }
  }
}
