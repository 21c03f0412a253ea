import Glibc
import NumericalMethods
import Segmentation
import Tasks
import Testing

@Suite("What customers will be worth")
struct CustomerValueTests {
  /// The customers of CDNOW through September 1997 in weeks, rounded as they were published, and
  /// the number of days on which each bought in the 39 weeks after.
  private static func cdnow() throws -> (histories: [PurchaseHistory], after: [Int]) {
    let rows = try RealData.cells("retail/cdnow_sample.csv").rows
    var cents: [Int: [Int: Int]] = [:]
    for row in rows {
      guard let customer = Int(row[1]), let value = Double(row[4]) else { continue }
      let date = row[2].split(separator: "-").compactMap { Int($0) }
      // Days counted from 1997-01-01 are enough: both years have 365 days.
      let lengths = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
      let day = (date[0] - 1997) * 365 + lengths[date[1] - 1] + date[2]
      cents[customer, default: [:]][day, default: 0] += Int((value * 100).rounded())
    }
    let end = 273
    var histories: [PurchaseHistory] = []
    var after: [Int] = []
    for (_, days) in cents.sorted(by: { $0.key < $1.key }) {
      let known = days.keys.filter { $0 <= end }.sorted()
      let repeats = known.count - 1
      let spent = known.dropFirst().reduce(0) { $0 + (days[$1] ?? 0) }
      func weeks(_ days: Int) -> Double { (Double(days) / 7 * 100).rounded() / 100 }
      histories.append(
        PurchaseHistory(
          frequency: repeats, recency: weeks(known[known.count - 1] - known[0]),
          age: weeks(end - known[0]),
          monetary: repeats == 0
            ? nil : (Double(spent) / Double(repeats)).rounded() / 100))
      after.append(days.count - known.count)
    }
    return (histories, after)
  }

  @Test func `expectations go on where chances to leave are nearly all alike`() {
    // With large a and b all leave with the chance p, and the mean over the rates is an integral.
    let customer = PurchaseHistory(frequency: 7, recency: 600, age: 700)
    let p = 0.05
    let alike = PurchaseModel(r: 0.6, alpha: 44, a: 1e5 * p, b: 1e5 * (1 - p))
    for time in [1.0, 30, 365, 3_650] {
      let expected = (1 - pow((44 + 700) / (44 + 700 + p * time), 7.6)) / p
      let purchases =
        alike.expectedPurchases(customer, in: time) / alike.probabilityAlive(customer)
      #expect(abs(purchases / expected - 1) < 2e-3, "\(time)")
    }
    // The two ways to sum meet where one hands over to the other.
    let model = PurchaseModel(r: 0.6, alpha: 44, a: 30, b: 500)
    let rest = exp(-20.0 / 29)
    let time = (44 + 700) * (1 - rest) / rest
    let (before, after) = (
      model.expectedPurchases(customer, in: time * (1 - 1e-9)),
      model.expectedPurchases(customer, in: time * (1 + 1e-9))
    )
    #expect(before <= after && agree(before, after, 1e-7))
    let many = PurchaseHistory(frequency: 3_000, recency: 690, age: 700)
    #expect(alike.expectedPurchases(many, in: 5_000).isFinite)
    #expect(alike.expectedPurchases(many, in: 5_000) >= 0)
  }

  @Test(.enabled(if: RealData.isThere, "TEFF_DATA names no folder"))
  func `CDNOW's customers buy as published`() throws {
    let (histories, after) = try Self.cdnow()
    let expected = Peer.all["bgnbd_cdnow"]
    let model = try PurchaseModel(fitting: histories)
    #expect(model.logLikelihood >= expected["loglik"].number - 1e-8)
    #expect(agree(model.logLikelihood, expected["loglik"].number, 1e-11))
    // The peer stopped a little before the top: its place is good to six digits.
    #expect(agree(model.r, expected["r"].number, 1e-6))
    #expect(agree(model.alpha, expected["alpha"].number, 1e-5))
    #expect(agree(model.a, expected["a"].number, 1e-5))
    #expect(agree(model.b, expected["b"].number, 1e-5))
    #expect(!model.isAtEdge && model.steps < 40)

    let theirs = PurchaseModel(
      r: expected["r"].number, alpha: expected["alpha"].number, a: expected["a"].number,
      b: expected["b"].number)
    let purchases = histories.map { theirs.expectedPurchases($0, in: 39) }
    #expect(agree(Array(purchases[..<10]), expected["E_39w_first10"].numbers, 1e-11))
    #expect(agree(purchases.reduce(0, +), expected["sum_E_39w"].number, 1e-11))
    let alive = histories[..<10].map { theirs.probabilityAlive($0) }
    #expect(agree(alive, expected["p_alive_first10"].numbers, 1e-12))

    let calibration = try PurchaseCalibration(
      model, histories, purchasesAfter: after, time: 39)
    #expect(calibration.actual == Peer.all["cdnow_holdout_orders"].number)
    #expect(abs(calibration.expected / calibration.actual - 1) < 0.15)
    #expect(calibration.rows.map(\.orders) == Array(0...7))
    #expect(calibration.rows.reduce(0) { $0 + $1.customers } == 2357)
  }

