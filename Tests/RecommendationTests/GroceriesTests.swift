import FoundationEssentials
import NumericalMethods
import Recommendation
import Testing

/// The baskets of `groceries_baskets.csv`, with the names of the items.
struct Groceries {
  let baskets: Baskets
  let names: [String]

  static let path = ProcessInfo.processInfo.environment["TEFF_DATA"].map {
    "\($0)/retail/groceries_baskets.csv"
  }

  init() throws {
    let text = try String(contentsOfFile: Self.path ?? "", encoding: .utf8)
    var orders: [Int32] = []
    var texts: [String] = []
    for (order, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      for item in line.split(separator: ",") {
        let name = item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        orders.append(Int32(order))
        texts.append(String(name))
      }
    }
    names = Set(texts).sorted()
    let codes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
    baskets = Baskets(orders: orders, items: texts.map { codes[$0] ?? -1 })
  }

  func text(_ items: [Int32]) -> String { items.map { names[Int($0)] }.joined(separator: ", ") }
}

/// Groceries against the counts of mlxtend and efficient-apriori.
@Suite(.enabled(if: Groceries.path != nil, "TEFF_DATA names no folder"))
struct GroceriesTests {
  @Test(
    arguments: [
      (0.01, 333, [234, 125, 15]), (0.005, 1_001, [892, 487, 120]),
      (0.001, 13_492, [24_871, 14_946, 5_829]),
    ])
  func `Sets and rules are as many as the peers find`(
    support: Double, sets: Int, rules: [Int]
  ) throws {
    let baskets = try Groceries().baskets
    #expect(baskets.count == 9_835 && baskets.itemCount == 169)
    let itemsets = try FrequentItemsets(of: baskets, minimumSupport: support)
    #expect(itemsets.count == sets)
    for (confidence, expected) in zip([0.2, 0.3, 0.5], rules) {
      let found = try AssociationRules(
        of: itemsets, minimumConfidence: confidence, consequents: .any)
      #expect(found.rules.count == expected, "confidence \(confidence)")
    }
  }

  @Test func `The rules of greatest lift are the peers'`() throws {
    let groceries = try Groceries()
    let itemsets = try FrequentItemsets(of: groceries.baskets, minimumSupport: 0.005)
    let rules = try AssociationRules(of: itemsets, minimumConfidence: 0.3, consequents: .any).rules
    let top = rules.prefix(2).map {
      "\(groceries.text($0.antecedent)) -> \(groceries.text($0.consequent))"
    }
    #expect(
      top == [
        "pip fruit, root vegetables -> other vegetables, whole milk",
        "root vegetables, tropical fruit -> other vegetables, whole milk",
      ])
    let three = try #require(
      rules.first {
        groceries.text($0.antecedent) == "citrus fruit, other vegetables, whole milk"
          && groceries.text($0.consequent) == "root vegetables"
      })
    #expect(abs(three.lift - 4.085) < 5e-4 && abs(three.confidence - 0.4453) < 5e-5)
  }

  @Test func `What was taken out of a basket is guessed best by EASE`() throws {
    let baskets = try Groceries().baskets
    var sums = [0.0, 0, 0, 0]
    let draws = 5
    for draw in 1...draws {
      var random = SeededGenerator(seed: UInt64(draw))
      var order = Array(0..<baskets.count)
      random.shuffle(&order)
      let held = Set(order.prefix(baskets.count / 5))
      var rows: (users: [Int32], items: [Int32]) = ([], [])
      var hidden: [(basket: Int, item: Int)] = []
      for basket in 0..<baskets.count {
        var items = Array(baskets[basket])
        if held.contains(basket), items.count >= 2 {
          hidden.append((basket, Int(items.remove(at: random.uniform(below: items.count)))))
        }
        rows.users += items.map { _ in Int32(basket) }
        rows.items += items
      }
      let known = Interactions(
        Events(users: rows.users, items: rows.items, itemCount: baskets.itemCount))
      let fitter = ModelFitter(known)
      for (place, spec) in [
        ModelSpec.ease(regularization: 500), .popular(), .neighbours(.cosine), .factors(),
      ].enumerated() {
        let found = try Recommendations(
          fitter.fit(spec), for: hidden.map(\.basket), histories: known, limit: 10)
        let gains = zip(found.lists, hidden).map {
          RankingMetrics(list: $0.map(\.item), relevant: [$1.item], k: 10).ndcg
        }
        sums[place] += gains.reduce(0, +) / Double(gains.count) / Double(draws)
      }
    }
    // The reference found .2342 in a draw where popularity has .2091; a draw moves both by .009, and
    // these are hard ones. Over 40 draws EASE has .2317 ± .0029 with λ chosen on a basket's rest.
    #expect(sums[0] > 0.225 && sums[0] - sums[1] > 0.021, "\(sums)")
    #expect(sums[0] > sums[2] && sums[2] > sums[1])
    // Factors with the penalty of long histories have .03 here.
    #expect(sums[3] > sums[1])
  }
}
