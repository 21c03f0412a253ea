/// The same items for everybody: those of most users, perhaps only of late.
///
/// It is the model that every other one must beat.
public struct Popular: Recommender {
  /// The days after which an event counts half; nil when age does not matter.
  public let halfLife: Double?
  /// The weight of the users of each item, as a share of the greatest.
  public let scores: [Float]

  /// The model and what was chosen for it.
  public var name: String {
    halfLife.map { "popular, half-life \(shortNumber($0)) days" } ?? "popular"
  }
  /// The number of items.
  public var itemCount: Int { scores.count }
  /// Whether a score of 0 means that the model has nothing to say about an item.
  public var isSilentAtZero: Bool { false }

  /// Counts the users of each item; with a half-life, the last time of each pair weighs.
  public init(_ interactions: Interactions, halfLife: Double? = nil) {
    let usesTime = halfLife != nil && !interactions.times.isEmpty
    self.halfLife = usesTime ? halfLife : nil
    let now = interactions.times.max() ?? 0
    var sums = [Double](repeating: 0, count: interactions.itemCount)
    for item in sums.indices {
      for slot in interactions.itemStarts[item]..<interactions.itemStarts[item + 1] {
        let place = Int(interactions.itemPlaces[slot])
        sums[item] +=
          usesTime ? Double(halved(Float(now - interactions.times[place]), halfLife ?? 1)) : 1
      }
    }
    let most = max(sums.max() ?? 0, .leastNormalMagnitude)
    scores = sums.map { Float($0 / most) }
  }

  /// Writes the scores of all items for each history.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    for row in 0..<histories.count {
      let from = row * itemCount
      for item in 0..<itemCount { scores[from + item] = self.scores[item] }
    }
  }

  /// No item is near another here.
  public func similar(to item: Int, limit: Int) -> [ScoredItem] { [] }
}
