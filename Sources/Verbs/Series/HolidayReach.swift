import Forecasting
import Language
import Series
import Tables

/// The days between the first step of all series and the last.
struct StepReach {
  let first: Int
  /// The first day to forecast.
  let ahead: Int
  let last: Int

  init(_ axis: TimeAxis, and other: StepReach?) {
    func day(_ step: Int) -> Int { Int(axis.days[step].rounded(.down)) }
    let end = axis.days.count - 1
    // A step reaches until the next one.
    let length = end > 0 ? max(1, day(end) - day(end - 1)) : 1
    first = min(other?.first ?? .max, day(0))
    ahead = max(other?.ahead ?? .min, day(min(axis.count, end)))
    last = max(other?.last ?? .min, day(end) + length - 1)
  }
}

/// Which holidays lie on the steps of a forecast, and what they can tell.
struct HolidayReach {
  /// `GB`, or nil for a table.
  private let code: String?
  /// How many days of the past are holidays.
  private let past: Int
  /// How many days ahead are holidays that the past has seen.
  private let ahead: Int
  /// The holidays ahead that the past has not seen.
  private let unknown: [String]
  /// How many days lie neither in the past nor ahead.
  private let outside: Int

  /// What a choice has between the first step and the last; nil for a table that was not read.
  init?(_ choice: HolidayChoice, within reach: StepReach) {
    guard let calendar = choice.calendar else { return nil }
    func year(_ day: Int) -> Int { CivilDate(daysSince1970: day).year }
    let days = calendar.holidays(in: year(reach.first)...year(max(reach.first, reach.last)))
      .filter { $0.day >= reach.first && $0.day <= reach.last }
    let before = days.filter { $0.day < reach.ahead }
    let after = days.filter { $0.day >= reach.ahead }
    let names = Set(before.map(\.name))
    past = Set(before.map(\.day)).count
    ahead = Set(after.filter { names.contains($0.name) }.map(\.day)).count
    unknown = Set(after.map(\.name)).subtracting(names).sorted()
    if case .days(let all) = choice {
      code = nil
      outside = Set(all.map(\.day).filter { $0 < reach.first || $0 > reach.last }).count
    } else {
      code = calendar.code
      outside = 0
    }
  }

  /// What the footer says: `holidays of GB: 8 days in the past, 1 ahead`.
  func note(unheeded: Int) -> String {
    let known = past == 0 ? "none" : past.counted("day")
    let later = ahead == 0 ? "none" : ahead.grouped
    let text = "holidays of \(code ?? "the table"): \(known) in the past, \(later) ahead"
    return unheeded > 0 ? text + ", not heeded by \(unheeded.grouped) series" : text
  }

  /// Tells which holidays change nothing.
  ///
  /// Of a country's holidays only those are told of that all change nothing: a year has many.
  func tell(areHeeded: Bool, in context: RunContext) {
    if past == 0 {
      context.notice(
        "`holidays:` has no effect: none of its days is in the past of the series")
    } else if !areHeeded {
      context.notice(
        "`holidays:` has no effect: no series got a method that takes holidays")
    } else if code == nil, !unknown.isEmpty {
      let named = unknown.prefix(3).map(\.asCode).joined(separator: ", ")
      context.notice(
        "\(named)\(unknown.count > 3 ? " and others" : "") of `holidays:` "
          + "\(unknown.count == 1 ? "has" : "have") no effect: the past has no such day")
    } else if code == nil, ahead == 0 {
      context.notice(
        "`holidays:` has no day within the horizon: what it tells of the past moves no step ahead")
    }
    if outside > 0 {
      context.notice(
        "\(outside.counted("day")) of `holidays:` lie\(outside == 1 ? "s" : "") outside the past and "
          + "the horizon")
    }
  }
}
