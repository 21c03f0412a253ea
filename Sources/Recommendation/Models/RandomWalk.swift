import Glibc
public import Tasks

/// RP3β: walks from an item over its users to other items, popular ones made less likely.
///
/// Source: Paudel, Christoffel, Newell and Bernstein, "Updatable, accurate, diverse, and scalable
/// recommendations for interactive applications", ACM TiiS 7, 2016.
public struct RandomWalk: RecencyWeighting {
  /// The power of the steps' probabilities.
  public let alpha: Double
  /// The power of the target's users that divides.
  public let beta: Double
  /// How many sources each item keeps.
  public let neighbours: Int
  /// How older events of a user count.
  public let recency: Recency
  let weights: SparseWeights

  /// The model and what was chosen for it.
  public var name: String {
    "RP3β, α \(shortNumber(alpha)), β \(shortNumber(beta)), \(neighbours) neighbours"
      + (recency == .none ? "" : ", \(recency)")
  }
  /// The number of items.
  public var itemCount: Int { weights.itemCount }

  /// Finds the probabilities of all walks of three steps.
  ///
  /// - Parameters:
  ///   - interactions: Who had to do with what.
  ///   - alpha: The power of the steps' probabilities.
  ///   - beta: The power of the target's users that divides.
  ///   - neighbours: How many sources each item keeps, those of greatest weight.
  ///   - recency: How older events of a user count when items are scored.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work.
  ///   - progress: Is told the share of the work done.
  /// - Throws: `CancellationRequested`.
  public init(
    _ interactions: Interactions, alpha: Double = 0.7, beta: Double = 0.4, neighbours: Int = 100,
    recency: Recency = .none, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation(), progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    (self.alpha, self.beta, self.neighbours) = (alpha, beta, neighbours)
    self.recency = recency
    // The step from a user is shared by both pairs: its root stands at each.
    var values = [Double](repeating: 0, count: interactions.count)
    for user in 0..<interactions.userCount {
      let owned = Double(interactions.items(of: user).count)
      for place in interactions.starts[user]..<interactions.starts[user + 1] {
        values[place] = pow(owned, -alpha / 2)
      }
    }
    let users = (0..<interactions.itemCount).map { Double(max(1, interactions.users(of: $0))) }
    let fromItem = users.map { pow($0, -alpha) }
    let toItem = users.map { pow($0, -beta) }
    weights = SparseWeights(
      sourcesOfTargets: try ItemPairs(interactions).nearest(
        neighbours, values: values, threads: threads, cancellation: cancellation,
        progress: progress
      ) { target, source, common in common * fromItem[source] * toItem[target] })
  }

  private init(_ other: RandomWalk, recency: Recency) {
    (alpha, beta, neighbours) = (other.alpha, other.beta, other.neighbours)
    weights = other.weights
    self.recency = recency
  }

  /// The same walks, with another weight of older events.
  public func with(_ recency: Recency) -> RandomWalk { RandomWalk(self, recency: recency) }

  /// Writes the scores of all items for each history.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    weights.score(histories, recency, into: &scores)
  }

  /// How much of the score of an item each item of the first history brings.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? {
    weights.contributions(of: histories, recency, to: item)
  }
}
