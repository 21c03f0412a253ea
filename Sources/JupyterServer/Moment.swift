import Glibc

/// A reading of the clock that never goes back, in microseconds.
struct Moment: Comparable, Sendable {
  var microseconds: Int

  /// The clock now.
  static var now: Moment {
    var time = Glibc.timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(microseconds: time.tv_sec * 1_000_000 + time.tv_nsec / 1000)
  }

  var timespec: Glibc.timespec {
    Glibc.timespec(tv_sec: microseconds / 1_000_000, tv_nsec: microseconds % 1_000_000 * 1000)
  }

  func after(milliseconds: Int) -> Moment {
    Moment(microseconds: microseconds + milliseconds * 1000)
  }

  /// Whole milliseconds until this moment, rounded up; 0 when it is past.
  var millisecondsAway: Int {
    max(0, (microseconds - Moment.now.microseconds + 999) / 1000)
  }

  static func < (left: Moment, right: Moment) -> Bool { left.microseconds < right.microseconds }
}

/// The date of a message: UTC, ISO 8601, with six digits of a second.
struct DateStamp {
  private var second = Int.min
  /// The text up to the seconds, which is the same for a whole second.
  private var prefix = ""

  /// The date now.
  mutating func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return text(seconds: time.tv_sec, microseconds: time.tv_nsec / 1000)
  }

  /// The date of a number of seconds since 1970.
  mutating func text(seconds: Int, microseconds: Int) -> String {
    if seconds != second {
      second = seconds
      var time = time_t(seconds)
      var parts = tm()
      gmtime_r(&time, &parts)
      prefix =
        padded(Int(parts.tm_year) + 1900, 4) + "-" + padded(Int(parts.tm_mon) + 1, 2) + "-"
        + padded(Int(parts.tm_mday), 2) + "T" + padded(Int(parts.tm_hour), 2) + ":"
        + padded(Int(parts.tm_min), 2) + ":" + padded(Int(parts.tm_sec), 2) + "."
    }
    return prefix + padded(microseconds, 6) + "Z"
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
