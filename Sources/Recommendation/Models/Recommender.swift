/// A fitted model: it scores items for whoever has a history.
///
/// Scores depend on the history alone, never on who has it: a user who came after the fit is served
/// like any other.
public protocol Recommender: Sendable {
  /// The model and what was chosen for it: "EASE, λ 400".
  var name: String { get }
  /// The number of items.
  var itemCount: Int { get }
  /// Whether a score of 0 means that the model has nothing to say about an item.
  var isSilentAtZero: Bool { get }

  /// Writes the scores of all items for each history, row after row; `scores` are zeros.
  func score(_ histories: Histories, into scores: inout [Float])

  /// How much of the score of `item` each item of the first history brings; nil for a model whose
  /// scores have no such parts.
  func contributions(of histories: Histories, to item: Int) -> [Float]?

  /// The same for several items at once.
  func contributions(of histories: Histories, to items: [Int]) -> [[Float]]?

  /// The items nearest to `item`, the nearest first.
  func similar(to item: Int, limit: Int) -> [ScoredItem]
}

extension Recommender {
  /// Whether a score of 0 means that the model has nothing to say about an item.
  public var isSilentAtZero: Bool { true }
  /// How much of the score of an item each item of the first history brings.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? { nil }

  /// The same for several items, one by one.
  public func contributions(of histories: Histories, to items: [Int]) -> [[Float]]? {
    var all: [[Float]] = []
    for item in items {
      guard let own = contributions(of: histories, to: item) else { return nil }
      all.append(own)
    }
    return all
  }

  /// The ten items nearest to `item`, the nearest first.
  public func similar(to item: Int) -> [ScoredItem] { similar(to: item, limit: 10) }

  /// The items nearest to `item`: what the model recommends to who has only that.
  public func similar(to item: Int, limit: Int) -> [ScoredItem] {
    guard item >= 0, item < itemCount else { return [] }
    var scores = [Float](repeating: 0, count: itemCount)
    score(Histories(items: [Int32(item)]), into: &scores)
    return ItemOrder(itemCount: itemCount)
      .top(limit, of: scores[...], excluding: [Int32(item)]).filter { $0.score > 0 }
  }
}

/// A model that can weigh older events of a user in several ways, after one fit.
public protocol RecencyWeighting: Recommender {
  /// How older events of a user count.
  var recency: Recency { get }

  /// The same fit, with another weight of older events.
  func with(_ recency: Recency) -> Self
}

/// An item with its score.
public struct ScoredItem: Hashable, Sendable {
  /// The code of the item.
  public let item: Int
  /// The score; larger is better.
  public let score: Float
}
