import NumericalMethods
import Recommendation
import Tasks
import Testing

/// Frequent sets and rules: small cases by hand, properties by chance.
struct ItemsetTests {
  /// Baskets 0 to 4 over bread 0, milk 1, beer 2.
  let five = Baskets(
    orders: [0, 0, 1, 1, 2, 2, 2, 3, 4, 4], items: [0, 1, 0, 1, 0, 1, 2, 0, 2, 1])

  static func random(seed: UInt64, baskets: Int = 60, items: Int = 9) -> ([Int32], [Int32]) {
    var random = SeededGenerator(seed: seed)
    var rows: ([Int32], [Int32]) = ([], [])
    for basket in 0..<baskets {
      for _ in 0..<1 + random.uniform(below: 6) {
        rows.0.append(Int32(basket))
        rows.1.append(Int32(min(random.uniform(below: items), random.uniform(below: items))))
      }
    }
    return rows
  }

  func table(_ sets: FrequentItemsets) -> [[Int32]: Int] {
    Dictionary(uniqueKeysWithValues: (0..<sets.count).map { (Array(sets[$0]), sets.orders[$0]) })
  }

  @Test func `Supports of five baskets are counted by hand`() throws {
    let sets = try FrequentItemsets(of: five, minimumSupport: 0.4)
    #expect(table(sets) == [[0]: 4, [1]: 4, [2]: 2, [0, 1]: 3, [1, 2]: 2])
    #expect(sets.ranking.map { Array(sets[$0]) } == [[0], [1], [0, 1], [2], [1, 2]])
    #expect(sets.support(sets.ranking[2]) == 0.6)
  }

  @Test func `Pairs that were counted elsewhere are the sets that a search finds`() throws {
    let found = try FrequentItemsets(of: five, minimumSupport: 0.4, largest: 2)
    let sets = FrequentItemsets(
      PairCounts(
        basketCount: 5, items: [4, 4, 2], pairs: [.init(2, 1, orders: 2), .init(0, 1, orders: 3)]),
      minimumSupport: 0.4)
    #expect(table(sets) == table(found) && sets.basketCount == 5)
    #expect(sets.ranking.map { Array(sets[$0]) } == found.ranking.map { Array(found[$0]) })
    let (ours, theirs) = (
      try AssociationRules(of: sets, minimumConfidence: 0),
      try AssociationRules(of: found, minimumConfidence: 0)
    )
    #expect(ours.rules == theirs.rules && ours.considered == theirs.considered)
  }

  @Test func `A rule's numbers are its formulas'`() throws {
    let sets = try FrequentItemsets(of: five, minimumSupport: 0.4)
    let rules = try AssociationRules(of: sets, minimumConfidence: 0, consequents: .any)
    #expect(rules.considered == 4 && rules.rules.count == 4)
    let rule = try #require(rules.rules.first)
    // Beer 2 -> milk 1: always, against 4 of 5.
    #expect(rule.antecedent == [2] && rule.consequent == [1] && rule.orders == 2)
    #expect(rule.confidence == 1 && rule.support == 0.4 && rule.conviction == .infinity)
    #expect(abs(rule.lift - 1.25) < 1e-15 && abs(rule.leverage - (0.4 - 0.32)) < 1e-15)
    // Both of the 2 drawn are among the 4 of 5: C(4,2) / C(5,2).
    #expect(abs(rule.pValue - 0.6) < 1e-12)
    let bread = try #require(rules.rules.first { $0.antecedent == [0] })
    #expect(abs(bread.conviction - 0.2 / 0.25) < 1e-12 && abs(bread.confidence - 0.75) < 1e-15)
    // It cannot be otherwise: 4 and 4 of 5 have at least 3 in common.
    #expect(bread.pValue == 1 && rules.rules.allSatisfy { $0.adjustedPValue >= $0.pValue })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `Every set and only those are found`(seed: UInt64) throws {
    let (orders, items) = Self.random(seed: seed)
    let baskets = Baskets(orders: orders, items: items)
    var expected: [[Int32]: Int] = [:]
    for mask in 1..<1 << baskets.itemCount {
      let set = (0..<Int32(baskets.itemCount)).filter { mask & 1 << Int($0) != 0 }
      let count = (0..<baskets.count).count { Set(set).isSubset(of: baskets[$0]) }
      if count >= 3 { expected[set] = count }
    }
    let sets = try FrequentItemsets(of: baskets, minimumSupport: 3.0 / 60)
    #expect(table(sets) == expected)
    let short = try FrequentItemsets(of: baskets, minimumSupport: 3.0 / 60, largest: 2)
    #expect(table(short) == expected.filter { $0.key.count <= 2 })
  }

  @Test func `The sequence of rows, repeated rows and threads change nothing`() throws {
    let (orders, items) = Self.random(seed: 7, baskets: 300, items: 20)
    let first = Baskets(orders: orders, items: items)
    var rows = Array(orders.indices) + [3, 5, 5]
    var random = SeededGenerator(seed: 1)
    random.shuffle(&rows)
    let second = Baskets(orders: rows.map { orders[$0] }, items: rows.map { items[$0] })
    let sets = try FrequentItemsets(of: first, minimumSupport: 0.01, threads: 1)
    #expect(try FrequentItemsets(of: second, minimumSupport: 0.01, threads: 2) == sets)
    let rules = try AssociationRules(of: sets, minimumConfidence: 0.3, threads: 1)
    let again = try AssociationRules(of: sets, minimumConfidence: 0.3, threads: 2)
    #expect(rules.rules == again.rules && !rules.rules.isEmpty)
    #expect(rules.rules.allSatisfy { $0.consequent.count == 1 })
  }

  @Test func `Baskets that are too large and rows without an item are left out and counted`() {
    let baskets = Baskets(
      orders: [0, 0, 0, 1, 1, 2, -1], items: [0, 1, 2, 1, -1, -1, 0], largest: 2)
    #expect(baskets.count == 1 && baskets.oversized == 1 && baskets.missingRows == 3)
    #expect(Array(baskets[0]) == [1])
  }

  @Test func `No baskets have no sets`() throws {
    let sets = try FrequentItemsets(of: Baskets(orders: [], items: []), minimumSupport: 0.1)
    #expect(sets.count == 0)
    #expect(try AssociationRules(of: sets, minimumConfidence: 0.1).rules.isEmpty)
  }

  @Test func `Limits are sentences`() {
    let failure = #expect(throws: BasketError.self) {
      try FrequentItemsets(of: five, minimumSupport: 0.2, limit: 3)
    }
    #expect(failure?.description.hasPrefix("more than 3 sets of items are frequent") == true)
    #expect(throws: BasketError.supportOutOfRange(0)) {
      try FrequentItemsets(of: five, minimumSupport: 0)
    }
  }

  @Test func `A search can be stopped and tells how far it is`() throws {
    let (orders, items) = Self.random(seed: 7, baskets: 300, items: 20)
    let baskets = Baskets(orders: orders, items: items)
    let cancellation = Cancellation()
    #expect(throws: CancellationRequested.self) {
      try FrequentItemsets(
        of: baskets, minimumSupport: 0.01, threads: 1, cancellation: cancellation
      ) { share in
        #expect(share < 0.55)
        if share > 0.5 { cancellation.cancel() }
      }
    }
  }
}
