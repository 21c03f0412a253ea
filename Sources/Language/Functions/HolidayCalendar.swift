import Tables

/// The public holidays of a country, computed from rules; regional holidays are left out.
struct HolidayCalendar: Sendable {
  /// What happens when a holiday falls on a weekend.
  private enum Substitute: Sendable {
    case none
    /// The next weekday that is not a holiday itself is free, too.
    case nextWeekday
    /// Friday for Saturday, Monday for Sunday.
    case nearestWeekday
  }

  /// A rule with the years in which it holds.
  private struct Holiday: Sendable {
    var rule: HolidayRule
    var years: ClosedRange<Int>
    var movesFromWeekend: Bool

    init(_ rule: HolidayRule, _ years: ClosedRange<Int> = 0...9999, moves: Bool = true) {
      self.rule = rule
      self.years = years
      movesFromWeekend = moves
    }
  }

  private let holidays: [Holiday]
  private let substitute: Substitute

  /// The calendar of a country by its two letters.
  init?(country: String) {
    guard let calendar = Self.all.first(where: { $0.country == country })?.calendar else {
      return nil
    }
    self = calendar
  }

  private init(_ substitute: Substitute, _ holidays: [Holiday]) {
    self.substitute = substitute
    self.holidays = holidays
  }

  /// The two letters of the countries that ship.
  static let countries = all.map(\.country).sorted()

  /// All holidays of some years, as days since 1970-01-01, ascending.
  func days(in years: ClosedRange<Int>) -> [Int32] {
    var days: Set<Int> = []
    var moved: [Int] = []
    // A New Year's Day may move into the year before.
    for year in years.lowerBound - 1...years.upperBound + 1 {
      for holiday in holidays where holiday.years.contains(year) {
        let dates = holiday.rule.days(in: year)
        days.formUnion(dates)
        if holiday.movesFromWeekend {
          moved += dates.filter { CivilDate.weekday(ofDay: $0) > 5 }
        }
      }
    }
    for day in moved.sorted() {
      switch substitute {
      case .none: continue
      case .nearestWeekday: days.insert(CivilDate.weekday(ofDay: day) == 6 ? day - 1 : day + 1)
      case .nextWeekday:
        var next = day + 1
        while CivilDate.weekday(ofDay: next) > 5 || days.contains(next) { next += 1 }
        days.insert(next)
      }
    }
    return days.filter { years.contains(CivilDate(daysSince1970: $0).year) }.sorted()
      .map { Int32(clamping: $0) }
  }

  // MARK: Countries

  private static let all: [(country: String, calendar: HolidayCalendar)] = [
    ("GB", unitedKingdom), ("US", unitedStates), ("DE", germany), ("FR", france), ("IT", italy),
    ("AT", austria), ("GH", ghana), ("ET", ethiopia),
  ]

  private static let newYear = Holiday(.fixed(month: 1, day: 1))
  private static let labourDay = Holiday(.fixed(month: 5, day: 1))
  private static let christmas = Holiday(.fixed(month: 12, day: 25))
  private static let boxingDay = Holiday(.fixed(month: 12, day: 26))
  private static let goodFriday = Holiday(.easter(-2))
  private static let easterMonday = Holiday(.easter(1))
  private static let ascension = Holiday(.easter(39))
  private static let whitMonday = Holiday(.easter(50))
  private static let assumption = Holiday(.fixed(month: 8, day: 15))
  private static let allSaints = Holiday(.fixed(month: 11, day: 1))

  private static func once(_ year: Int, _ month: Int, _ day: Int) -> Holiday {
    Holiday(.fixed(month: month, day: day), year...year)
  }

  /// England and Wales, with the bank holidays that were moved or added for one year.
  private static let unitedKingdom: HolidayCalendar = {
    let earlyMay = HolidayRule.weekday(1, nth: 1, month: 5)
    let spring = HolidayRule.weekday(1, nth: -1, month: 5)
    return HolidayCalendar(
      .nextWeekday,
      [
        newYear, goodFriday, easterMonday, christmas, boxingDay,
        Holiday(.weekday(1, nth: -1, month: 8)),
        Holiday(earlyMay, 1978...1994), once(1995, 5, 8), Holiday(earlyMay, 1996...2019),
        once(2020, 5, 8), Holiday(earlyMay, 2021...9999),
        Holiday(spring, 1971...2001), once(2002, 6, 3), once(2002, 6, 4),
        Holiday(spring, 2003...2011), once(2012, 6, 4), once(2012, 6, 5),
        Holiday(spring, 2013...2021), once(2022, 6, 2), once(2022, 6, 3),
        Holiday(spring, 2023...9999),
        once(1999, 12, 31), once(2011, 4, 29), once(2022, 9, 19), once(2023, 5, 8),
      ])
  }()