  @Test(.enabled(if: RealData.isThere, "TEFF_DATA names no folder"))
  func `CDNOW's customers spend as published, and are worth what lifetimes says`() throws {
    let (histories, _) = try Self.cdnow()
    let expected = Peer.all["gammagamma_cdnow"]
    let model = try SpendModel(fitting: histories)
    #expect(model.customers == Int(expected["n_used"].number))
    #expect(agree(model.logLikelihood, expected["loglik"].number, 1e-6))
    #expect(agree(model.p, expected["p"].number, 1e-3))
    #expect(agree(model.q, expected["q"].number, 1e-3))
    #expect(agree(model.v, expected["v"].number, 1e-3))
    #expect(agree(model.correlation, expected["corr_x_zbar"].number, 1e-4))

    let spend = SpendModel(
      p: expected["p"].number, q: expected["q"].number, v: expected["v"].number)
    #expect(agree(spend.meanValue, expected["population_mean"].number, 1e-12))
    for (pair, value) in zip(expected["x_zbar_first5"].items, expected["E_M_first5_repeat"].items) {
      let customer = PurchaseHistory(
        frequency: Int(pair[0].number), recency: 1, age: 2, monetary: pair[1].number)
      #expect(agree(spend.expectedValue(customer), value.number, 1e-12))
    }
    let b = Peer.all["bgnbd_cdnow"]
    let both = CustomerValueModel(
      purchases: PurchaseModel(
        r: b["r"].number, alpha: b["alpha"].number, a: b["a"].number, b: b["b"].number),
      spend: spend)
    let values = try both.values(
      Array(histories[..<5]), steps: 52, period: 1, rate: pow(1.1, 1.0 / 52) - 1)
    #expect(agree(try #require(values), Peer.all["clv_cdnow_52w_10pct"]["clv"].numbers, 1e-9))
  }

