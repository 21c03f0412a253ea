import Tables

/// How the date of a holiday follows from the year.
enum HolidayRule: Hashable, Sendable {
  /// The same day every year.
  case fixed(month: Int, day: Int)
  /// The n-th weekday (1 = Monday) of a month; -1 is the last.
  case weekday(Int, nth: Int, month: Int)
  /// Days after Easter Sunday, negative before.
  case easter(Int)
  /// Days after the Easter Sunday of the Orthodox churches.
  case orthodoxEaster(Int)
  /// A day of the Ethiopian calendar.
  case ethiopian(month: Int, day: Int)
  /// A day of the tabular Islamic calendar; the day that is announced may differ by one.
  case islamic(month: Int, day: Int)

  /// The days of a Gregorian year, as days since 1970-01-01.
  func days(in year: Int) -> [Int] {
    switch self {
    case .fixed(let month, let day):
      [CivilDate(year: year, month: month, day: day).daysSince1970]
    case .weekday(let weekday, let nth, let month):
      [Self.weekday(weekday, nth: nth, month: month, year: year)]
    case .easter(let offset): [Self.easter(year) + offset]
    case .orthodoxEaster(let offset): [Self.orthodoxEaster(year) + offset]
    case .ethiopian(let month, let day):
      // A Gregorian year sees the ends of one Ethiopian year and the start of the next.
      [year - 8, year - 7].map { Self.ethiopian(year: $0, month: month, day: day) }
        .filter { CivilDate(daysSince1970: $0).year == year }
    case .islamic(let month, let day):
      // 33 Islamic years last as long as 32 Gregorian ones.
      ((year - 622) * 33 / 32 - 1...(year - 622) * 33 / 32 + 2)
        .map { Self.islamic(year: $0, month: month, day: day) }
        .filter { CivilDate(daysSince1970: $0).year == year }
    }
  }

  private static func weekday(_ weekday: Int, nth: Int, month: Int, year: Int) -> Int {
    if nth > 0 {
      let first = CivilDate(year: year, month: month, day: 1).daysSince1970
      return first + (weekday - CivilDate.weekday(ofDay: first) + 7) % 7 + 7 * (nth - 1)
    }
    let length = CivilDate.length(ofMonth: month, year: year)
    let last = CivilDate(year: year, month: month, day: length).daysSince1970
    return last - (CivilDate.weekday(ofDay: last) - weekday + 7) % 7 + 7 * (nth + 1)
  }

  /// Easter Sunday: the Sunday after the first full moon of spring, by the church's tables.
  static func easter(_ year: Int) -> Int {
    let golden = year % 19
    let century = year / 100
    let skipped = century - century / 4 - (8 * century + 13) / 25
    let epact = (19 * golden + skipped + 15) % 30
    let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11))
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7
    return CivilDate(year: year, month: 3, day: 28).daysSince1970 + moon - weekday
  }

  /// Easter Sunday by the Julian calendar, which is 13 days behind from 1900 to 2099.
  static func orthodoxEaster(_ year: Int) -> Int {
    let moon = (19 * (year % 19) + 15) % 30
    let weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    return CivilDate(year: year, month: 3, day: 22).daysSince1970 + moon + weekday + 13
  }

  /// Twelve months of 30 days and 5 or 6 days more; the year starts in September.
  static func ethiopian(year: Int, month: Int, day: Int) -> Int {
    let firstDay = 1_724_221 - julianDayOf1970
    return firstDay + 365 * (year - 1) + year / 4 + 30 * (month - 1) + day - 1
  }

  /// Months of 30 and 29 days in turn, with 11 leap days in 30 years.
  static func islamic(year: Int, month: Int, day: Int) -> Int {
    let firstDay = 1_948_440 - julianDayOf1970
    let days = (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30
    return firstDay + days + day - 1
  }

  private static let julianDayOf1970 = 2_440_588
}
