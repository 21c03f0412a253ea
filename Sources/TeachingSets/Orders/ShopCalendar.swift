import Tables

/// How busy the shop is on each day of the two years, relative to an average day.
struct ShopCalendar: Sendable {
  /// One factor a day for customers with the general season.
  let general: [Double]
  /// One factor a day for customers who come at planting and at harvest.
  let seasonal: [Double]
  /// The month of each day, 0 for January.
  let months: [Int]
  /// Whether the day lies in the week of low prices at the end of November.
  let isSaleWeek: [Bool]

  /// General demand by month, January first: planting in April, a smaller peak at harvest.
  static let monthFactors = [
    0.68, 0.86, 1.2, 1.7, 1.38, 0.96, 0.8, 0.82, 1.14, 1.08, 0.8, 0.6,
  ]
  /// Demand by weekday, Monday first.
  static let weekdayFactors = [1.22, 1.12, 1.06, 1.04, 1.0, 0.86, 0.7]
  /// Demand in the sale week.
  static let saleFactor = 2.6
  /// What remains of the price in the sale week.
  static let salePrice = 0.88
  private static let seasonalMonthFactors = [
    0.03, 0.15, 0.85, 1.5, 0.95, 0.08, 0.03, 0.1, 0.85, 0.75, 0.05, 0.02,
  ]

  init() {
    var general: [Double] = []
    var seasonal: [Double] = []
    var months: [Int] = []
    var isSaleWeek: [Bool] = []
    for number in TeachingPeriod.firstDay...TeachingPeriod.lastDay {
      let day = CivilDate(daysSince1970: number)
      let weekday = Self.weekdayFactors[CivilDate.weekday(ofDay: number) - 1]
      let isSale = day.month == 11 && (24...30).contains(day.day)
      let sale = isSale ? Self.saleFactor : 1
      let isChristmas = day.month == 12 && (24...26).contains(day.day)
      let open = isChristmas ? 0.25 : 1
      general.append(Self.smooth(Self.monthFactors, day) * weekday * sale * open)
      seasonal.append(Self.smooth(Self.seasonalMonthFactors, day) * weekday * sale * open)
      months.append(day.month - 1)
      isSaleWeek.append(isSale)
    }
    self.general = general
    self.seasonal = seasonal
    self.months = months
    self.isSaleWeek = isSaleWeek
  }

  /// The factor of a day on the line between the middles of two months.
  private static func smooth(_ factors: [Double], _ day: CivilDate) -> Double {
    let position = Double(day.month - 1) + (Double(day.day) - 15.5) / 30.5
    let floor = position.rounded(.down)
    let fraction = position - floor
    let from = (Int(floor) + 12) % 12
    return factors[from] * (1 - fraction) + factors[(from + 1) % 12] * fraction
  }
}
