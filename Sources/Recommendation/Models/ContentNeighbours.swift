public import Tasks
public import TextAnalysis

/// Items that are described alike: what is left for items that nobody bought yet.
public struct ContentNeighbours: RecencyWeighting {
  /// How many neighbours each item keeps.
  public let neighbours: Int
  /// How older events of a user count.
  public let recency: Recency
  let weights: SparseWeights

  /// The model and what was chosen for it.
  public var name: String {
    "content, \(neighbours) neighbours" + (recency == .none ? "" : ", \(recency)")
  }
  /// The number of items.
  public var itemCount: Int { weights.itemCount }

  /// Finds the neighbours of every item by its vector; the vectors stand in the order of the items.
  ///
  /// - Throws: `CancellationRequested`.
  public init(
    _ vectors: some Vectors, neighbours: Int = 50, recency: Recency = .none,
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation()
  ) throws {
    (self.neighbours, self.recency) = (neighbours, recency)
    let nearest = try vectors.allNearest(
      limit: neighbours, threads: threads, cancellation: cancellation)
    weights = SparseWeights(
      sourcesOfTargets: nearest.map { matches in
        matches.map { ScoredItem(item: $0.place, score: $0.score) }
      })
  }

  private init(_ other: ContentNeighbours, recency: Recency) {
    (neighbours, weights) = (other.neighbours, other.weights)
    self.recency = recency
  }

  /// The same neighbours, with another weight of older events.
  public func with(_ recency: Recency) -> ContentNeighbours {
    ContentNeighbours(self, recency: recency)
  }

  /// Writes the scores of all items for each history.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    weights.score(histories, recency, into: &scores)
  }

  /// How much of the score of an item each item of the first history brings.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? {
    weights.contributions(of: histories, recency, to: item)
  }
}
