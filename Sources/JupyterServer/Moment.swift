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
