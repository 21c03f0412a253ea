import Tables
import TeachingSets
import Testing

struct OrdersSetTests {
  // Shared by all cases.
  private static let set = TeachingSetName.orders.make()
  private static let orders = Texts.of(set.table, "order_id")
  private static let customers = Texts.of(set.table, "customer_id")
  private static let amounts = zip(
    Numbers.of(set.table, "quantity"), Numbers.of(set.table, "unit_price")
  ).map(*)
  private static let dates = Days.of(set.table).map { CivilDate(daysSince1970: $0) }

  private let set = Self.set
  private let orders = Self.orders
  private let customers = Self.customers
  private let amounts = Self.amounts
  private let dates = Self.dates

  @Test func `An order has one moment, customer, region and channel`() {
    var heads: [String: [Value]] = [:]
    var parts = 0
    for row in 0..<set.table.rowCount {
      let values = set.table.row(row)
      let head = [values[1], values[2], values[6], values[7]]
      if heads[orders[row], default: head] != head { parts += 1 }
      heads[orders[row]] = head
    }
    #expect(parts == 0)
    #expect(orders == orders.sorted())
    #expect(Double(orders.count) / Double(heads.count) > 2)
  }

  @Test func `A product stands once in an order`() {
    let lines = zip(orders, Texts.of(set.table, "product_id")).map { "\($0) \($1)" }
    #expect(Set(lines).count == lines.count)
    let known = Set(Texts.of(TeachingSetName.products.make().table, "product_id"))
    #expect(Texts.of(set.table, "product_id").allSatisfy { known.contains($0) })
    #expect(Numbers.of(set.table, "quantity").allSatisfy { $0 >= 1 })
    #expect(Numbers.of(set.table, "unit_price").allSatisfy { $0 > 0 })
  }

  @Test func `The truth knows each customer and counts the orders`() {
    let ids = Texts.of(set.truth, "customer_id")
    let counts = Dictionary(grouping: Set(zip(customers, orders).map { [$0, $1] }), by: { $0[0] })
    #expect(Set(ids) == Set(customers))
    #expect(ids.map { Double(counts[$0]?.count ?? 0) } == Numbers.of(set.truth, "orders"))
    #expect(customers.first == "C00001")
  }

  @Test func `Classes behave as their names say`() {
    let classes = Texts.of(set.truth, "class")
    let counts = means(Numbers.of(set.truth, "orders"), by: classes)
    let active = means(Numbers.of(set.truth, "active"), by: classes)
    #expect(Set(classes) == Set(CustomerClass.all.map(\.name)))
    #expect(counts["One-off"] == 1)
    #expect((counts["Loyal"] ?? 0) > 2 * (counts["Occasional"] ?? 0))
    #expect((active["Lapsed"] ?? 1) < 0.25 && (active["Loyal"] ?? 0) > 0.85)
    let spend = sums(amounts, by: customers)
    let bySpend = means(Texts.of(set.truth, "customer_id").map { spend[$0] ?? 0 }, by: classes)
    #expect(bySpend.max { $0.value < $1.value }?.key == "Big Spender")
    #expect(bySpend.min { $0.value < $1.value }?.key == "One-off")
  }

  @Test func `Seasonal customers buy at planting and at harvest`() {
    let classes = Dictionary(
      uniqueKeysWithValues: zip(Texts.of(set.truth, "customer_id"), Texts.of(set.truth, "class")))
    let months = zip(customers, dates).filter { classes[$0.0] == "Seasonal" }.map(\.1.month)
    let inSeason = months.count { [2, 3, 4, 5, 6, 8, 9, 10].contains($0) }
    #expect(Double(inSeason) > 0.93 * Double(months.count))
  }

  @Test func `New customers come late and the lapsed have not been seen for long`() {
    let ids = Texts.of(set.truth, "customer_id")
    let classes = Texts.of(set.truth, "class")
    var first: [String: Int] = [:]
    var last: [String: Int] = [:]
    for (customer, date) in zip(customers, dates) {
      first[customer] = min(first[customer] ?? .max, date.daysSince1970)
      last[customer] = max(last[customer] ?? 0, date.daysSince1970)
    }
    let newest = zip(ids, classes).filter { $0.1 == "New" }.compactMap { first[$0.0] }
    #expect(newest.allSatisfy { $0 >= CivilDate(year: 2024, month: 8, day: 1).daysSince1970 })
    let recency = means(
      ids.map { Double(TeachingPeriod.lastDay - (last[$0] ?? 0)) }, by: classes)
    #expect((recency["Lapsed"] ?? 0) > 300 && (recency["Loyal"] ?? 999) < 130)
  }

  @Test func `A fifth of the customers bring more than three fifths of the revenue`() {
    let spend = sums(amounts, by: customers).values.sorted(by: >)
    let top = spend.prefix(spend.count / 5).reduce(0, +)
    #expect((0.6...0.85).contains(top / spend.reduce(0, +)))
  }

  @Test func `Spring is the peak, the Highlands lead, and the app grows`() {
    let byMonth = sums(amounts, by: dates.map(\.month))
    #expect(byMonth.max { $0.value < $1.value }?.key == 4)
    let byRegion = sums(amounts, by: Texts.of(set.table, "region"))
    let ranked = byRegion.sorted { $0.value > $1.value }
    #expect(ranked.first?.key == "Highlands" && ranked[0].value > 1.2 * ranked[1].value)
    let isApp = Texts.of(set.table, "channel").map { $0 == "App" ? 1.0 : 0 }
    let quarters = dates.map { ($0.year - 2023) * 4 + ($0.month - 1) / 3 }
    let share = means(isApp, by: quarters)
    #expect((share[7] ?? 0) > 2 * (share[0] ?? 1))
  }

  @Test func `The last week of November stands out at lower prices`() {
    let weeks = zip(dates, amounts).filter { $0.0.month == 11 }
    let sale = weeks.filter { (24...30).contains($0.0.day) }.count
    #expect(Double(sale) / 7 > 1.4 * Double(weeks.count - sale) / 23)
  }

  @Test(arguments: PlantedPair.all)
  func `A planted pair is bought together far beyond chance`(pair: PlantedPair) {
    let baskets = Dictionary(
      grouping: zip(orders, Texts.of(set.table, "product_id")), by: { $0.0 }
    ).mapValues { Set($0.map(\.1)) }
    let a = productID(pair.antecedent)
    let b = productID(pair.consequent)
    let total = Double(baskets.count)
    let withA = Double(baskets.values.count { $0.contains(a) })
    let withB = Double(baskets.values.count { $0.contains(b) })
    let both = Double(baskets.values.count { $0.contains(a) && $0.contains(b) })
    #expect(both / total >= 0.009)
    #expect(both / withA > pair.probability - 0.1)
    #expect(both * total / (withA * withB) > 7)
  }

  @Test func `The strongest pairs of all are the planted ones`() {
    let baskets = Dictionary(grouping: zip(orders, Texts.of(set.table, "product_id")), by: { $0.0 })
    var together: [[String]: Int] = [:]
    for basket in baskets.values {
      let products = basket.map(\.1).sorted()
      for (position, a) in products.enumerated() {
        for b in products[(position + 1)...] { together[[a, b], default: 0] += 1 }
      }
    }
    let ranked = together.sorted { ($0.value, $1.key[0]) > ($1.value, $0.key[0]) }.prefix(7)
    let planted = Set(
      PlantedPair.all.map { pair in
        [pair.antecedent, pair.consequent].map { productID($0) }.sorted()
      })
    #expect(PlantedPair.all.count == 9)
    #expect(ranked.allSatisfy { planted.contains($0.key) })
  }
}
