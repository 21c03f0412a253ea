/// Why an item is recommended: "because you bought …".
public struct Reason: Hashable, Sendable {
  /// The item of the history that speaks for the recommendation.
  public let item: Int
  /// The part of the score that comes from it.
  public let contribution: Float
  /// The same as a share of all that speaks for it, 0 to 1.
  public let share: Float
}

extension Recommender {
  /// The items of a user's history that speak most for `item`, by the model's own weights.
  ///
  /// Empty when nothing of the history does, or when the model recommends the same to everybody.
  public func reasons(
    for item: Int, user: Int, histories: Interactions, limit: Int = 3
  ) -> [Reason] {
    reasons(for: [item], user: user, histories: histories, limit: limit)[0]
  }

  /// The same for several items of one user, item by item.
  public func reasons(
    for items: [Int], user: Int, histories: Interactions, limit: Int = 3
  ) -> [[Reason]] {
    let known = items.filter { $0 >= 0 && $0 < itemCount }
    let past = histories.histories(of: [user])
    guard !known.isEmpty, !past.items.isEmpty, let parts = contributions(of: past, to: known) else {
      return items.map { _ in [] }
    }
    let found = Dictionary(zip(known, parts), uniquingKeysWith: { first, _ in first })
    return items.map { item in
      guard let parts = found[item] else { return [] }
      let speaking = parts.indices.filter { parts[$0] > 0 && Int(past.items[$0]) != item }
      let total = speaking.reduce(0) { $0 + parts[$1] }
      return speaking.sorted { (parts[$0], past.items[$1]) > (parts[$1], past.items[$0]) }
        .prefix(limit).map {
          Reason(item: Int(past.items[$0]), contribution: parts[$0], share: parts[$0] / total)
        }
    }
  }
}
