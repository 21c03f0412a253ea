import Tables

extension Frequency {
  /// How many steps lie between two days; nil when they are not a whole number of steps apart.
  ///
  /// `dayOfMonth` is the day that the dates of a monthly series keep, as far as a month has it.
  public func steps(fromDay first: Int, toDay last: Int, dayOfMonth: Int) -> Int? {
    switch self {
    case .daily(let count): return Self.whole(last - first, count)
    case .weekly(let count): return Self.whole(last - first, 7 * count)
    case .weekdays:
      guard CivilDate.weekday(ofDay: first) < 6, CivilDate.weekday(ofDay: last) < 6 else {
        return nil
      }
      return Self.weekdays(before: last) - Self.weekdays(before: first)
    case .monthly(let count):
      let (a, b) = (CivilDate(daysSince1970: first), CivilDate(daysSince1970: last))
      guard Self.keeps(dayOfMonth, a), Self.keeps(dayOfMonth, b) else { return nil }
      return Self.whole(12 * (b.year - a.year) + b.month - a.month, count)
    case .every, .irregular: return nil
    }
  }

  /// The day that is so many steps after another one; nil without a step of days.
  public func day(_ steps: Int, afterDay first: Int, dayOfMonth: Int) -> Int? {
    switch self {
    case .daily(let count): return first + steps * count
    case .weekly(let count): return first + 7 * steps * count
    case .weekdays:
      let (weeks, days) = (Self.weekdays(before: first) + steps).dividedDown(by: 5)
      // Day -3 is the Monday before 1970.
      return 7 * weeks + days - 3
    case .monthly(let count):
      let start = CivilDate(daysSince1970: first)
      let (year, month) = (start.year * 12 + start.month - 1 + steps * count).dividedDown(by: 12)
      let length = CivilDate.length(ofMonth: month + 1, year: year)
      return CivilDate(year: year, month: month + 1, day: min(dayOfMonth, length)).daysSince1970
    case .every, .irregular: return nil
    }
  }

  /// How many steps a season takes, rounded; nil below two, or where there is no step.
  ///
  /// A year counts 365 days, 52 weeks and 260 weekdays, a month a twelfth of that.
  public func steps(in season: SeasonLength) -> Int? {
    let day = 86_400_000_000.0
    let steps: Double
    switch (season, self) {
    case (.steps(let count), _): steps = Double(count)
    case (_, .irregular): return nil
    case (.months(let months), .monthly(let count)): steps = Double(months) / Double(count)
    case (.months(let months), .weekly(let count)):
      steps = 52 * Double(months) / 12 / Double(count)
    case (.months(let months), .weekdays): steps = 260 * Double(months) / 12
    case (.months(let months), .daily(let count)):
      steps = 365 * Double(months) / 12 / Double(count)
    case (.months(let months), .every(let length)):
      steps = 365 * Double(months) / 12 * day / Double(length)
    case (.microseconds(let season), .monthly(let count)):
      steps = Double(season) / day * 12 / 365 / Double(count)
    case (.microseconds(let season), .weekly(let count)):
      steps = Double(season) / day / 7 / Double(count)
    case (.microseconds(let season), .weekdays): steps = Double(season) / day * 5 / 7
    case (.microseconds(let season), .daily(let count)):
      steps = Double(season) / day / Double(count)
    case (.microseconds(let season), .every(let length)):
      steps = Double(season) / Double(length)
    }
    let rounded = steps.rounded()
    return rounded >= 2 && rounded < 1e9 ? Int(rounded) : nil
  }

  /// The step as the language writes it, `1mo`; weekdays and no step have none.
  public var stepText: String? {
    switch self {
    case .every(let length):
      let units: [(String, Int64)] = [
        ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1_000),
      ]
      return units.first { length % $0.1 == 0 }.map { "\(length / $0.1)\($0.0)" }
    case .daily(let count): return "\(count)d"
    case .weekly(let count): return "\(count)w"
    case .monthly(let count):
      return count % 12 == 0 ? "\(count / 12)y" : count % 3 == 0 ? "\(count / 3)q" : "\(count)mo"
    case .weekdays, .irregular: return nil
    }
  }

  private static func whole(_ distance: Int, _ step: Int) -> Int? {
    distance % step == 0 ? distance / step : nil
  }

  /// The weekdays from Monday 1969-12-29 up to a weekday.
  private static func weekdays(before day: Int) -> Int {
    let (weeks, weekday) = (day + 3).dividedDown(by: 7)
    return 5 * weeks + weekday
  }

  private static func keeps(_ dayOfMonth: Int, _ date: CivilDate) -> Bool {
    date.day == min(dayOfMonth, CivilDate.length(ofMonth: date.month, year: date.year))
  }
}

/// The length of a season, in steps of the series or in time.
public enum SeasonLength: Hashable, Sendable {
  /// A number of steps.
  case steps(Int)
  /// A number of calendar months; a year has twelve.
  case months(Int)
  /// A length of time.
  case microseconds(Int64)
}
