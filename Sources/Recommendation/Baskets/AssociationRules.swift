import Glibc
import NumericalMethods
public import Tasks

/// The rules of frequent sets that reach a confidence, those of greatest lift first.
public struct AssociationRules: Sendable {
  /// What may stand behind the arrow.
  public enum Consequents: String, CaseIterable, Hashable, Sendable {
    /// One item.
    case one
    /// One item or several.
    case any
  }

  /// The rules by lift, then confidence, then orders, then their items.
  public let rules: [AssociationRule]
  /// The rules looked at: all ways to part a frequent set in two.
  public let considered: Int

  /// Makes the rules of `itemsets`.
  ///
  /// - Parameters:
  ///   - itemsets: Frequent sets; they hold each other's supports.
  ///   - minimumConfidence: The confidence that a rule needs.
  ///   - consequents: Whether a rule may have several consequents.
  ///   - limit: More rules than these are an error.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work.
  /// - Throws: `BasketError` or `CancellationRequested`.
  public init(
    of itemsets: FrequentItemsets, minimumConfidence: Double, consequents: Consequents = .one,
    limit: Int = 5_000_000, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation()
  ) throws {
    let index = ItemsetIndex(itemsets)
    let fisher = FisherTail(total: itemsets.basketCount)
    let size = 512
    let chunks = (itemsets.count + size - 1) / size
    let found = try parallelMap(chunks, threads: threads) { chunk in
      try cancellation.check()
      var rules: [AssociationRule] = []
      var considered = 0
      for set in chunk * size..<min(itemsets.count, (chunk + 1) * size) {
        considered += Self.part(
          itemsets, set, index, fisher, minimumConfidence, consequents, &rules)
        if rules.count > limit { throw BasketError.tooManyRules(limit: limit) }
      }
      return (rules, considered)
    }
    let considered = found.reduce(0) { $0 + $1.1 }
    var rules = found.flatMap(\.0)
    if rules.count > limit { throw BasketError.tooManyRules(limit: limit) }
    Self.adjust(&rules, considered: considered)
    let order = rules.indices.sorted { Self.precedes(rules[$0], rules[$1]) }
    self.rules = order.map { rules[$0] }
    self.considered = considered
  }

  /// Adds the rules of one set; returns how many were looked at.
  private static func part(
    _ itemsets: FrequentItemsets, _ set: Int, _ index: ItemsetIndex, _ fisher: FisherTail,
    _ minimumConfidence: Double, _ consequents: Consequents, _ rules: inout [AssociationRule]
  ) -> Int {
    let items = itemsets[set]
    guard items.count >= 2 else { return 0 }
    precondition(items.count < 30, "a set of 30 items has a billion rules")
    let first = items.startIndex
    let all = UInt32(1) << UInt32(items.count) - 1
    let orders = itemsets.orders[set]
    let total = Double(itemsets.basketCount)
    var considered = 0
    // The bits of `mask` say which items are consequents.
    var mask: UInt32 = 0
    while mask < all - 1 {
      mask += 1
      if consequents == .one && mask & (mask - 1) != 0 { continue }
      considered += 1
      let before = index.orders(items, all & ~mask)
      // A quotient of shares, as the peers take it: 1 of 5 may come out a rounding below 0.2, and
      // counts of rules are compared between programs.
      let confidence = (Double(orders) / total) / (Double(before) / total)
      guard confidence >= minimumConfidence else { continue }
      let behind = index.orders(items, mask)
      let expected = Double(before) * Double(behind)
      func chosen(_ bits: UInt32) -> [Int32] {
        (0..<items.count).filter { bits & 1 << UInt32($0) != 0 }.map { items[first + $0] }
      }
      rules.append(
        AssociationRule(
          antecedent: chosen(all & ~mask), consequent: chosen(mask), orders: orders,
          support: Double(orders) / total, confidence: confidence,
          lift: Double(orders) * total / expected,
          leverage: Double(orders) / total - expected / (total * total),
          conviction: orders == before
            ? .infinity : (1 - Double(behind) / total) / (1 - confidence),
          pValue: fisher.upper(orders, before, behind), adjustedPValue: .nan))
    }
    return considered
  }

  /// Benjamini and Hochberg's rates with the number of rules looked at.
  ///
  /// A rule's rank among those listed is at most its rank among all, so the rates err to the safe
  /// side.
  private static func adjust(_ rules: inout [AssociationRule], considered: Int) {
    let values = rules.map(\.pValue)
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var least = 1.0
    for (rank, place) in order.enumerated().reversed() {
      least = min(least, values[place] * Double(considered) / Double(rank + 1))
      rules[place] = rules[place].adjusted(to: least)
    }
  }

