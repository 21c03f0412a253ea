import NumericalMethods
import Tables

/// Daily units of twenty products in ten shops, with promotions and bank holidays.
///
/// Expected units are a product of level, growth, weekday, yearly wave, promotion and holiday; the
/// noise is negative binomial; three products sell on few days only. The truth is one row a series.
enum StoreSalesSet {
  /// Two years of every product in every shop.
  static let defaultRows = TeachingPeriod.days * StoreProduct.all.count * Store.all.count

  static let schema = Schema([
    Field("date", .date), Field("store", .int), Field("product", .int), Field("units", .int),
    Field("price", .number), Field("promotion", .bool), Field("holiday", .bool),
  ])

  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  static let truthSchema = Schema(
    [
      Field("store", .int), Field("product", .int), Field("town", .text), Field("name", .text),
      Field("pattern", .text), Field("level", .number), Field("growth", .number),
      Field("amplitude", .number), Field("peak_day", .int), Field("promotion_effect", .number),
      Field("holiday_effect", .number), Field("dispersion", .number),
    ] + weekdays.map { Field($0, .number) })

  /// Generates `rows` rows in the order of date, store and product: whole series over the two years
  /// as far as they go, the same number of days for each, and a last day that may lack some.
  static func make(
    rows: Int?, seed: UInt64, checking check: () throws -> Void
  ) rethrows -> TeachingSet {
    let count = max(0, rows ?? defaultRows)
    let seriesCount = (count + TeachingPeriod.days - 1) / TeachingPeriod.days
    let days = seriesCount == 0 ? 0 : (count + seriesCount - 1) / seriesCount
    let generator = SeededGenerator(seed: seed).stream(Stream.storeSales)
    let calendar = StoreCalendar()
    let products = StoreProduct.all.count

    var series: [StoreSeries] = []
    var units: [[Int]] = []
    for position in 0..<seriesCount {
      try check()
      let number = position / products + 1
      var own = generator.stream(position)
      let one = StoreSeries(
        store: number, product: position % products + 1,
        Store.numbered(number, from: generator), from: &own)
      units.append(one.units(days: days, calendar, from: &own))
      series.append(one)
    }
    return try TeachingSet(
      table: table(series, units, calendar, count: count, checking: check),
      truth: truthTable(series, from: generator),
      summary: """
        Daily units of \(min(products, seriesCount)) products in \
        \((seriesCount == 0 ? 0 : (seriesCount - 1) / products + 1).grouped) shops over \(days) days
        """)
  }

  private static func table(
    _ series: [StoreSeries], _ units: [[Int]], _ calendar: StoreCalendar, count: Int,
    checking check: () throws -> Void
  ) rethrows -> Table {
    var days: [Int32] = []
    var stores: [Int64] = []
    var products: [Int64] = []
    var sold: [Int64] = []
    var prices: [Double] = []
    var promotions: [Bool] = []
    var holidays: [Bool] = []
    for row in 0..<count {
      if row % 4_096 == 0 { try check() }
      let day = row / series.count
      let position = row % series.count
      let one = series[position]
      days.append(Int32(TeachingPeriod.firstDay + day))
      stores.append(Int64(one.store))
      products.append(Int64(one.product))
      sold.append(Int64(units[position][day]))
      prices.append(one.price(day: day))
      promotions.append(StoreCalendar.isPromotion(product: one.product, day: day))
      holidays.append(calendar.isHoliday[day])
    }
    return Table(
      schema,
      [
        Column(.date(days)), Column(.int(stores)), Column(.int(products)), Column(.int(sold)),
        Column(.number(prices)), Column(.bool(promotions)), Column(.bool(holidays)),
      ])
  }

  private static func truthTable(_ series: [StoreSeries], from generator: SeededGenerator) -> Table
  {
    let factors = series.map(\.kind.week.factors)
    return Table(
      truthSchema,
      [
        .ints(series.map(\.store)), .ints(series.map(\.product)),
        .texts(series.map { Store.numbered($0.store, from: generator).town }),
        .texts(series.map(\.kind.name)),
        .texts(series.map { $0.kind.isIntermittent ? "intermittent" : "regular" }),
        .numbers(series.map { thousandths($0.level) }),
        .numbers(series.map { thousandths($0.growth) }),
        .numbers(series.map { thousandths($0.amplitude) }),
        .ints(series.map(\.peakDay)),
        .numbers(series.map { thousandths($0.promotion) }),
        .numbers(series.map { thousandths($0.holiday) }),
        .numbers(series.map { thousandths($0.dispersion) }),
      ] + weekdays.indices.map { weekday in .numbers(factors.map { $0[weekday] }) })
  }
}
