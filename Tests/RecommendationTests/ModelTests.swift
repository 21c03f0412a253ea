import NumericalMethods
import Recommendation
import Tasks
import Testing

/// The models against the peers' numbers for six users and six items.
struct ModelTests {
  let golden: ToyGolden
  var interactions: Interactions { Interactions(golden.events) }

  /// The weights from each item to each other one: the scores of who has that item alone.
  func weights(_ model: some Recommender) -> [[Double]] {
    (0..<6).map { model.scores(of: [$0]) }
  }

  /// The table with zeros on its diagonal.
  func hollow(_ table: [[Double]]) -> [[Double]] {
    table.enumerated().map { row, values in
      values.enumerated().map { $0 == row ? 0 : $1 }
    }
  }

  init() throws { golden = try ToyGolden.read() }

  // The peers' tables were written with six digits behind the point.
  @Test func `Cosine and Jaccard are the peers'`() throws {
    let cosine = try ItemNeighbours(interactions, similarity: .cosine, neighbours: 6)
    #expect(distance(weights(cosine), hollow(golden.cosine)) < 1e-6)
    let jaccard = try ItemNeighbours(interactions, similarity: .jaccard, neighbours: 6)
    #expect(distance(weights(jaccard), hollow(golden.jaccard)) < 1e-6)
    let shrunk = try ItemNeighbours(
      interactions, similarity: .shrunkCosine(shrinkage: 2), neighbours: 6)
    // Items 0 and 1 have four and three users, two of them common.
    #expect(abs(weights(shrunk)[0][1] - 2 / (12.0.squareRoot() + 2)) < 1e-7)
  }

  @Test func `BM25 weighs as the peer does`() throws {
    let rows = golden.bm25
    var products = rows.map { a in rows.map { b in zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } } }
    products = hollow(products)
    let model = try ItemNeighbours(
      interactions, similarity: .bm25(k1: 1.2, b: 0.5), neighbours: 6)
    #expect(distance(weights(model), products) < 2e-6)
  }

  @Test func `RP3β is the peer's`() throws {
    let model = try RandomWalk(interactions, alpha: 1, beta: 0.4, neighbours: 6)
    #expect(distance(weights(model), golden.walk) < 1e-6)
  }

  @Test func `EASE is the peer's, weights and scores`() throws {
    let model = try EASE(interactions, regularization: 1)
    #expect(distance(weights(model), golden.ease) < 1e-5)
    let scores = (0..<6).map { model.scores(of: Array(interactions.items(of: $0))) }
    #expect(distance(scores, golden.easeScores) < 1e-5)
  }

  @Test func `iALS reaches the peer's loss and predictions`() throws {
    var options = ImplicitFactors.Options()
    (options.factors, options.unobserved, options.regularization) = (3, 0.3, 0.01)
    options.epochs = 200
    // The loss has several bottoms; the peer stands in the one that most starts lead to.
    let distances = try (1...6).map { seed in
      options.seed = UInt64(seed)
      let model = try ImplicitFactors(interactions, options: options)
      let scores = (0..<6).map { model.scores(of: Array(interactions.items(of: $0))) }
      return distance(scores, golden.ials.pred)
    }
    #expect((distances.min() ?? 1) < 1e-4, "\(distances)")
  }

  @Test func `Contributions add up to the score`() throws {
    let models: [any Recommender] = [
      try ItemNeighbours(interactions), try RandomWalk(interactions), try EASE(interactions),
      try ImplicitFactors(interactions),
    ]
    for model in models {
      for user in 0..<6 {
        let items = Array(interactions.items(of: user))
        let scores = model.scores(of: items)
        for item in 0..<6 {
          let parts = model.contributions(of: Histories(items: items), to: item) ?? []
          #expect(
            abs(Double(parts.reduce(0, +)) - scores[item]) < 1e-5, "\(model.name), item \(item)")
        }
      }
    }
  }

  @Test func `Reasons name what speaks for an item, the strongest first`() throws {
    let model = try EASE(interactions, regularization: 1)
    // User 0 has items 0, 1 and 4; item 5 is spoken for by item 0 most.
    let reasons = model.reasons(for: 5, user: 0, histories: interactions)
    #expect(reasons.map(\.item) == [0, 4])
    #expect(abs(Double(reasons[0].contribution) - golden.ease[0][5]) < 1e-5)
    #expect(abs(reasons.reduce(0) { $0 + $1.share } - 1) < 1e-6)
    #expect(model.reasons(for: 5, user: 99, histories: interactions).isEmpty)
    #expect(Popular(interactions).reasons(for: 5, user: 0, histories: interactions).isEmpty)
  }

  @Test func `Similar items leave out the item itself`() throws {
    let model = try ItemNeighbours(interactions, neighbours: 6)
    let similar = model.similar(to: 2)
    // Item 3 has two of three users in common, items 1 and 4 one each, item 0 one of its four.
    #expect(similar.map(\.item) == [3, 1, 4, 0])
    #expect(model.similar(to: 17).isEmpty)
  }

  @Test func `Metrics are the peers'`() {
    let metrics = golden.metrics
    for index in metrics.rec.indices {
      let found = RankingMetrics(
        list: metrics.rec[index], relevant: Set(metrics.test[index]), k: 3)
      #expect(abs(found.ndcg - metrics.ndcg3[index]) < 1e-12)
      #expect(abs(found.recall - metrics.recall3[index]) < 1e-12)
      #expect(abs(found.precision - metrics.precision3[index]) < 1e-12)
    }
    // Hits at places 2 and 3 of 3: (1/2 + 2/3) / 3.
    let first = RankingMetrics(list: [2, 3, 5], relevant: [0, 3, 5], k: 3)
    #expect(abs(first.averagePrecision - 7.0 / 18) < 1e-12 && first.reciprocalRank == 0.5)
  }
}
