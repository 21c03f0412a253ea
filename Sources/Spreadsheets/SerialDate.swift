import Tables

/// Turns the numbers that stand for dates into days and instants.
struct SerialDate: Hashable, Sendable {
  /// Whether days are counted from 1904, as old Macs did, and not from 1900.
  var is1904 = false

  private static let microsPerDay: Int64 = ClockTime.microsecondsPerDay
  private static let lastDay = 2_958_465.0

  /// What a number means under a format of dates.
  enum Meaning: Hashable {
    case day(Int32)
    case moment(Int64)
    /// A time of the day, in microseconds.
    case time(Int64)
    /// No date: negative, or after the year 9999.
    case none
  }

  func meaning(_ serial: Double, _ format: NumberFormat) -> Meaning {
    guard serial.isFinite, serial >= 0, serial <= Self.lastDay + 0.9999999 else { return .none }
    if format == .elapsed { return .time(Self.micros(serial)) }
    // Before its first day a count from 1900 is a time, whatever the format says.
    if serial < 1, !is1904 || format == .time { return .time(Self.micros(serial)) }
    let whole = serial.rounded(.down)
    let day = days(Int(whole))
    if whole == serial, format == .date { return .day(Int32(day)) }
    return .moment(Int64(day) * Self.microsPerDay + Self.micros(serial - whole))
  }

  /// Days since 1970-01-01.
  ///
  /// The count from 1900 knows a 29 February 1900, number 60, that never was: earlier numbers are one
  /// day ahead.
  private func days(_ number: Int) -> Int {
    if is1904 { return number - 24_107 }
    return number - (number < 60 ? 25_568 : 25_569)
  }

  /// The length of a part of days, to the thousandth of a second that these programs know.
  private static func micros(_ days: Double) -> Int64 {
    Int64((days * 86_400_000).rounded()) * 1000
  }

  /// A time or a length of time as `27:30:00` or `08:15:00.250`.
  static func text(_ micros: Int64) -> String {
    let seconds = micros / 1_000_000
    let milliseconds = Int(micros / 1000 % 1000)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60]
      .map { Int($0).padded(to: 2) }.joined(separator: ":")
    return milliseconds == 0 ? clock : "\(clock).\(milliseconds.padded(to: 3))"
  }
}
