/// Items and pairs that some other program counted, such as an engine that holds the orders.
public struct PairCounts: Hashable, Sendable {
  /// Two items, by their codes, and the baskets that hold both.
  public struct Pair: Hashable, Sendable {
    let first: Int32
    let second: Int32
    let orders: Int

    /// Makes a pair of two different items.
    public init(_ first: Int32, _ second: Int32, orders: Int) {
      precondition(first != second, "a pair has two items")
      (self.first, self.second) = (min(first, second), max(first, second))
      self.orders = orders
    }
  }

  /// The number of baskets.
  public var basketCount: Int
  /// The baskets that hold each frequent item, by code.
  public var items: [Int]
  /// The frequent pairs, each once.
  public var pairs: [Pair]

  /// Takes the counts.
  public init(basketCount: Int, items: [Int], pairs: [Pair]) {
    (self.basketCount, self.items, self.pairs) = (basketCount, items, pairs)
  }
}

extension FrequentItemsets {
  /// The sets of one and two items, of counts that hold all that are frequent and no others.
  public init(_ counts: PairCounts, minimumSupport: Double) {
    let pairs = counts.pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    let singles = counts.items.indices.map { Int32($0) }
    self.init(
      basketCount: counts.basketCount, minimumSupport: minimumSupport, largest: 2,
      orders: counts.items + pairs.map(\.orders),
      starts: Array(0...singles.count) + pairs.indices.map { singles.count + 2 * ($0 + 1) },
      items: singles + pairs.flatMap { [$0.first, $0.second] })
  }
}
