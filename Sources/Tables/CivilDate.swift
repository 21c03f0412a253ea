/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Sendable {
  /// The year; 0 is the one before year 1.
  public let year: Int
  /// 1 is January.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// A day of a month that has it.
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is so many days after 1970-01-01.
  public init(daysSince1970 days: Int) {
    // Counts in eras of 400 years that begin on 1 March, so that leap days come last.
    let (era, dayOfEra) = (days + 719_468).dividedDown(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  public var daysSince1970: Int {
    let (era, yearOfEra) = (month <= 2 ? year - 1 : year).dividedDown(by: 400)
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day as ISO 8601 writes it: `2011-12-09`.
  public var text: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }

  /// The day of the week of a day number: 1 is Monday, 7 is Sunday.
  public static func weekday(ofDay daysSince1970: Int) -> Int {
    (daysSince1970 + 3).dividedDown(by: 7).remainder + 1
  }

  /// The ISO week of a day number: week 1 has the year's first Thursday.
  public static func week(ofDay daysSince1970: Int) -> Int {
    let thursday = daysSince1970 - weekday(ofDay: daysSince1970) + 4
    let year = CivilDate(daysSince1970: thursday).year
    return (thursday - CivilDate(year: year, month: 1, day: 1).daysSince1970) / 7 + 1
  }

  /// The number of days of a month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The English names of the months, January first.
  public static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
