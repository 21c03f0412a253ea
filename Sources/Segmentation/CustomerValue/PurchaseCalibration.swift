/// What a model said customers would buy against what they bought.
public struct PurchaseCalibration: Hashable, Sendable {
  /// Customers with one number of repeat purchases before.
  public struct Row: Hashable, Sendable {
    /// The number of repeat purchases before.
    public var orders: Int
    /// Whether it holds customers with more of them, too.
    public var hasMore = false
    /// The number of customers.
    public var customers: Int
    /// The mean number of purchases after.
    public var actual: Double
    /// The mean number that was expected.
    public var expected: Double
  }

  /// One row for each number of repeat purchases that customers had.
  public let rows: [Row]
  /// All purchases after.
  public let actual: Double
  /// All that were expected.
  public let expected: Double

  /// Compares customers known up to a day with the number of purchases in the `time` after it.
  ///
  /// Customers with `most` and more repeat purchases are taken together.
  public init(
    _ model: PurchaseModel, _ histories: [PurchaseHistory], purchasesAfter: [Int],
    time: Double, most: Int = 7
  ) throws(SegmentationError) {
    guard histories.count == purchasesAfter.count else {
      throw .lengths("customers and their purchases")
    }
    var rows = (0...most).map {
      Row(orders: $0, hasMore: $0 == most, customers: 0, actual: 0, expected: 0)
    }
    for (history, count) in zip(histories, purchasesAfter) {
      let row = min(most, max(0, history.frequency))
      rows[row].customers += 1
      rows[row].actual += Double(count)
      rows[row].expected += model.expectedPurchases(history, in: time)
    }
    actual = rows.reduce(0) { $0 + $1.actual }
    expected = rows.reduce(0) { $0 + $1.expected }
    self.rows = rows.filter { $0.customers > 0 }.map { row in
      let customers = Double(row.customers)
      return Row(
        orders: row.orders, hasMore: row.hasMore, customers: row.customers,
        actual: row.actual / customers, expected: row.expected / customers)
    }
  }
}
