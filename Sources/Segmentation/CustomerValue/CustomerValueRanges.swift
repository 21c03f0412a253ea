/// How sure the expected values of customers are: what models of other samples would have said.
public struct CustomerValueRanges: Hashable, Sendable {
  /// A lower and an upper end.
  public struct Range: Hashable, Sendable {
    /// The lower end.
    public var low: Double
    /// The upper end.
    public var high: Double
  }

  /// The number of purchases, customer by customer; nil if no model has one.
  public let purchases: [Range?]
  /// The value, customer by customer; nil if no model has one.
  public let values: [Range?]
  /// The value of all customers together; nil if no model has one.
  public let total: Range?

  /// Asks each model for each customer; the ranges hold the share `level` of the answers.
  ///
  /// `times` are the ends of the periods ahead, ascending; each is discounted by `rate` once more
  /// than the one before it.
  public init(
    _ models: [CustomerValueModel], _ customers: [PurchaseHistory], times: [Double],
    rate: Double = 0, level: Double = 0.8, execution: Execution = Execution()
  ) throws {
    struct Part: Sendable {
      var purchases: [Range?] = []
      var values: [Range?] = []
      var totals: [Double]
    }
    let size = 64
    let chunks = (customers.count + size - 1) / size
    let found = Results<Part>(count: chunks)
    try execution.share(chunks) { chunk in
      var part = Part(totals: [Double](repeating: 0, count: models.count))
      for customer in customers[chunk * size..<min(customers.count, (chunk + 1) * size)] {
        var purchases: [Double] = []
        var values: [Double] = []
        for (index, model) in models.enumerated() {
          purchases.append(model.purchases.expectedPurchases(customer, in: times.last ?? 0))
          let value = model.value(customer, times: times, rate: rate) ?? .nan
          values.append(value)
          part.totals[index] += value
        }
        part.purchases.append(Self.range(purchases, level))
        part.values.append(Self.range(values, level))
      }
      found.set(chunk, part)
      if chunk % 16 == 0 { execution.progress?(Double(found.count) / Double(chunks)) }
    }
    let parts = found.all
    purchases = parts.flatMap(\.purchases)
    values = parts.flatMap(\.values)
    var totals = [Double](repeating: 0, count: models.count)
    for part in parts { for index in totals.indices { totals[index] += part.totals[index] } }
    total = Self.range(totals, level)
  }

  /// The range that holds the share `level` of `numbers`; nil if none is finite.
  public static func range(_ numbers: [Double], _ level: Double) -> Range? {
    CustomerValueModel.interval(numbers, level: level).map { Range(low: $0.low, high: $0.high) }
  }
}
