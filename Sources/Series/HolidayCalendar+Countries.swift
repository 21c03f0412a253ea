extension HolidayCalendar {
  /// England and Wales.
  public static let unitedKingdom = HolidayCalendar(
    code: "GB",
    entries: [
      Entry("New Year's Day", .fixed(month: 1, day: 1), substitute: .nextWeekday),
      Entry("Good Friday", .easter(-2)),
      Entry("Easter Monday", .easter(1)),
      Entry("Early May Bank Holiday", .weekday(1, number: 1, month: 5), 1978...1994),
      Entry("Early May Bank Holiday", .once(year: 1995, month: 5, day: 8)),
      Entry("Early May Bank Holiday", .weekday(1, number: 1, month: 5), 1996...2019),
      Entry("Early May Bank Holiday", .once(year: 2020, month: 5, day: 8)),
      Entry("Early May Bank Holiday", .weekday(1, number: 1, month: 5), 2021...9999),
      Entry("Spring Bank Holiday", .weekday(1, number: -1, month: 5), 1971...2001),
      Entry("Spring Bank Holiday", .once(year: 2002, month: 6, day: 4)),
      Entry("Spring Bank Holiday", .weekday(1, number: -1, month: 5), 2003...2011),
      Entry("Spring Bank Holiday", .once(year: 2012, month: 6, day: 4)),
      Entry("Spring Bank Holiday", .weekday(1, number: -1, month: 5), 2013...2021),
      Entry("Spring Bank Holiday", .once(year: 2022, month: 6, day: 2)),
      Entry("Spring Bank Holiday", .weekday(1, number: -1, month: 5), 2023...9999),
      Entry("Summer Bank Holiday", .weekday(1, number: -1, month: 8), 1971...9999),
      Entry("Christmas Day", .fixed(month: 12, day: 25), substitute: .nextWeekday),
      Entry("Boxing Day", .fixed(month: 12, day: 26), substitute: .nextWeekday),
      Entry("Millennium Eve", .once(year: 1999, month: 12, day: 31)),
      Entry("Golden Jubilee", .once(year: 2002, month: 6, day: 3)),
      Entry("Royal Wedding", .once(year: 2011, month: 4, day: 29)),
      Entry("Diamond Jubilee", .once(year: 2012, month: 6, day: 5)),
      Entry("Platinum Jubilee", .once(year: 2022, month: 6, day: 3)),
      Entry("State Funeral of Queen Elizabeth II", .once(year: 2022, month: 9, day: 19)),
      Entry("Coronation of Charles III", .once(year: 2023, month: 5, day: 8)),
    ])

  /// The federal holidays of the United States.
  public static let unitedStates = HolidayCalendar(
    code: "US",
    entries: [
      Entry("New Year's Day", .fixed(month: 1, day: 1), substitute: .nearestWeekday),
      Entry("Martin Luther King Jr. Day", .weekday(1, number: 3, month: 1), 1986...9999),
      Entry("Washington's Birthday", .weekday(1, number: 3, month: 2), 1971...9999),
      Entry("Memorial Day", .weekday(1, number: -1, month: 5), 1971...9999),
      Entry(
        "Juneteenth", .fixed(month: 6, day: 19), 2021...9999, substitute: .nearestWeekday),
      Entry("Independence Day", .fixed(month: 7, day: 4), substitute: .nearestWeekday),
      Entry("Labor Day", .weekday(1, number: 1, month: 9)),
      Entry("Columbus Day", .weekday(1, number: 2, month: 10), 1971...9999),
      Entry("Veterans Day", .fixed(month: 11, day: 11), 1978...9999, substitute: .nearestWeekday),
      Entry("Thanksgiving", .weekday(4, number: 4, month: 11), 1942...9999),
      Entry("Christmas Day", .fixed(month: 12, day: 25), substitute: .nearestWeekday),
    ])

  /// Ethiopia.
  public static let ethiopia = HolidayCalendar(
    code: "ET",
    entries: [
      Entry("Genna", .fixed(month: 1, day: 7)),
      Entry("Timkat", .ethiopian(month: 5, day: 11)),
      Entry("Victory of Adwa", .ethiopian(month: 6, day: 23)),
      Entry("Siklet", .orthodoxEaster(-2)),
      Entry("Fasika", .orthodoxEaster(0)),
      Entry("Labour Day", .fixed(month: 5, day: 1)),
      Entry("Patriots' Victory Day", .ethiopian(month: 8, day: 27)),
      Entry("Downfall of the Derg", .ethiopian(month: 9, day: 20), 1992...9999),
      Entry("Enkutatash", .ethiopian(month: 1, day: 1)),
      Entry("Meskel", .ethiopian(month: 1, day: 17)),
      Entry("Eid al-Fitr", .islamic(month: 10, day: 1)),
      Entry("Eid al-Adha", .islamic(month: 12, day: 10)),
      Entry("Mawlid", .islamic(month: 3, day: 12)),
    ])

  /// Ghana.
  public static let ghana = HolidayCalendar(
    code: "GH",
    entries: [
      Entry("New Year's Day", .fixed(month: 1, day: 1), substitute: .nextWeekday),
      Entry(
        "Constitution Day", .fixed(month: 1, day: 7), 2019...2025, substitute: .nextWeekday),
      Entry("Independence Day", .fixed(month: 3, day: 6), 1957...9999, substitute: .nextWeekday),
      Entry("Good Friday", .easter(-2)),
      Entry("Easter Monday", .easter(1)),
      Entry("May Day", .fixed(month: 5, day: 1), substitute: .nextWeekday),
      Entry("Republic Day", .fixed(month: 7, day: 1), 1960...2018, substitute: .nextWeekday),
      Entry(
        "National Day of Prayer", .fixed(month: 7, day: 1), 2025...9999, substitute: .nextWeekday),
      Entry("African Union Day", .fixed(month: 5, day: 25), 1...2018, substitute: .nextWeekday),
      Entry("Founders' Day", .fixed(month: 8, day: 4), 2019...2024, substitute: .nextWeekday),
      Entry(
        "Kwame Nkrumah Memorial Day", .fixed(month: 9, day: 21), 2009...9999,
        substitute: .nextWeekday),
      Entry("Farmers' Day", .weekday(5, number: 1, month: 12), 1988...9999),
      Entry("Christmas Day", .fixed(month: 12, day: 25), substitute: .nextWeekday),
      Entry("Boxing Day", .fixed(month: 12, day: 26), substitute: .nextWeekday),
      Entry("Eid al-Fitr", .islamic(month: 10, day: 1)),
      Entry("Eid al-Adha", .islamic(month: 12, day: 10)),
    ])
}
