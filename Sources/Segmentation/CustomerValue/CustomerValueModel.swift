import Glibc
import NumericalMethods

/// What customers will be worth: how often they buy times how much they spend.
public struct CustomerValueModel: Hashable, Sendable {
  /// When customers buy.
  public let purchases: PurchaseModel
  /// How much they spend; nil if there is too little to tell.
  public let spend: SpendModel?

  /// Joins two models.
  public init(purchases: PurchaseModel, spend: SpendModel?) {
    self.purchases = purchases
    self.spend = spend
  }

  /// Fits both models to customers.
  ///
  /// Without two customers who bought again for a positive value there is no model of spend.
  public init(fitting histories: [PurchaseHistory], execution: Execution = Execution()) throws {
    purchases = try PurchaseModel(fitting: histories, execution: execution)
    spend =
      SpendLikelihood(histories, counts: nil).count >= 2
      ? try SpendModel(fitting: histories, execution: execution) : nil
    execution.progress?(1)
  }

  /// The value of the next `steps` periods of length `period`, each discounted by `rate` once more
  /// than the one before it; nil without a model of spend.
  public func value(
    _ customer: PurchaseHistory, steps: Int, period: Double, rate: Double = 0
  ) -> Double? {
    value(customer, times: (1...max(1, steps)).map { Double($0) * period }, rate: rate)
  }

  /// The same for periods that end at `times`, ascending.
  public func value(_ customer: PurchaseHistory, times: [Double], rate: Double = 0) -> Double? {
    guard let spend else { return nil }
    guard rate != 0 else {
      return purchases.expectedPurchases(customer, in: times.last ?? 0)
        * spend.expectedValue(customer)
    }
    var sum = 0.0
    var before = 0.0
    for (step, time) in times.enumerated() {
      let now = purchases.expectedPurchases(customer, in: time)
      sum += (now - before) / pow(1 + rate, Double(step + 1))
      before = now
    }
    return sum * spend.expectedValue(customer)
  }

  /// The values of many customers, in their order; nil without a model of spend.
  public func values(
    _ customers: [PurchaseHistory], steps: Int, period: Double, rate: Double = 0,
    execution: Execution = Execution()
  ) throws -> [Double]? {
    guard spend != nil else { return nil }
    let size = 512
    let chunks = (customers.count + size - 1) / size
    let found = Results<[Double]>(count: chunks)
    try execution.share(chunks) { chunk in
      let part = customers[chunk * size..<min(customers.count, (chunk + 1) * size)]
      found.set(
        chunk,
        part.map { value($0, steps: steps, period: period, rate: rate) ?? .nan })
      execution.progress?(Double(found.count) / Double(chunks))
    }
    return found.all.flatMap(\.self)
  }

  /// Models of `count` samples of the customers, drawn with replacement: how sure the numbers are.
  ///
  /// Samples whose fit does not settle are left out.
  public func bootstrap(
    _ histories: [PurchaseHistory], count: Int = 100, seed: UInt64 = 42,
    execution: Execution = Execution()
  ) throws -> [CustomerValueModel] {
    try PurchaseHistory.check(histories)
    let unit = PurchaseModel.unit(histories)
    let grouped = GroupedHistories(histories, unit: unit)
    let generator = SeededGenerator(seed: seed)
    let found = Results<CustomerValueModel?>(count: count)
    try execution.share(count) { sample in
      var stream = generator.stream(sample)
      var drawn = [Int](repeating: 0, count: histories.count)
      for _ in histories { drawn[stream.uniform(below: histories.count)] += 1 }
      let model = try? CustomerValueModel(
        purchases: PurchaseModel(
          grouped.resampled(drawn), unit: unit, from: purchases, execution: execution.alone),
        spend: spend.flatMap {
          try? SpendModel(
            SpendLikelihood(histories, counts: drawn), histories, from: $0,
            execution: execution.alone)
        })
      found.set(sample, model)
      execution.progress?(Double(found.count) / Double(count))
    }
    return found.all.compactMap(\.self)
  }

  /// The range that holds the share `level` of `numbers`, as much outside below as above; nil
  /// without numbers.
  public static func interval(
    _ numbers: [Double], level: Double = 0.8
  ) -> (low: Double, high: Double)? {
    let sorted = numbers.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return nil }
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
    return (quantile((1 - level) / 2), quantile((1 + level) / 2))
  }
}
