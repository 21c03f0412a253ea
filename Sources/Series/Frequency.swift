import Tables

/// The step in which the dates of a series follow each other.
public enum Frequency: Hashable, Sendable {
  /// A fixed length of time shorter than a day, in microseconds.
  case every(microseconds: Int64)
  /// Every `count`th day.
  case daily(count: Int)
  /// Every day from Monday to Friday.
  case weekdays
  /// The same weekday of every `count`th week.
  case weekly(count: Int)
  /// The same day, or the last, of every `count`th month.
  case monthly(count: Int)
  /// No step fits.
  case irregular

  /// The step of days since 1970-01-01, ascending and different; nil for fewer than three.
  ///
  /// Missing dates do not hide a step: the differences need only be multiples of it, with the step
  /// itself among them at least as often as each longer one.
  public static func of(days: [Int]) -> Frequency? {
    guard days.count > 2 else { return nil }
    if let months = months(days) { return .monthly(count: months) }
    let steps = zip(days.dropFirst(), days).map { $0 - $1 }
    let divisor = steps.reduce(0, commonDivisor)
    if divisor % 7 == 0 {
      return isUsual(divisor, steps) ? .weekly(count: divisor / 7) : .irregular
    }
    if divisor > 1 { return isUsual(divisor, steps) ? .daily(count: divisor) : .irregular }
    let hasWeekend = days.contains { CivilDate.weekday(ofDay: $0) > 5 }
    if !hasWeekend, days.count >= 10, isUsual(1, steps) { return .weekdays }
    return isUsual(1, steps) ? .daily(count: 1) : .irregular
  }

  /// The step of instants in microseconds since 1970, ascending and different; nil for fewer than
  /// three.
  public static func of(instants: [Int64]) -> Frequency? {
    guard instants.count > 2 else { return nil }
    let day: Int64 = 86_400_000_000
    let offset = instants[0].dividedDown(by: day).remainder
    if instants.allSatisfy({ $0.dividedDown(by: day).remainder == offset }) {
      return of(days: instants.map { Int($0.dividedDown(by: day).quotient) })
    }
    var steps: [Int] = []
    for (later, earlier) in zip(instants.dropFirst(), instants) {
      let (distance, isTooFar) = later.subtractingReportingOverflow(earlier)
      guard !isTooFar else { return .irregular }
      steps.append(Int(distance))
    }
    let divisor = steps.reduce(0, commonDivisor)
    guard isUsual(divisor, steps), divisor < day else { return .irregular }
    return .every(microseconds: Int64(divisor))
  }

  /// The lengths that a season of this step usually has, the likeliest first.
  public var usualPeriods: [Int] {
    switch self {
    case .every(let step):
      let day: Int64 = 86_400_000_000
      guard day % step == 0 else { return [] }
      let steps = Int(day / step)
      return step <= 60_000_000 ? [Int(3_600_000_000 / step), steps] : [steps, 7 * steps]
    case .daily(let count):
      return [7, 365].filter { count == 1 || $0 % count == 0 }.map { $0 / count }.filter { $0 > 1 }
    case .weekdays: return [5, 260]
    case .weekly(let count): return 52 % count == 0 ? [52 / count].filter { $0 > 1 } : []
    case .monthly(let count): return 12 % count == 0 ? [12 / count].filter { $0 > 1 } : []
    case .irregular: return []
    }
  }

  /// The months between dates that keep a day of the month, or its last day.
  private static func months(_ days: [Int]) -> Int? {
    let dates = days.map { CivilDate(daysSince1970: $0) }
    let latest = dates.map(\.day).max() ?? 1
    let keepsDay = dates.allSatisfy { date in
      date.day == min(latest, CivilDate.length(ofMonth: date.month, year: date.year))
    }
    guard keepsDay else { return nil }
    let numbers = dates.map { $0.year * 12 + $0.month }
    let steps = zip(numbers.dropFirst(), numbers).map { $0 - $1 }
    let divisor = steps.reduce(0, commonDivisor)
    return divisor > 0 && isUsual(divisor, steps) ? divisor : nil
  }

  private static func isUsual(_ step: Int, _ steps: [Int]) -> Bool {
    steps.count { $0 == step } * 2 >= steps.count
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return abs(a)
  }
}