  /// Customers who behave as the model says.
  private func customers(
    _ count: Int, r: Double, alpha: Double, a: Double, b: Double, seed: UInt64 = 7
  ) -> [PurchaseHistory] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let rate = generator.gamma(shape: r, scale: 1 / alpha)
      let leaves = generator.beta(a, b)
      let age = generator.uniform(in: 20.0...80.0)
      var (time, last, frequency) = (0.0, 0.0, 0)
      while true {
        time += generator.exponential(rate: rate)
        guard time <= age else { break }
        (last, frequency) = (time, frequency + 1)
        if generator.chance(leaves) { break }
      }
      let scale = generator.gamma(shape: 4, scale: 1 / 15)
      let spent = (0..<frequency).reduce(into: 0.0) { sum, _ in
        sum += generator.gamma(shape: 6, scale: 1 / scale)
      }
      return PurchaseHistory(
        frequency: frequency, recency: last, age: age,
        monetary: frequency > 0 ? spent / Double(frequency) : nil)
    }
  }

  @Test func `The parameters of made customers come back, in any unit of time`() throws {
    let made = customers(6000, r: 0.8, alpha: 6, a: 0.9, b: 3)
    let model = try CustomerValueModel(fitting: made)
    #expect(abs(model.purchases.r - 0.8) < 0.1)
    #expect(abs(model.purchases.alpha - 6) < 1)
    let leaving = model.purchases.a / (model.purchases.a + model.purchases.b)
    #expect(abs(leaving - 0.9 / 3.9) < 0.04)
    let spend = try #require(model.spend)
    #expect(abs(spend.meanValue / (6 * 15 / 3.0) - 1) < 0.05)
    #expect(abs(spend.correlation) < 0.06)

    let inDays = made.map {
      PurchaseHistory(
        frequency: $0.frequency, recency: $0.recency * 7, age: $0.age * 7,
        monetary: $0.monetary.map { $0 * 100 })
    }
    let days = try CustomerValueModel(fitting: inDays)
    #expect(agree(days.purchases.r, model.purchases.r, 1e-6))
    #expect(agree(days.purchases.alpha, model.purchases.alpha * 7, 1e-5))
    let (x, y) = (made[3], inDays[3])
    let value = try #require(model.value(x, steps: 12, period: 4, rate: 0.01))
    #expect(
      agree(try #require(days.value(y, steps: 12, period: 28, rate: 0.01)), value * 100, 1e-5))
  }

  @Test func `More time means more purchases, and being silent means fewer`() {
    let model = PurchaseModel(r: 0.5, alpha: 5, a: 0.7, b: 2.5)
    let customer = PurchaseHistory(frequency: 4, recency: 30, age: 38)
    var before = 0.0
    for time in stride(from: 1.0, through: 400, by: 13) {
      let now = model.expectedPurchases(customer, in: time)
      #expect(now > before)
      before = now
    }
    var alive = 1.0
    for age in stride(from: 30.0, through: 300, by: 10) {
      let now = model.probabilityAlive(PurchaseHistory(frequency: 4, recency: 30, age: age))
      #expect(now < alive && now >= 0)
      alive = now
    }
    #expect(model.expectedPurchases(customer, in: 0) == 0)
  }

  @Test func `The expectation passes smoothly where its formula divides by zero`() {
    let customer = PurchaseHistory(frequency: 3, recency: 20, age: 30)
    let new = PurchaseHistory(frequency: 0, recency: 0, age: 30)
    // a = 1, and a + b = 1 without a purchase.
    for (a, b, who) in [(1.0, 2.5, customer), (1, 2.5, new), (0.25, 0.75, new)] {
      let at = PurchaseModel(r: 0.4, alpha: 5, a: a, b: b).expectedPurchases(who, in: 50)
      let low = PurchaseModel(r: 0.4, alpha: 5, a: a - 1e-6, b: b).expectedPurchases(who, in: 50)
      let high = PurchaseModel(r: 0.4, alpha: 5, a: a + 1e-6, b: b).expectedPurchases(who, in: 50)
      #expect(at > 0 && agree(at, (low + high) / 2, 1e-8))
    }
  }

  @Test func `Made customers buy in a second period what the model expects of them`() {
    // The mean over many lives of one kind, cut in two at a time.
    let model = PurchaseModel(r: 2, alpha: 10, a: 0.8, b: 3)
    var generator = SeededGenerator(seed: 12)
    var (actual, expected, count) = (0.0, 0.0, 0)
    for _ in 0..<20_000 {
      let rate = generator.gamma(shape: 2, scale: 0.1)
      let leaves = generator.beta(0.8, 3)
      var (time, last, before, after) = (0.0, 0.0, 0, 0)
      while true {
        time += generator.exponential(rate: rate)
        guard time <= 60 else { break }
        if time <= 30 { (last, before) = (time, before + 1) } else { after += 1 }
        if generator.chance(leaves) { break }
      }
      actual += Double(after)
      expected += model.expectedPurchases(
        PurchaseHistory(frequency: before, recency: last, age: 30), in: 30)
      count += 1
    }
    #expect(abs(actual - expected) / Double(count) < 0.04)
  }

  @Test func `Customers of every kind get a fit or a plain error`() throws {
    // Cases over which a search that tests the gradient stumbles.
    let never = (0..<50).map { PurchaseHistory(frequency: 0, recency: 0, age: Double($0 + 1)) }
    #expect(throws: SegmentationError.self) { try PurchaseModel(fitting: never) }
    let always = (0..<200).map { index in
      PurchaseHistory(frequency: 300 + index % 7, recency: 1000, age: 1001, monetary: 5)
    }
    let loyal = try PurchaseModel(fitting: always)
    #expect(loyal.expectedPurchases(always[0], in: 100).isFinite)
    #expect(loyal.probabilityAlive(always[0]) > 0.9)
    let mixed = customers(300, r: 5, alpha: 1, a: 0.05, b: 10)
    let model = try CustomerValueModel(fitting: mixed)
    for customer in mixed {
      let value = try #require(model.value(customer, steps: 12, period: 4))
      #expect(value.isFinite && value >= 0)
    }
    #expect(throws: SegmentationError.self) {
      try PurchaseModel(fitting: [PurchaseHistory(frequency: 1, recency: 5, age: 4)])
    }
    #expect(throws: SegmentationError.empty) { try PurchaseModel(fitting: []) }
  }

  @Test func `Samples drawn again tell how sure the numbers are, on any number of threads`() throws
  {
    let made = customers(800, r: 0.8, alpha: 6, a: 0.9, b: 3)
    let model = try CustomerValueModel(fitting: made)
    let one = try model.bootstrap(made, count: 30, execution: Execution(threads: 1))
    #expect(try one == model.bootstrap(made, count: 30, execution: Execution(threads: 2)))
    #expect(one.count == 30)
    let range = try #require(CustomerValueModel.interval(one.map(\.purchases.r)))
    #expect(range.low < model.purchases.r && model.purchases.r < range.high)
    #expect(range.high - range.low < 0.5)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationRequested.self) {
      try model.bootstrap(made, execution: Execution(cancellation: cancellation))
    }
  }
}