  private static func precedes(_ a: AssociationRule, _ b: AssociationRule) -> Bool {
    if a.lift != b.lift { return a.lift > b.lift }
    if a.confidence != b.confidence { return a.confidence > b.confidence }
    if a.orders != b.orders { return a.orders > b.orders }
    if a.antecedent != b.antecedent { return a.antecedent.lexicographicallyPrecedes(b.antecedent) }
    return a.consequent.lexicographicallyPrecedes(b.consequent)
  }
}

extension AssociationRule {
  fileprivate func adjusted(to rate: Double) -> AssociationRule {
    AssociationRule(
      antecedent: antecedent, consequent: consequent, orders: orders, support: support,
      confidence: confidence, lift: lift, leverage: leverage, conviction: conviction,
      pValue: pValue, adjustedPValue: rate)
  }
}

/// Finds the support of any subset of a frequent set.
private struct ItemsetIndex: Sendable {
  private let itemsets: FrequentItemsets
  private let keys: [UInt64]
  private let slots: [Int32]
  private let mask: Int

  init(_ itemsets: FrequentItemsets) {
    self.itemsets = itemsets
    var random = SplitMix64(seed: 1)
    let keys = (0...Int(itemsets.items.max() ?? 0)).map { _ in random.next() }
    var capacity = 16
    while capacity < 2 * itemsets.count { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    for set in 0..<itemsets.count {
      var slot = Int(truncatingIfNeeded: itemsets[set].reduce(0) { $0 ^ keys[Int($1)] })
      while slots[slot & (capacity - 1)] >= 0 { slot &+= 1 }
      slots[slot & (capacity - 1)] = Int32(set)
    }
    (self.keys, self.slots, mask) = (keys, slots, capacity - 1)
  }

  /// The baskets that hold those `items` whose bits are set; such a set must be frequent.
  func orders(_ items: ArraySlice<Int32>, _ bits: UInt32) -> Int {
    var hash: UInt64 = 0
    for place in 0..<items.count where bits & 1 << UInt32(place) != 0 {
      hash ^= keys[Int(items[items.startIndex + place])]
    }
    var slot = Int(truncatingIfNeeded: hash)
    while true {
      let set = Int(slots[slot & mask])
      precondition(set >= 0, "a subset of a frequent set is frequent")
      if isSame(set, items, bits) { return itemsets.orders[set] }
      slot &+= 1
    }
  }

  private func isSame(_ set: Int, _ items: ArraySlice<Int32>, _ bits: UInt32) -> Bool {
    let (from, end) = (itemsets.starts[set], itemsets.starts[set + 1])
    guard end - from == bits.nonzeroBitCount else { return false }
    var at = from
    for place in 0..<items.count where bits & 1 << UInt32(place) != 0 {
      if itemsets.items[at] != items[items.startIndex + place] { return false }
      at += 1
    }
    return true
  }
}

/// The upper tail of the hypergeometric distribution: Fisher's exact test, one-sided.
struct FisherTail: Sendable {
  let total: Int
  private let logFactorials: [Double]

  init(total: Int) {
    self.total = total
    // Millions of factorials would cost more memory than their logarithms cost time.
    logFactorials = total <= 1_000_000 ? (0...max(0, total)).map { logFactorial($0) } : []
  }

  private func log(_ n: Int) -> Double {
    n < logFactorials.count ? logFactorials[n] : logFactorial(n)
  }

  /// The probability of at least `common` of `a` marked ones among `b` drawn of `total`.
  func upper(_ common: Int, _ a: Int, _ b: Int) -> Double {
    guard common > max(0, a + b - total) else { return 1 }
    let rest = total - a - b + common
    let start =
      log(a) + log(b) + log(total - a) + log(total - b) - log(total) - log(common)
      - log(a - common) - log(b - common) - log(rest)
    var term = exp(start)
    var sum = term
    var x = common
    let mode = Double(a) * Double(b) / Double(total)
    while x < min(a, b) {
      term *= Double(a - x) * Double(b - x) / (Double(x + 1) * Double(total - a - b + x + 1))
      x += 1
      sum += term
      if Double(x) > mode && term < sum * 1e-17 { break }
    }
    return min(1, sum)
  }
}
