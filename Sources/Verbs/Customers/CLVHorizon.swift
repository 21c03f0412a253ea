import Glibc
import Series
import Tables

/// The periods ahead whose value counts, in days from the last one known.
struct CLVHorizon: Hashable, Sendable {
  /// The ends of the periods, ascending; one without a discount.
  let times: [Double]
  /// What value loses from each period to the next.
  let rate: Double
  /// As one says it: `12 months`.
  let written: String

  /// Cuts a horizon into calendar months, weeks or days; `discount` is what a year takes off.
  init(_ step: CalendarStep, from day: Int32, _ discount: Double) {
    let unit = step.unit
    written = step.count == 1 ? "1 \(unit.rawValue)" : "\(step.count) \(unit.rawValue)s"
    let (count, part, perYear): (Int, CalendarStep.Unit, Double) =
      switch unit {
      case .day: (step.count, .day, 365)
      case .week: (step.count, .week, 52)
      case .month: (step.count, .month, 12)
      case .quarter: (step.count * 3, .month, 12)
      case .year: (step.count * 12, .month, 12)
      }
    let first = discount == 0 ? count : 1
    times = (first...count).map {
      Double(CalendarStep($0, part).day(Int(day), moved: 1) - Int(day))
    }
    rate = discount == 0 ? 0 : pow(1 + discount, 1 / perYear) - 1
  }
}

extension CalendarStep {
  /// The day that is this step later, or earlier with a negative number of them; where a month is
  /// too short, its last day.
  func day(_ day: Int, moved times: Int) -> Int {
    switch unit {
    case .day: return day + count * times
    case .week: return day + 7 * count * times
    case .month, .quarter, .year:
      let length = unit == .month ? 1 : unit == .quarter ? 3 : 12
      let date = CivilDate(daysSince1970: day)
      let (years, month) = (date.month - 1 + length * count * times).dividedDown(by: 12)
      let year = date.year + years
      let last = CivilDate.length(ofMonth: month + 1, year: year)
      return CivilDate(year: year, month: month + 1, day: min(date.day, last)).daysSince1970
    }
  }
}
