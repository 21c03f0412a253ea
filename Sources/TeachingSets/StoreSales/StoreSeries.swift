import Glibc
import NumericalMethods
import Tables

/// One product in one shop: the parameters of its demand, and the demand itself.
struct StoreSeries: Sendable {
  /// Counted from 1.
  let store: Int
  /// Counted from 1.
  let product: Int
  let kind: StoreProduct
  /// Expected units on an ordinary average day at the start of the period.
  let level: Double
  /// Growth from one year to the next.
  let growth: Double
  let amplitude: Double
  let peakDay: Int
  let promotion: Double
  let holiday: Double
  /// The size of the negative binomial noise: the variance is mean + mean² / size.
  let dispersion: Double

  init(store number: Int, product: Int, _ store: Store, from generator: inout SeededGenerator) {
    self.store = number
    self.product = product
    kind = StoreProduct.all[product - 1]
    level = kind.level * store.size * generator.logNormal(median: 1, sigma: 0.18)
    growth = (1 + kind.growth) * (1 + store.growth) - 1 + generator.normal(sd: 0.015)
    amplitude = kind.amplitude * generator.logNormal(median: 1, sigma: 0.08)
    peakDay = kind.peakDay + generator.uniform(in: -4...4)
    promotion = 1 + (kind.promotion - 1) * generator.logNormal(median: 1, sigma: 0.1)
    holiday = kind.holiday * generator.logNormal(median: 1, sigma: 0.06)
    dispersion = kind.isIntermittent ? 1.5 : generator.uniform(in: 10.0...24.0)
  }

  /// Draws the units of the first `days` days.
  func units(days: Int, _ calendar: StoreCalendar, from generator: inout SeededGenerator) -> [Int] {
    let wave = Self.wave(amplitude: amplitude, peakDay: peakDay)
    let week = kind.week.factors
    let daily = pow(1 + growth, 1 / 365.25)
    var trend = level
    return (0..<days).map { day in
      // The second year starts again at 1 January.
      var mean = trend * wave[day < 365 ? day : day - 365]
      mean *= week[CivilDate.weekday(ofDay: TeachingPeriod.firstDay + day) - 1]
      if StoreCalendar.isPromotion(product: product, day: day) { mean *= promotion }
      if calendar.isHoliday[day] { mean *= holiday }
      trend *= daily
      return generator.negativeBinomial(mean: mean, size: dispersion)
    }
  }

  /// The price of a day: it rises by 4 % with the new year and falls by a fifth in promotions.
  func price(day: Int) -> Double {
    let year = day < 365 ? 1 : 1.04
    let offer = StoreCalendar.isPromotion(product: product, day: day) ? 0.8 : 1
    return cents(kind.price * year * offer)
  }

  /// One factor a day of the year, with mean 1.
  private static func wave(amplitude: Double, peakDay: Int) -> [Double] {
    let raw = (0..<366).map { day in
      exp(amplitude * cos(2 * Double.pi * Double(day + 1 - peakDay) / 365.25))
    }
    let mean = raw.reduce(0, +) / Double(raw.count)
    return raw.map { $0 / mean }
  }
}
