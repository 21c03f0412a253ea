/// A day and the time on it, without a zone.
public struct CivilMoment: Hashable, Sendable {
  /// The number of the day.
  public let daysSince1970: Int
  /// The time of day.
  public let time: ClockTime

  /// The moment that is so many microseconds after 1970-01-01T00:00:00.
  public init(microsecondsSince1970 microseconds: Int64) {
    let (day, time) = microseconds.dividedDown(by: ClockTime.microsecondsPerDay)
    daysSince1970 = Int(day)
    self.time = ClockTime(microseconds: time)
  }

  /// The day.
  public var date: CivilDate { CivilDate(daysSince1970: daysSince1970) }

  /// The moment as ISO 8601 writes it, with a space: `2011-12-09 08:26:00`.
  public func text(_ precision: ClockTime.Precision) -> String {
    date.text + " " + time.text(precision)
  }
}
