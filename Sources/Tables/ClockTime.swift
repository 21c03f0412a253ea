/// The time of a day, or what a length of time has beyond whole days.
public struct ClockTime: Hashable, Sendable {
  /// The microseconds of a day of 24 hours.
  public static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Microseconds since midnight.
  public let microseconds: Int64

  /// The time so many microseconds after midnight, less than a day.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// The time so many seconds after midnight, less than a day.
  public init(seconds: Int) { microseconds = Int64(seconds) * 1_000_000 }

  /// The hour, from 0 to 23.
  public var hour: Int { Int(microseconds / 3_600_000_000) }
  /// The minute, from 0 to 59.
  public var minute: Int { Int(microseconds / 60_000_000 % 60) }
  /// The second, from 0 to 59.
  public var second: Int { Int(microseconds / 1_000_000 % 60) }

  /// How much of a time is written.
  public enum Precision: Int, Comparable, Sendable {
    /// `08:26`
    case minutes
    /// `08:26:00`
    case seconds
    /// `08:26:00.000`
    case milliseconds
    /// `08:26:00.000000`
    case microseconds

    /// The order from coarse to fine.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// The coarsest precision that shows all of a time or a length of time.
    public init(showing microseconds: Int64) {
      if microseconds % 60_000_000 == 0 {
        self = .minutes
      } else if microseconds % 1_000_000 == 0 {
        self = .seconds
      } else if microseconds % 1_000 == 0 {
        self = .milliseconds
      } else {
        self = .microseconds
      }
    }
  }

  /// The time with two digits for each part; what is finer than `precision` is left out.
  public func text(_ precision: Precision) -> String {
    let minutes = hour.padded(to: 2) + ":" + minute.padded(to: 2)
    if precision == .minutes { return minutes }
    let seconds = minutes + ":" + second.padded(to: 2)
    let fraction = Int(microseconds % 1_000_000)
    return switch precision {
    case .minutes, .seconds: seconds
    case .milliseconds: seconds + "." + (fraction / 1_000).padded(to: 3)
    case .microseconds: seconds + "." + fraction.padded(to: 6)
    }
  }
}
