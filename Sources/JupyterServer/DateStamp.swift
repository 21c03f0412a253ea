import Glibc

/// The date of a message: UTC, ISO 8601, with six digits of a second.
package struct DateStamp {
  private var second = Int.min
  /// The text up to the seconds, which is the same for a whole second.
  private var prefix = ""

  package init() {}

  /// The date now.
  mutating func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return text(seconds: time.tv_sec, microseconds: time.tv_nsec / 1000)
  }

  /// The date of a number of seconds since 1970.
  package mutating func text(seconds: Int, microseconds: Int) -> String {
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
