import Tables

/// A number of whole days, weeks, months, quarters or years: the length of a bin of dates.
///
/// Several days or weeks count from Monday 1970-01-05, several months, quarters or years from
/// January 1970, as `bin` does.
public struct CalendarStep: Hashable, Sendable {
  /// What is counted.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case day, week, month, quarter, year

    /// Days of a fixed unit; nil for steps of months.
    var days: Int? {
      switch self {
      case .day: 1
      case .week: 7
      default: nil
      }
    }

    /// Months of a step of months, 0 for others.
    var months: Int {
      switch self {
      case .day, .week: 0
      case .month: 1
      case .quarter: 3
      case .year: 12
      }
    }
  }

  /// How many units, at least 1.
  public let count: Int
  /// The unit.
  public let unit: Unit

  /// One month.
  public static let month = CalendarStep(1, .month)

  /// A step of `count` units; at least one.
  public init(_ count: Int, _ unit: Unit) {
    precondition(count > 0, "a step goes forward")
    self.count = count
    self.unit = unit
  }

  /// Monday 1970-01-05 in days since 1970-01-01.
  private static let firstMonday = 4

  /// The first day of the bin that holds a day.
  public func start(ofDay day: Int) -> Int {
    if let length = unit.days {
      let width = length * count
      return (day - Self.firstMonday).dividedDown(by: width).quotient * width + Self.firstMonday
    }
    let width = unit.months * count
    return Self.firstDay(ofMonth: Self.month(ofDay: day).dividedDown(by: width).quotient * width)
  }

  /// The day that is `steps` bins after the first day of a bin.
  public func day(_ start: Int, plus steps: Int) -> Int {
    if let length = unit.days { return start + length * count * steps }
    return Self.firstDay(ofMonth: Self.month(ofDay: start) + unit.months * count * steps)
  }

  /// How many bins lie between the first days of two bins.
  public func steps(from first: Int, to second: Int) -> Int {
    if let length = unit.days { return (second - first) / (length * count) }
    return (Self.month(ofDay: second) - Self.month(ofDay: first)) / (unit.months * count)
  }

  /// As one says it: `month`, `2 weeks`.
  public var name: String { count == 1 ? unit.rawValue : "\(count) \(unit.rawValue)s" }

  /// Months since January 1970.
  private static func month(ofDay day: Int) -> Int {
    let date = CivilDate(daysSince1970: day)
    return (date.year - 1970) * 12 + date.month - 1
  }

  private static func firstDay(ofMonth month: Int) -> Int {
    let (years, rest) = month.dividedDown(by: 12)
    return CivilDate(year: 1970 + years, month: rest + 1, day: 1).daysSince1970
  }
}
