import NumericalMethods
import Tables

/// Two years of order lines of a farm-supply web shop.
///
/// Customers of seven kinds order at their own rates and leave at their own chances; planting and
/// harvest, weekdays and a sale week move the demand; some products are bought together by design
/// (`PlantedPair`). The truth is each customer's class and parameters.
enum OrdersSet {
  static let defaultRows = 20_000

  static let schema = Schema([
    Field("order_id", .text), Field("order_date", .datetime), Field("customer_id", .text),
    Field("product_id", .text), Field("quantity", .int), Field("unit_price", .number),
    Field("region", .text), Field("channel", .text),
  ])

  static let truthSchema = Schema([
    Field("customer_id", .text), Field("class", .text), Field("farm_type", .text),
    Field("orders_per_month", .number), Field("dropout", .number),
    Field("quantity_factor", .number), Field("orders", .int), Field("active", .bool),
  ])

  /// What list prices were in 2023, relative to 2024.
  static let earlierPrice = 0.96
  /// Orders by hour of the day.
  private static let hours: [Double] = [
    3, 1, 0.5, 0.5, 1, 6, 18, 30, 40, 46, 48, 44, 40, 34, 30, 30, 32, 36, 44, 56, 58, 44, 24, 10,
  ]

  /// Generates exactly `rows` lines, in the order of their dates.
  static func make(
    rows: Int?, seed: UInt64, checking check: () throws -> Void
  ) rethrows -> TeachingSet {
    let count = max(0, rows ?? defaultRows)
    let products = Catalogue.make(seed: seed)
    let (customers, orders) = try simulate(lines: count, products, seed: seed, checking: check)
    return try TeachingSet(
      table: lineTable(orders, customers, products, checking: check),
      truth: truthTable(customers),
      summary: """
        \(count.grouped) lines of \(orders.count.grouped) orders by \(customers.count.grouped) \
        customers of a farm-supply web shop, 2023 and 2024
        """)
  }

  /// One order of one customer.
  private struct Order {
    /// Position among the customers.
    var customer: Int
    /// Days from the start of the period.
    let day: Int
    /// Seconds from midnight.
    let second: Int
    let channel: SalesChannel
    var lines: [BasketFiller.Line]
  }

  /// A customer who ordered, with the number of orders that the table holds.
  private struct Buyer {
    let customer: ShopCustomer
    var orders: Int
  }

  /// Lets customers come, one after the other, until there are enough lines.
  ///
  /// Each lives through the whole period, and the last may be cut short: so the number is exact and
  /// no time is thinner than another.
  private static func simulate(
    lines wanted: Int, _ products: [CatalogueProduct], seed: UInt64,
    checking check: () throws -> Void
  ) rethrows -> (customers: [Buyer], orders: [Order]) {
    let calendar = ShopCalendar()
    let choices = ShopCustomer.Choices()
    let filler = BasketFiller(products)
    let hourChoice = WeightedChoice(hours)
    let generator = SeededGenerator(seed: seed).stream(Stream.orders)
    var buyers: [Buyer] = []
    var orders: [Order] = []
    var missing = wanted
    var number = 0
    while missing > 0 {
      try check()
      var own = generator.stream(number)
      number += 1
      let customer = ShopCustomer(calendar, choices, from: &own)
      let kind = CustomerClass.all[customer.behaviour]
      var history: [Int] = []
      var count = 0
      for moment in customer.orderDays where missing > 0 {
        let day = Int(moment)
        let hour = hourChoice.draw(from: &own)
        let second = hour * 3600 + own.uniform(below: 3600)
        let channel = SalesChannel.draw(
          at: moment / Double(TeachingPeriod.days), phone: kind.phone, from: &own)
        let lines = filler.fill(
          for: customer, month: calendar.months[day], history: &history, from: &own)
        let kept = Array(lines.prefix(missing))
        missing -= kept.count
        count += 1
        orders.append(
          Order(customer: buyers.count, day: day, second: second, channel: channel, lines: kept))
      }
      if count > 0 { buyers.append(Buyer(customer: customer, orders: count)) }
    }
    return numbered(buyers, orders)
  }

  /// Puts orders into the order of time and numbers customers by their first order.
  private static func numbered(
    _ buyers: [Buyer], _ orders: [Order]
  ) -> (customers: [Buyer], orders: [Order]) {
    let inTime = orders.indices.sorted { a, b in
      let (x, y) = (orders[a], orders[b])
      return (x.day, x.second, a) < (y.day, y.second, b)
    }
    var numbers = [Int?](repeating: nil, count: buyers.count)
    var ranked: [Buyer] = []
    let sorted = inTime.map { position in
      var order = orders[position]
      let number = numbers[order.customer] ?? ranked.count
      if number == ranked.count { ranked.append(buyers[order.customer]) }
      numbers[order.customer] = number
      order.customer = number
      return order
    }
    return (ranked, sorted)
  }

  private static func lineTable(
    _ orders: [Order], _ buyers: [Buyer], _ products: [CatalogueProduct],
    checking check: () throws -> Void
  ) rethrows -> Table {
    let calendar = ShopCalendar()
    var orderNumbers: [Int] = []
    var moments: [Int64] = []
    var customers: [Int] = []
    var productNumbers: [Int] = []
    var quantities: [Int] = []
    var prices: [Double] = []
    var regions: [Int] = []
    var channels: [Int] = []
    for (position, order) in orders.enumerated() {
      if position % 4_096 == 0 { try check() }
      let second = (TeachingPeriod.firstDay + order.day) * 86_400 + order.second
      let year = order.day < 365 ? earlierPrice : 1
      let sale = calendar.isSaleWeek[order.day] ? ShopCalendar.salePrice : 1
      for line in order.lines {
        orderNumbers.append(position + 1)
        moments.append(Int64(second) * 1_000_000)
        customers.append(order.customer + 1)
        productNumbers.append(products[line.product].number)
        quantities.append(line.quantity)
        prices.append(cents(products[line.product].shopPrice * year * sale))
        regions.append(buyers[order.customer].customer.region)
        channels.append(order.channel.rawValue)
      }
    }
    return Table(
      schema,
      [
        .identifiers(orderNumbers, "O", digits: 7), Column(.datetime(moments)),
        .identifiers(customers, "C", digits: 5), .identifiers(productNumbers, "P", digits: 4),
        .ints(quantities), .numbers(prices), .words(regions, of: Region.names),
        .words(channels, of: SalesChannel.names),
      ])
  }

  private static func truthTable(_ buyers: [Buyer]) -> Table {
    Table(
      truthSchema,
      [
        .identifiers((0..<buyers.count).map { $0 + 1 }, "C", digits: 5),
        .words(buyers.map(\.customer.behaviour), of: CustomerClass.all.map(\.name)),
        .texts(buyers.map(\.customer.farm.rawValue)),
        .numbers(buyers.map { thousandths($0.customer.rate) }),
        .numbers(buyers.map { thousandths($0.customer.dropout) }),
        .numbers(buyers.map { thousandths($0.customer.quantity) }),
        .ints(buyers.map(\.orders)), Column(.bool(buyers.map(\.customer.isActive))),
      ])
  }
}
