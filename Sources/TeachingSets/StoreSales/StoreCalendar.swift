import Tables

/// The days of the two years: bank holidays, and the promotions of each product.
struct StoreCalendar: Sendable {
  /// Whether each day is a bank holiday of England and Wales.
  let isHoliday: [Bool]

  /// The bank holidays of England and Wales, as (year, month, day).
  static let holidays: [CivilDate] =
    [
      (2023, 1, 2), (2023, 4, 7), (2023, 4, 10), (2023, 5, 1), (2023, 5, 8), (2023, 5, 29),
      (2023, 8, 28), (2023, 12, 25), (2023, 12, 26), (2024, 1, 1), (2024, 3, 29), (2024, 4, 1),
      (2024, 5, 6), (2024, 5, 27), (2024, 8, 26), (2024, 12, 25), (2024, 12, 26),
    ].map { CivilDate(year: $0, month: $1, day: $2) }

  init() {
    let numbers = Set(Self.holidays.map(\.daysSince1970))
    isHoliday = (TeachingPeriod.firstDay...TeachingPeriod.lastDay).map { numbers.contains($0) }
  }

  /// Whether `product`, counted from 1, is on promotion on day `day` of the period: from Thursday to
  /// Wednesday, every five to nine weeks, in all shops.
  static func isPromotion(product: Int, day: Int) -> Bool {
    // Day 4 is Thursday, 5 January 2023.
    let week = (day + 3) / 7
    let cycle = 5 + product % 5
    return (week + product * 2) % cycle == 0
  }
}
