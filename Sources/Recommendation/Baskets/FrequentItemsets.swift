public import Tasks

/// All sets of items that at least so many baskets hold, exactly.
public struct FrequentItemsets: Hashable, Sendable {
  /// The number of baskets that were searched.
  public let basketCount: Int
  /// The share of baskets that a set needs.
  public let minimumSupport: Double
  /// The most items that a set may have; larger ones were not looked for.
  public let largest: Int
  /// How many sets there are.
  public var count: Int { starts.count - 1 }
  /// The baskets that hold each set.
  public let orders: [Int]
  let starts: [Int]
  let items: [Int32]

  /// The items of set `index`, ascending.
  public subscript(_ index: Int) -> ArraySlice<Int32> { items[starts[index]..<starts[index + 1]] }

  /// The share of baskets that hold set `index`.
  public func support(_ index: Int) -> Double { Double(orders[index]) / Double(basketCount) }

  /// The places of the sets, those of most baskets first, then the smaller ones, then by items.
  public var ranking: [Int] {
    (0..<count).sorted { a, b in
      if orders[a] != orders[b] { return orders[a] > orders[b] }
      if self[a].count != self[b].count { return self[a].count < self[b].count }
      return self[a].lexicographicallyPrecedes(self[b])
    }
  }

  init(
    basketCount: Int, minimumSupport: Double, largest: Int, orders: [Int], starts: [Int],
    items: [Int32]
  ) {
    (self.basketCount, self.minimumSupport, self.largest) = (basketCount, minimumSupport, largest)
    (self.orders, self.starts, self.items) = (orders, starts, items)
  }

  /// Finds the frequent sets of `baskets`.
  ///
  /// Depth first, rare items first: the baskets of a set deliver the counts of everything that can
  /// extend it in one walk over their remaining items (the occurrence delivery of LCM: Uno, Asai,
  /// Uchida and Arimura, FIMI 2003). The work is the sum of the supports of what is found, whatever
  /// the number of items; the first step counts all pairs.
  ///
  /// - Parameters:
  ///   - baskets: The baskets to search.
  ///   - minimumSupport: The share of baskets that a set needs, above 0.
  ///   - largest: The most items of a set.
  ///   - limit: More sets than these are an error, before they fill the memory.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the search.
  ///   - progress: Is told the share of the items searched.
  /// - Throws: `BasketError` or `CancellationRequested`.
  public init(
    of baskets: Baskets, minimumSupport: Double, largest: Int = .max, limit: Int = 5_000_000,
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    guard minimumSupport > 0, minimumSupport <= 1 else {
      throw BasketError.supportOutOfRange(minimumSupport)
    }
    guard largest >= 1 else { throw BasketError.noItemsAllowed }
    let needed = Self.baskets(for: minimumSupport, of: baskets.count)
    let coded = RankedBaskets(baskets, needed: needed)
    let items = coded.itemOfRank.count
    let tracker = WorkTracker(total: items, progress)
    let found = try parallelMap(items, threads: threads) { rank in
      try cancellation.check()
      var search = ItemsetSearch(
        baskets: coded, needed: needed, largest: largest, limit: limit, cancellation: cancellation)
      try search.run(from: rank)
      try tracker.finish(search.sizes.count, limit: limit)
      return search
    }
    var starts = [0]
    var flat: [Int32] = []
    var orders: [Int] = []
    for search in found {
      var from = 0
      for (size, count) in zip(search.sizes, search.counts) {
        let at = flat.count
        for rank in search.items[from..<from + Int(size)] {
          flat.append(coded.itemOfRank[Int(rank)])
        }
        flat[at...].sort()
        from += Int(size)
        starts.append(flat.count)
        orders.append(Int(count))
      }
    }
    self.init(
      basketCount: baskets.count, minimumSupport: minimumSupport, largest: largest, orders: orders,
      starts: starts, items: flat)
  }

  /// The fewest baskets whose share of `count` reaches `support`.
  public static func baskets(for support: Double, of count: Int) -> Int {
    var needed = max(1, Int((support * Double(count)).rounded(.down)) - 1)
    while Double(needed) / Double(max(1, count)) < support { needed += 1 }
    return needed
  }
}

/// Why baskets cannot be searched.
public enum BasketError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A support that is no share.
  case supportOutOfRange(Double)
  /// Sets of no items were asked for.
  case noItemsAllowed
  /// More sets than the memory should hold.
  case tooManyItemsets(limit: Int)
  /// More rules than the memory should hold.
  case tooManyRules(limit: Int)

  /// What it is, in plain words.
  public var description: String {
    switch self {
    case .supportOutOfRange(let support):
      "the least support must be above 0 and at most 1, not \(support)"
    case .noItemsAllowed: "sets must be allowed at least one item"
    case .tooManyItemsets(let limit):
      "more than \(limit) sets of items are frequent: ask for more support or smaller sets"
    case .tooManyRules(let limit):
      "more than \(limit) rules reach the confidence: ask for more confidence or support"
    }
  }
}
