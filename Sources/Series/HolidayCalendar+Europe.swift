extension HolidayCalendar {
  private static let newYear = Entry("New Year's Day", .fixed(month: 1, day: 1))
  private static let epiphany = Entry("Epiphany", .fixed(month: 1, day: 6))
  private static let easterMonday = Entry("Easter Monday", .easter(1))
  private static let labourDay = Entry("Labour Day", .fixed(month: 5, day: 1))
  private static let ascension = Entry("Ascension Day", .easter(39))
  private static let whitMonday = Entry("Whit Monday", .easter(50))
  private static let assumption = Entry("Assumption Day", .fixed(month: 8, day: 15))
  private static let allSaints = Entry("All Saints' Day", .fixed(month: 11, day: 1))
  private static let immaculateConception = Entry(
    "Immaculate Conception", .fixed(month: 12, day: 8))
  private static let christmas = Entry("Christmas Day", .fixed(month: 12, day: 25))
  private static let saintStephen = Entry("Saint Stephen's Day", .fixed(month: 12, day: 26))

  /// What all states of Germany share.
  public static let germany = HolidayCalendar(
    code: "DE",
    entries: [
      newYear, Entry("Good Friday", .easter(-2)), easterMonday, labourDay, ascension, whitMonday,
      Entry("German Unity Day", .fixed(month: 10, day: 3), 1990...9999),
      Entry("Reformation Day", .once(year: 2017, month: 10, day: 31)), christmas, saintStephen,
    ])

  /// France, without Alsace's own.
  public static let france = HolidayCalendar(
    code: "FR",
    entries: [
      newYear, easterMonday, labourDay, Entry("Victory Day", .fixed(month: 5, day: 8)), ascension,
      whitMonday, Entry("Bastille Day", .fixed(month: 7, day: 14)), assumption, allSaints,
      Entry("Armistice Day", .fixed(month: 11, day: 11)), christmas,
    ])

  /// Italy, without patron saints.
  public static let italy = HolidayCalendar(
    code: "IT",
    entries: [
      newYear, epiphany, Entry("Easter Sunday", .easter(0)), easterMonday,
      Entry("Liberation Day", .fixed(month: 4, day: 25)), labourDay,
      Entry("Republic Day", .fixed(month: 6, day: 2), 2001...9999), assumption, allSaints,
      immaculateConception, christmas, saintStephen,
    ])

  /// Austria.
  public static let austria = HolidayCalendar(
    code: "AT",
    entries: [
      newYear, epiphany, easterMonday, labourDay, ascension, whitMonday,
      Entry("Corpus Christi", .easter(60)), assumption,
      Entry("National Day", .fixed(month: 10, day: 26)), allSaints, immaculateConception,
      christmas, saintStephen,
    ])
}
