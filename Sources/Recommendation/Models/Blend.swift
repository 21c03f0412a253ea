/// Several models as one: their scores, standardised for each user, weighted and summed.
///
/// With the neighbours by content as one of them it is a hybrid of what people did and what things
/// are. Each model keeps its own view of every item, so a content that says nothing costs nothing.
public struct Blend: Recommender {
  /// A model with its weight.
  public struct Part: Sendable {
    /// The model.
    public let model: any Recommender
    /// How much its standardised scores count.
    public let weight: Double

    /// Makes a part.
    public init(_ model: any Recommender, weight: Double = 1) {
      (self.model, self.weight) = (model, weight)
    }
  }

  /// The models and their weights.
  public let parts: [Part]

  /// The model and what was chosen for it.
  public var name: String {
    parts.map {
      $0.weight == 1 ? "(\($0.model.name))" : "\(shortNumber($0.weight)) × (\($0.model.name))"
    }.joined(separator: " + ")
  }
  /// The number of items.
  public var itemCount: Int { parts.first?.model.itemCount ?? 0 }

  /// Blends models of the same items.
  public init(_ parts: [Part]) {
    precondition(Set(parts.map(\.model.itemCount)).count <= 1, "the models score the same items")
    self.parts = parts
  }

  /// Writes the scores of all items for each history.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    let width = itemCount
    for part in parts {
      var own = [Float](repeating: 0, count: scores.count)
      part.model.score(histories, into: &own)
      for row in 0..<histories.count {
        let range = row * width..<(row + 1) * width
        let scale = Self.scale(own[range], weight: part.weight)
        for place in range { scores[place] += scale.factor * (own[place] - scale.mean) }
      }
    }
  }

  /// The mean of a row and what its deviations are multiplied with; 0 when all are alike.
  static func scale(
    _ scores: ArraySlice<Float>, weight: Double
  ) -> (mean: Float, factor: Float) {
    let count = Double(max(1, scores.count))
    var sum = 0.0
    for score in scores { sum += Double(score) }
    let mean = sum / count
    var squares = 0.0
    for score in scores { squares += (Double(score) - mean) * (Double(score) - mean) }
    let sd = (squares / count).squareRoot()
    return (Float(mean), sd > 0 ? Float(weight / sd) : 0)
  }

  /// The items nearest to `item` by the models that tell items apart.
  public func similar(to item: Int, limit: Int) -> [ScoredItem] {
    guard item >= 0, item < itemCount else { return [] }
    let telling = Blend(parts.filter { !($0.model is Popular) })
    guard !telling.parts.isEmpty else { return [] }
    var scores = [Float](repeating: 0, count: itemCount)
    telling.score(Histories(items: [Int32(item)]), into: &scores)
    return ItemOrder(itemCount: itemCount)
      .top(limit, of: scores[...], excluding: [Int32(item)]).filter { $0.score > 0 }
  }

  /// How much of the score of an item each item of the first history brings.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? {
    contributions(of: histories, to: [item])?.first
  }

  /// The same for several items at once.
  public func contributions(of histories: Histories, to items: [Int]) -> [[Float]]? {
    let none = [Float](repeating: 0, count: histories.starts[1])
    var sums = [[Float]](repeating: none, count: items.count)
    var isTold = false
    for part in parts {
      guard let own = part.model.contributions(of: histories, to: items) else { continue }
      isTold = true
      var scores = [Float](repeating: 0, count: histories.count * itemCount)
      part.model.score(histories, into: &scores)
      let factor = Self.scale(scores[..<itemCount], weight: part.weight).factor
      for (index, values) in own.enumerated() {
        for place in none.indices { sums[index][place] += factor * values[place] }
      }
    }
    return isTold ? sums : nil
  }
}
