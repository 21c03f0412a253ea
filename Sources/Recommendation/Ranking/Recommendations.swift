public import Tasks

/// The best items for users, the best first.
public struct Recommendations: Hashable, Sendable {
  /// The users, as they were asked for.
  public let users: [Int]
  /// The items of each user; fewer than asked for when no more are left.
  public let lists: [[ScoredItem]]
  /// The users of whom nothing was known: they got what is popular.
  public let coldUsers: Int
  /// How many entries of each list the model chose; the others fill up with what is popular.
  public let chosen: [Int]

  /// The entries that were filled up with what is popular.
  public var filled: Int { zip(lists, chosen).reduce(0) { $0 + $1.0.count - $1.1 } }

  /// Recommends items to users.
  ///
  /// Where the model has nothing to say, for a user without a history or past the last item with a
  /// score, the list goes on with what was popular lately.
  ///
  /// - Parameters:
  ///   - model: What scores.
  ///   - users: The users; one that the histories do not know is cold.
  ///   - histories: What the users did.
  ///   - popularity: Whose popularity breaks ties and fills up the lists; nil takes `histories`.
  ///   - limit: How many items each user gets.
  ///   - excludesSeen: Whether what a user already had stays out.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work.
  ///   - progress: Is told the share of the work done.
  /// - Throws: `CancellationRequested`.
  public init(
    _ model: any Recommender, for users: [Int], histories: Interactions,
    popularity: Interactions? = nil, limit: Int = 10, excludesSeen: Bool = true,
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    let order = ItemOrder(popularity: Popular.lately(popularity ?? histories).scores)
    try self.init(
      model, for: users, histories: histories, limit: limit, excludesSeen: excludesSeen,
      order: order, threads: threads, cancellation: cancellation, progress: progress)
  }

  init(
    _ model: any Recommender, for users: [Int], histories: Interactions, limit: Int,
    excludesSeen: Bool, order: ItemOrder, threads: Int, cancellation: Cancellation,
    progress: (@Sendable (Double) -> Void)?
  ) throws {
    let width = model.itemCount
    // About 16 MB of scores at a time: a block of users shares what is read of the weights.
    let size = max(8, min(1024, 4_000_000 / max(1, width)))
    let chunks = (users.count + size - 1) / size
    let tracker = WorkTracker(total: chunks, progress)
    let found = try parallelMap(chunks, threads: threads) { chunk in
      try cancellation.check()
      let block = users[chunk * size..<min(users.count, (chunk + 1) * size)]
      let past = histories.histories(of: block)
      var scores = [Float](repeating: 0, count: block.count * width)
      model.score(past, into: &scores)
      var lists: [[ScoredItem]] = []
      var chosen: [Int] = []
      for row in 0..<block.count {
        let seen = excludesSeen ? past.items[past.starts[row]..<past.starts[row + 1]] : []
        let list = order.top(limit, of: scores[row * width..<(row + 1) * width], excluding: seen)
        lists.append(list)
        chosen.append(
          model.isSilentAtZero ? list.count { $0.score != 0 } : list.count)
      }
      try tracker.finish()
      return (lists, chosen)
    }
    self.users = users
    lists = found.flatMap(\.0)
    chosen = found.flatMap(\.1)
    coldUsers = users.count {
      $0 < 0 || $0 >= histories.userCount || histories.items(of: $0).isEmpty
    }
  }
}

extension Popular {
  /// What was popular in the last month, or ever when no times are known.
  static func lately(_ interactions: Interactions) -> Popular {
    Popular(interactions, halfLife: interactions.times.isEmpty ? nil : 30)
  }
}
