import Tables

/// When a holiday comes in a year.
enum HolidayRule: Hashable, Sendable {
  /// The same day of each year.
  case fixed(month: Int, day: Int)
  /// One day of one year.
  case once(year: Int, month: Int, day: Int)
  /// The first, second … weekday of a month (1 is Monday); the last for −1.
  case weekday(Int, number: Int, month: Int)
  /// So many days after Easter Sunday.
  case easter(Int)
  /// So many days after the Easter Sunday of the eastern churches.
  case orthodoxEaster(Int)
  /// A day of the Islamic year by the arithmetic calendar; seen moons may differ by a day.
  case islamic(month: Int, day: Int)
  /// A day of the Ethiopian year.
  case ethiopian(month: Int, day: Int)

  /// The days of a Gregorian year, since 1970-01-01: an Islamic day may come twice, or not at all.
  func days(in year: Int) -> [Int] {
    switch self {
    case .fixed(let month, let day): return [Self.day(year, month, day)]
    case .once(let only, let month, let day):
      return only == year ? [Self.day(year, month, day)] : []
    case .weekday(let weekday, let number, let month):
      if number < 0 {
        let last = Self.day(year, month, CivilDate.length(ofMonth: month, year: year))
        return [last - (CivilDate.weekday(ofDay: last) - weekday + 7) % 7]
      }
      let first = Self.day(year, month, 1)
      let distance = (weekday - CivilDate.weekday(ofDay: first) + 7) % 7
      return [first + distance + 7 * (number - 1)]
    case .easter(let distance): return [Self.easter(year) + distance]
    case .orthodoxEaster(let distance): return [Self.orthodoxEaster(year) + distance]
    case .islamic(let month, let day):
      // A year of 354 days: three of them can touch one of ours.
      let middle = (year - 622) * 33 / 32
      return (middle - 1...middle + 2).map { Self.islamic(year: $0, month: month, day: day) }
        .filter { CivilDate(daysSince1970: $0).year == year }
    case .ethiopian(let month, let day):
      return [year - 8, year - 7].map { Self.ethiopian(year: $0, month: month, day: day) }
        .filter { CivilDate(daysSince1970: $0).year == year }
    }
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    CivilDate(year: year, month: month, day: day).daysSince1970
  }

  /// Easter Sunday of the Gregorian calendar.
  ///
  /// The anonymous algorithm, as J. Meeus gave it in 1991.
  static func easter(_ year: Int) -> Int {
    let golden = year % 19
    let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
    let (leaps, left) = century.quotientAndRemainder(dividingBy: 4)
    let correction = (century - (century + 8) / 25 + 1) / 3
    let moon = (19 * golden + century - leaps - correction + 15) % 30
    let (quarters, days) = rest.quotientAndRemainder(dividingBy: 4)
    let sunday = (32 + 2 * left + 2 * quarters - moon - days) % 7
    let shift = (golden + 11 * moon + 22 * sunday) / 451
    let count = moon + sunday - 7 * shift + 114
    return day(year, count / 31, count % 31 + 1)
  }

  /// Easter Sunday by the Julian calendar, as a Gregorian day.
  ///
  /// J. Meeus 1991.
  static func orthodoxEaster(_ year: Int) -> Int {
    let moon = (19 * (year % 19) + 15) % 30
    let sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    let count = moon + sunday + 114
    // The Julian calendar has fallen behind by a day for each century that is no leap year.
    let behind = year / 100 - year / 400 - 2
    return day(year, count / 31, count % 31 + 1) + behind
  }

  /// A day of the arithmetic Islamic calendar: 11 leap years in 30.
  static func islamic(year: Int, month: Int, day: Int) -> Int {
    // Months have 30 and 29 days in turn.
    let before = (59 * (month - 1) + 1) / 2
    return day + before + (year - 1) * 354 + (3 + 11 * year) / 30 - 492_149
  }

  /// A day of the Ethiopian calendar: twelve months of 30 days, and the rest.
  static func ethiopian(year: Int, month: Int, day: Int) -> Int {
    1_724_221 + 365 * (year - 1) + year / 4 + 30 * (month - 1) + day - 1 - 2_440_588
  }
}
