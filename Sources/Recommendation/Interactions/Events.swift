/// What happened: a user and an item, perhaps when and how much, one row an event.
///
/// Users and items are codes from 0. Rows with a missing (negative) code, a weight that is not above
/// 0 (a return, not a number) or a time that is no number are left out and counted.
public struct Events: Hashable, Sendable {
  /// The number of users that have a code.
  public let userCount: Int
  /// The number of items that have a code.
  public let itemCount: Int
  /// The user of each event.
  public let users: [Int32]
  /// The item of each event.
  public let items: [Int32]
  /// When each event was, in days; empty when that is not known.
  public let times: [Double]
  /// How much each event counts; empty when all count once.
  public let weights: [Double]
  /// The rows that were left out.
  public let leftOut: Int

  /// How many events there are.
  public var count: Int { users.count }

  /// Makes events of rows, in any sequence.
  ///
  /// - Parameters:
  ///   - users: The code of each row's user.
  ///   - items: The code of each row's item.
  ///   - times: When each row happened, in days from any date.
  ///   - weights: How much each row counts.
  ///   - userCount: The number of users, when more than the rows name.
  ///   - itemCount: The number of items, when more than the rows name.
  public init(
    users: [Int32], items: [Int32], times: [Double]? = nil, weights: [Double]? = nil,
    userCount: Int = 0, itemCount: Int = 0
  ) {
    precondition(users.count == items.count, "each row has a user and an item")
    precondition(times == nil || times?.count == users.count, "each row has a time")
    precondition(weights == nil || weights?.count == users.count, "each row has a weight")
    let kept = users.indices.filter { row in
      guard users[row] >= 0 && items[row] >= 0 else { return false }
      if let weights, !(weights[row] > 0 && weights[row].isFinite) { return false }
      if let times, !times[row].isFinite { return false }
      return true
    }
    self.users = kept.map { users[$0] }
    self.items = kept.map { items[$0] }
    self.times = times.map { times in kept.map { times[$0] } } ?? []
    self.weights = weights.map { weights in kept.map { weights[$0] } } ?? []
    leftOut = users.count - kept.count
    self.userCount = max(userCount, Int(users.max() ?? -1) + 1)
    self.itemCount = max(itemCount, Int(items.max() ?? -1) + 1)
  }

  /// The given rows as events of the same users and items.
  public func rows(_ rows: [Int]) -> Events {
    Events(
      users: rows.map { users[$0] }, items: rows.map { items[$0] },
      times: times.isEmpty ? nil : rows.map { times[$0] },
      weights: weights.isEmpty ? nil : rows.map { weights[$0] }, userCount: userCount,
      itemCount: itemCount)
  }

  /// Whether row `a` happened before row `b`; equal times go by item, then by weight.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    if !times.isEmpty && times[a] != times[b] { return times[a] < times[b] }
    if items[a] != items[b] { return items[a] < items[b] }
    if !weights.isEmpty && weights[a] != weights[b] { return weights[a] < weights[b] }
    return a < b
  }
}
