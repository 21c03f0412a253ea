import Glibc
public import Tasks

/// Items that had to do with the same users: "who bought this bought that".
///
/// Sources of the weights: Sarwar, Karypis, Konstan and Riedl, WWW 2001 (cosine); the shrinkage of
/// Bell and Koren, ICDM 2007; BM25 and TF-IDF with items as documents and users as words.
public struct ItemNeighbours: RecencyWeighting {
  /// How near two items are.
  public enum Similarity: Hashable, Codable, Sendable, CustomStringConvertible {
    /// Common users ÷ the root of the product of both items' users.
    case cosine
    /// The cosine with a number added below, so that few common users prove little.
    case shrunkCosine(shrinkage: Double)
    /// Common users ÷ the users of either.
    case jaccard
    /// The cosine of roots of amounts, users of many items counting less.
    case tfidf
    /// The product of BM25 weights of amounts.
    case bm25(k1: Double, b: Double)

    /// What it is, in plain words.
    public var description: String {
      switch self {
      case .cosine: "item cosine"
      case .shrunkCosine(let shrinkage): "item cosine, shrunk by \(shortNumber(shrinkage))"
      case .jaccard: "item Jaccard"
      case .tfidf: "item TF-IDF"
      case .bm25(let k1, let b): "item BM25, k1 \(shortNumber(k1)), b \(shortNumber(b))"
      }
    }
  }

  /// How near two items are.
  public let similarity: Similarity
  /// How many neighbours each item keeps.
  public let neighbours: Int
  /// How older events of a user count.
  public let recency: Recency
  let weights: SparseWeights

  /// The model and what was chosen for it.
  public var name: String {
    "\(similarity), \(neighbours) neighbours" + (recency == .none ? "" : ", \(recency)")
  }
  /// The number of items.
  public var itemCount: Int { weights.itemCount }

  /// Finds the neighbours of every item.
  ///
  /// - Parameters:
  ///   - interactions: Who had to do with what.
  ///   - similarity: How near two items are.
  ///   - neighbours: How many each item keeps, the nearest.
  ///   - recency: How older events of a user count when items are scored.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work.
  ///   - progress: Is told the share of the work done.
  /// - Throws: `CancellationRequested`.
  public init(
    _ interactions: Interactions, similarity: Similarity = .cosine, neighbours: Int = 200,
    recency: Recency = .none, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation(), progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    (self.similarity, self.neighbours, self.recency) = (similarity, neighbours, recency)
    let terms = PairWeights(interactions, similarity)
    weights = SparseWeights(
      sourcesOfTargets: try ItemPairs(interactions).nearest(
        neighbours, values: terms.values, threads: threads, cancellation: cancellation,
        progress: progress
      ) { target, source, common in terms.similarity(target, source, common) })
  }

  private init(_ other: ItemNeighbours, recency: Recency) {
    (similarity, neighbours, weights) = (other.similarity, other.neighbours, other.weights)
    self.recency = recency
  }

  /// The same neighbours, with another weight of older events.
  public func with(_ recency: Recency) -> ItemNeighbours { ItemNeighbours(self, recency: recency) }

  /// Writes the scores of all items for each history.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    weights.score(histories, recency, into: &scores)
  }

  /// How much of the score of an item each item of the first history brings.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? {
    weights.contributions(of: histories, recency, to: item)
  }
}

/// The weight of each pair of user and item under a similarity, and what is made of their products.
private struct PairWeights: Sendable {
  /// One a pair, in the order by user.
  let values: [Double]
  private let kind: ItemNeighbours.Similarity
  /// The number that belongs to each item: its users or the sum of its squares.
  private let sizes: [Double]

  init(_ interactions: Interactions, _ kind: ItemNeighbours.Similarity) {
    self.kind = kind
    let amounts = interactions.amounts.map { Double($0) }
    let owned = (0..<interactions.userCount).map { Double(interactions.items(of: $0).count) }
    func perPair(_ make: (_ user: Int, _ place: Int) -> Double) -> [Double] {
      var values = [Double](repeating: 0, count: amounts.count)
      for user in 0..<interactions.userCount {
        for place in interactions.starts[user]..<interactions.starts[user + 1] {
          values[place] = make(user, place)
        }
      }
      return values
    }
    // A user is a word that stands in so many of the items.
    func rarity(_ user: Int) -> Double { log(Double(interactions.itemCount)) - log1p(owned[user]) }
    switch kind {
    case .cosine, .shrunkCosine, .jaccard:
      values = [Double](repeating: 1, count: amounts.count)
    case .tfidf:
      values = perPair { user, place in amounts[place].squareRoot() * rarity(user) }
    case .bm25(let k1, let b):
      var lengths = [Double](repeating: 0, count: interactions.itemCount)
      for (item, amount) in zip(interactions.items, amounts) { lengths[Int(item)] += amount }
      let mean = lengths.reduce(0, +) / Double(max(1, lengths.count))
      values = perPair { user, place in
        let norm = 1 - b + b * lengths[Int(interactions.items[place])] / mean
        return amounts[place] * (k1 + 1) / (k1 * norm + amounts[place]) * rarity(user)
      }
    }
    var squares = [Double](repeating: 0, count: interactions.itemCount)
    for (item, value) in zip(interactions.items, values) { squares[Int(item)] += value * value }
    sizes = squares
  }

  func similarity(_ a: Int, _ b: Int, _ product: Double) -> Double {
    switch kind {
    case .cosine, .tfidf: product / (sizes[a] * sizes[b]).squareRoot()
    case .shrunkCosine(let shrinkage): product / ((sizes[a] * sizes[b]).squareRoot() + shrinkage)
    case .jaccard: product / (sizes[a] + sizes[b] - product)
    case .bm25: product
    }
  }
}
