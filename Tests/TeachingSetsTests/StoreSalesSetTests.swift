import Tables
import TeachingSets
import Testing

struct StoreSalesSetTests {
  // Shared by all cases: two years of 200 series are read many times.
  private static let set = TeachingSetName.storeSales.make()
  private static let units = Numbers.of(set.table, "units")
  private static let products = Numbers.of(set.table, "product")
  private static let days = Days.of(set.table)

  private let set = Self.set
  private let units = Self.units
  private let products = Self.products
  private let days = Self.days

  @Test func `Every series has every day once`() {
    let keys = zip(Numbers.of(set.table, "store"), products).map { Int($0.0) * 100 + Int($0.1) }
    let counts = Dictionary(grouping: keys.indices, by: { keys[$0] })
    #expect(counts.count == 200)
    #expect(counts.values.allSatisfy { $0.count == 731 })
    #expect(
      counts[101]?.map { days[$0] } == Array(TeachingPeriod.firstDay...TeachingPeriod.lastDay))
  }

  @Test(arguments: [0, 2, 5, 9, 14])
  func `Weekdays sell as the truth says`(position: Int) {
    let rows = units.indices.filter { products[$0] == Double(position + 1) }
    let sold = means(
      rows.map { units[$0] }, by: rows.map { CivilDate.weekday(ofDay: days[$0]) })
    let average = mean(Array(sold.values))
    for (weekday, factor) in StoreProduct.all[position].week.factors.enumerated() {
      #expect(abs((sold[weekday + 1] ?? 0) / average / factor - 1) < 0.07)
    }
  }

  @Test(arguments: StoreProduct.all.indices)
  func `Promotions lift sales as the truth says, at four fifths of the price`(position: Int) {
    let rows = units.indices.filter { products[$0] == Double(position + 1) }
    let promotions = Numbers.of(set.table, "promotion")
    let prices = Numbers.of(set.table, "price")
    let sold = means(rows.map { units[$0] }, by: rows.map { promotions[$0] })
    let paid = means(rows.map { prices[$0] }, by: rows.map { promotions[$0] })
    let tolerance = StoreProduct.all[position].isIntermittent ? 0.4 : 0.15
    let lift = (sold[1] ?? 0) / (sold[0] ?? 1)
    #expect(abs(lift - StoreProduct.all[position].promotion) < tolerance)
    #expect(abs((paid[1] ?? 0) / (paid[0] ?? 1) - 0.8) < 0.02)
  }

  @Test(arguments: [(2, 4), (3, 5), (10, 4), (11, 7), (15, 7)])
  func `The best month is the one of the yearly wave`(position: Int, month: Int) {
    let rows = units.indices.filter { products[$0] == Double(position + 1) }
    let sold = means(
      rows.map { units[$0] }, by: rows.map { CivilDate(daysSince1970: days[$0]).month })
    let best = sold.max { $0.value < $1.value }?.key ?? 0
    #expect(abs(best - month) <= 1)
  }

  @Test func `The growing store grows and the shrinking one shrinks`() {
    let years = zip(Numbers.of(set.table, "store"), days).map { store, day in
      Int(store) * 10_000 + CivilDate(daysSince1970: day).year
    }
    let sold = sums(units, by: years)
    func growth(_ store: Int) -> Double {
      (sold[store * 10_000 + 2024] ?? 0) / (sold[store * 10_000 + 2023] ?? 1)
    }
    let all = (1...10).map(growth)
    #expect(all.max() == growth(4) && growth(4) > 1.2)
    #expect(all.min() == growth(9) && growth(9) < 0.95)
  }

  @Test func `Intermittent series are empty on most days and the others are not`() {
    let empty = means(units.map { $0 == 0 ? 1 : 0 }, by: products)
    for (position, product) in StoreProduct.all.enumerated() {
      let share = empty[Double(position + 1)] ?? 0
      #expect(product.isIntermittent ? share > 0.5 : share < 0.2)
    }
    let patterns = Texts.of(set.truth, "pattern")
    #expect(patterns.count { $0 == "intermittent" } == 30)
  }

  @Test func `Counts are wilder than Poisson's but not by much`() {
    // Tuesdays of one product in one store, in the calm middle of a quarter.
    let stores = Numbers.of(set.table, "store")
    let rows = units.indices.filter {
      products[$0] == 1 && stores[$0] == 1 && CivilDate.weekday(ofDay: days[$0]) == 2
    }
    let values = rows.map { units[$0] }
    let average = mean(values)
    let variance = mean(values.map { ($0 - average) * ($0 - average) })
    #expect(variance > 1.5 * average)
    #expect(variance < 20 * average)
  }

  @Test func `Holidays are the bank holidays of England and Wales`() {
    let flags = Numbers.of(set.table, "holiday")
    let holidays = Set(zip(days, flags).filter { $0.1 == 1 }.map(\.0))
    #expect(holidays.count == 17)
    #expect(holidays.contains(CivilDate(year: 2023, month: 5, day: 8).daysSince1970))
    #expect(holidays.contains(CivilDate(year: 2024, month: 3, day: 29).daysSince1970))
  }

  @Test func `More rows than two years of ten stores open further stores`() {
    let large = TeachingSetName.storeSales.make(rows: 150_000).table
    #expect(Numbers.of(large, "store").max() == 11)
    #expect(Numbers.of(large, "product").max() == 20)
    #expect(Days.of(large).last.map { $0 > TeachingPeriod.lastDay - 4 } == true)
  }
}
