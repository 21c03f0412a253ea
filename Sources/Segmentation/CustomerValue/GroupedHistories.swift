/// Customers with equal histories counted together: a likelihood needs each only once.
struct GroupedHistories: Sendable {
  struct Group: Hashable {
    var frequency: Int
    var recency: Double
    var age: Double
  }

  /// The different histories, in order of their first customer.
  let groups: [Group]
  /// The number of customers of each.
  private(set) var weights: [Double]
  /// The group of each customer.
  let place: [Int]
  /// The largest number of repeat purchases.
  let mostFrequent: Int

  /// Groups customers; times are divided by `unit`.
  init(_ histories: [PurchaseHistory], unit: Double) {
    var index: [Group: Int] = [:]
    var groups: [Group] = []
    var weights: [Double] = []
    place = histories.map { history in
      let group = Group(
        frequency: history.frequency, recency: history.recency / unit, age: history.age / unit)
      if let known = index[group] {
        weights[known] += 1
        return known
      }
      index[group] = groups.count
      groups.append(group)
      weights.append(1)
      return groups.count - 1
    }
    self.groups = groups
    self.weights = weights
    mostFrequent = groups.reduce(0) { max($0, $1.frequency) }
  }

  /// The same histories, the customers drawn again: each `counts[customer]` times.
  func resampled(_ counts: [Int]) -> GroupedHistories {
    var result = self
    result.weights = [Double](repeating: 0, count: groups.count)
    for (customer, count) in counts.enumerated() {
      result.weights[place[customer]] += Double(count)
    }
    return result
  }
}
