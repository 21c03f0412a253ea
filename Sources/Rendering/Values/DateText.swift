import Tables

/// Dates, instants and lengths of time as text.
package enum DateText {
  /// ISO date of a day counted from 1970-01-01: `2011-12-09`.
  package static func date(_ day: Int32) -> String { CivilDate(daysSince1970: Int(day)).text }

  /// ISO date and time of an instant, without seconds where they are zero: `2011-12-09 08:26`.
  package static func datetime(_ microseconds: Int64) -> String {
    datetime(microseconds, ClockTime.Precision(showing: microseconds))
  }

  /// A length of time: `3 d 04:00`.
  package static func duration(_ microseconds: Int64) -> String {
    duration(microseconds, ClockTime.Precision(showing: microseconds), sign: "-")
  }

  static func datetime(_ microseconds: Int64, _ precision: ClockTime.Precision) -> String {
    CivilMoment(microsecondsSince1970: microseconds).text(precision)
  }

  static func duration(
    _ microseconds: Int64, _ precision: ClockTime.Precision, sign: String
  ) -> String {
    let (days, rest) = microseconds.magnitude.dividedDown(by: UInt64(ClockTime.microsecondsPerDay))
    let time = ClockTime(microseconds: Int64(rest)).text(precision)
    let prefix = microseconds < 0 ? sign : ""
    if days == 0 { return prefix + time }
    return prefix + "\(days) d" + (rest == 0 ? "" : " " + time)
  }
}