  /// The federal holidays.
  private static let unitedStates = HolidayCalendar(
    .nearestWeekday,
    [
      newYear, Holiday(.weekday(1, nth: 3, month: 1)), Holiday(.weekday(1, nth: 3, month: 2)),
      Holiday(.weekday(1, nth: -1, month: 5)), Holiday(.fixed(month: 6, day: 19), 2021...9999),
      Holiday(.fixed(month: 7, day: 4)), Holiday(.weekday(1, nth: 1, month: 9)),
      Holiday(.weekday(1, nth: 2, month: 10)), Holiday(.fixed(month: 11, day: 11)),
      Holiday(.weekday(4, nth: 4, month: 11)), christmas,
    ])

  /// What all states share.
  private static let germany = HolidayCalendar(
    .none,
    [
      newYear, goodFriday, easterMonday, labourDay, ascension, whitMonday,
      Holiday(.fixed(month: 10, day: 3), 1990...9999), once(2017, 10, 31), christmas, boxingDay,
    ])

  private static let france = HolidayCalendar(
    .none,
    [
      newYear, easterMonday, labourDay, Holiday(.fixed(month: 5, day: 8)), ascension, whitMonday,
      Holiday(.fixed(month: 7, day: 14)), assumption, allSaints,
      Holiday(.fixed(month: 11, day: 11)), christmas,
    ])

  private static let italy = HolidayCalendar(
    .none,
    [
      newYear, Holiday(.fixed(month: 1, day: 6)), Holiday(.easter(0)), easterMonday,
      Holiday(.fixed(month: 4, day: 25)), labourDay,
      Holiday(.fixed(month: 6, day: 2), 2001...9999), assumption, allSaints,
      Holiday(.fixed(month: 12, day: 8)), christmas, boxingDay,
    ])

  private static let austria = HolidayCalendar(
    .none,
    [
      newYear, Holiday(.fixed(month: 1, day: 6)), easterMonday, labourDay, ascension, whitMonday,
      Holiday(.easter(60)), assumption, Holiday(.fixed(month: 10, day: 26)), allSaints,
      Holiday(.fixed(month: 12, day: 8)), christmas, boxingDay,
    ])

  private static let ghana = HolidayCalendar(
    .nextWeekday,
    [
      newYear, Holiday(.fixed(month: 1, day: 7), 2019...2024), Holiday(.fixed(month: 3, day: 6)),
      goodFriday, easterMonday, labourDay, Holiday(.fixed(month: 5, day: 25), 0...2018),
      Holiday(.fixed(month: 7, day: 1), 0...2018), Holiday(.fixed(month: 7, day: 1), 2025...9999),
      Holiday(.fixed(month: 8, day: 4), 2019...2024),
      Holiday(.fixed(month: 9, day: 21), 2009...9999), Holiday(.weekday(5, nth: 1, month: 12)),
      christmas, boxingDay, Holiday(.islamic(month: 10, day: 1), moves: false),
      Holiday(.islamic(month: 12, day: 10), moves: false),
    ])

  private static let ethiopia = HolidayCalendar(
    .none,
    [
      Holiday(.fixed(month: 1, day: 7)), Holiday(.ethiopian(month: 5, day: 11)),
      Holiday(.ethiopian(month: 6, day: 23)), labourDay, Holiday(.ethiopian(month: 8, day: 27)),
      Holiday(.ethiopian(month: 9, day: 20), 1992...9999), Holiday(.ethiopian(month: 1, day: 1)),
      Holiday(.ethiopian(month: 1, day: 17)), Holiday(.orthodoxEaster(-2)),
      Holiday(.orthodoxEaster(0)), Holiday(.islamic(month: 10, day: 1)),
      Holiday(.islamic(month: 12, day: 10)), Holiday(.islamic(month: 3, day: 12)),
    ])
}
