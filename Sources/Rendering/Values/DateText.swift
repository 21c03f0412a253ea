/// Dates, instants and lengths of time as text.
package enum DateText {
  static let microsecondsPerDay: Int64 = 86_400_000_000

  /// How much of the time of day is written.
  enum Precision: Int, Comparable {
    case minutes, seconds, milliseconds, microseconds

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// The coarsest precision that shows all of `microseconds`.
    init(for microseconds: Int64) {
      if microseconds % 60_000_000 == 0 {
        self = .minutes
      } else if microseconds % 1_000_000 == 0 {
        self = .seconds
      } else if microseconds % 1000 == 0 {
        self = .milliseconds
      } else {
        self = .microseconds
      }
    }
  }

  /// ISO date of a day counted from 1970-01-01: `2011-12-09`.
  package static func date(_ day: Int32) -> String {
    let (year, month, day) = civil(Int64(day))
    return "\(yearText(year))-\(twoDigits(month))-\(twoDigits(day))"
  }

  /// ISO date and time of an instant, without seconds where they are zero: `2011-12-09 08:26`.
  package static func datetime(_ microseconds: Int64) -> String {
    datetime(microseconds, Precision(for: microseconds))
  }

  /// A length of time: `3 d 04:00`.
  package static func duration(_ microseconds: Int64) -> String {
    duration(microseconds, Precision(for: microseconds), sign: "-")
  }

  static func datetime(_ microseconds: Int64, _ precision: Precision) -> String {
    let (day, time) = floorDivision(microseconds, microsecondsPerDay)
    let (year, month, dayOfMonth) = civil(day)
    return
      "\(yearText(year))-\(twoDigits(month))-\(twoDigits(dayOfMonth)) \(clock(time, precision))"
  }

  static func duration(_ microseconds: Int64, _ precision: Precision, sign: String) -> String {
    let magnitude = microseconds.magnitude
    let days = magnitude / UInt64(microsecondsPerDay)
    let time = Int64(magnitude % UInt64(microsecondsPerDay))
    let prefix = microseconds < 0 ? sign : ""
    if time == 0 && days > 0 { return "\(prefix)\(days) d" }
    return prefix + (days > 0 ? "\(days) d " : "") + clock(time, precision)
  }

  private static func clock(_ time: Int64, _ precision: Precision) -> String {
    let seconds = time / 1_000_000
    var text = "\(twoDigits(Int(seconds / 3600))):\(twoDigits(Int(seconds / 60 % 60)))"
    guard precision > .minutes else { return text }
    text += ":\(twoDigits(Int(seconds % 60)))"
    guard precision > .seconds else { return text }
    let fraction = String(String(1_000_000 + time % 1_000_000).dropFirst())
    return text + "." + (precision == .milliseconds ? String(fraction.prefix(3)) : fraction)
  }

  /// Year, month and day in the Gregorian calendar, by eras of 400 years that start in March.
  static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = floorDivision(days + 719_468, 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (Int(year), Int(month), Int(dayOfYear - (153 * shifted + 2) / 5 + 1))
  }

  private static func floorDivision(_ a: Int64, _ b: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder < 0 ? (quotient - 1, remainder + b) : (quotient, remainder)
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func yearText(_ year: Int) -> String {
    let digits = String(year.magnitude)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return year < 0 ? "-" + padded : padded
  }
}
