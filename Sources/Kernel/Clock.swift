import Glibc

/// The time of day.
enum Clock {
  /// Microseconds since 1970-01-01T00:00:00 UTC.
  static func microsecondsSince1970() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000
  }
}
