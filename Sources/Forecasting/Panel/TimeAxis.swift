public import Series
import Tables

/// The steps that the series of a panel share.
public struct TimeAxis: Hashable, Sendable {
  /// The steps of the past and of the future that is to be forecast, as days since 1970-01-01 (with
  /// parts of a day for shorter steps).
  public let days: [Double]
  /// How many of the steps are past.
  public let count: Int
  /// How the steps follow each other; nil where nobody knows.
  public let frequency: Frequency?

  /// The dates of history and of the `horizon` steps after it.
  ///
  /// `days` are the past ones, ascending; the future ones follow by the calendar.
  public init(days: [Double], horizon: Int, frequency: Frequency) {
    self.frequency = frequency
    count = days.count
    var all = days
    if let last = days.last {
      let latestDay =
        days.suffix(12).map { CivilDate(daysSince1970: Int($0.rounded(.down))).day }.max() ?? 1
      for step in 0..<max(0, horizon) {
        all.append(Self.next(last, by: step + 1, frequency, latestDay: latestDay))
      }
    }
    self.days = all
  }

  /// Steps without dates, counted from 0.
  public init(count: Int, horizon: Int) {
    self.count = count
    frequency = nil
    days = (0..<(count + horizon)).map(Double.init)
  }

  /// The steps of past dates and of future ones that are known.
  public init(past: [Double], future: [Double], frequency: Frequency?) {
    days = past + future
    count = past.count
    self.frequency = frequency
  }

  /// How many steps are future.
  public var horizon: Int { days.count - count }

  /// The axis as it was at an earlier step: the first `count` steps are past, the next `horizon`
  /// future.
  func truncated(to count: Int, horizon: Int) -> TimeAxis {
    TimeAxis(
      past: Array(days[..<count]), future: Array(days[count..<min(days.count, count + horizon)]),
      frequency: frequency)
  }

  /// The date that is so many steps after another.
  private static func next(
    _ day: Double, by steps: Int, _ frequency: Frequency, latestDay: Int
  ) -> Double {
    switch frequency {
    case .every(let microseconds):
      return day + Double(Int64(steps) * microseconds) / 86_400_000_000
    case .daily(let count): return day + Double(count * steps)
    case .irregular: return day + Double(steps)
    case .weekdays:
      var day = Int(day)
      for _ in 0..<steps {
        day += 1
        while CivilDate.weekday(ofDay: day) > 5 { day += 1 }
      }
      return Double(day)
    case .weekly(let count): return day + Double(7 * count * steps)
    case .monthly(let count):
      let date = CivilDate(daysSince1970: Int(day))
      let months = date.year * 12 + date.month - 1 + count * steps
      let (year, month) = months.quotientAndRemainder(dividingBy: 12)
      // The 31st stays the last day of shorter months, and comes back in longer ones.
      let length = CivilDate.length(ofMonth: month + 1, year: year)
      let wanted = max(date.day, latestDay)
      return Double(
        CivilDate(year: year, month: month + 1, day: min(wanted, length)).daysSince1970)
    }
  }
}
