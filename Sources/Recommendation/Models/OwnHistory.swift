/// What the user had before, the latest first: the model of repeat purchases.
public struct OwnHistory: RecencyWeighting {
  /// The number of items.
  public let itemCount: Int
  /// How older events of a user count.
  public let recency: Recency

  /// The model and what was chosen for it.
  public var name: String { "own history" + (recency == .none ? "" : ", \(recency)") }

  /// Makes the model; there is nothing to fit.
  public init(itemCount: Int, recency: Recency = .none) {
    (self.itemCount, self.recency) = (itemCount, recency)
  }

  /// The same, with another weight of older events.
  public func with(_ recency: Recency) -> OwnHistory {
    OwnHistory(itemCount: itemCount, recency: recency)
  }

  /// Writes the scores of all items for each history.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    let weights = histories.weights(recency)
    for row in 0..<histories.count {
      for place in histories.starts[row]..<histories.starts[row + 1]
      where Int(histories.items[place]) < itemCount {
        scores[row * itemCount + Int(histories.items[place])] = weights[place]
      }
    }
  }

  /// How much of the score of an item each item of the first history brings.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? {
    zip(histories.items[..<histories.starts[1]], histories.weights(recency)).map {
      Int($0) == item ? $1 : 0
    }
  }
}
