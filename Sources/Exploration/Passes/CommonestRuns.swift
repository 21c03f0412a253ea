/// The commonest of values that arrive in ascending order; among equals the smaller stays.
struct CommonestRuns {
  /// The place of the first row and the count of each, the commonest first.
  private(set) var runs: [(place: Int, count: Int)] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Takes the next value.
  mutating func add(_ place: Int, _ count: Int) {
    guard limit > 0 else { return }
    if runs.count == limit {
      guard count > runs[limit - 1].count else { return }
      runs.removeLast()
    }
    var index = runs.count
    while index > 0, runs[index - 1].count < count { index -= 1 }
    runs.insert((place, count), at: index)
  }
}
