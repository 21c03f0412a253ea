import Glibc
import NumericalMethods
public import Tasks

/// How good a model's lists are for the users who came back.
public struct Evaluation: Hashable, Sendable {
  /// The model's name.
  public let model: String
  /// The length of the lists.
  public let k: Int
  /// The users whose lists were measured.
  public let users: [Int]
  /// The measures of each of these users.
  public let perUser: [RankingMetrics]
  /// The users with test events that were not measured: unknown in training, or nothing relevant.
  public let skippedUsers: Int
  /// Distinct items known in training that were recommended ÷ items known in training: lists may
  /// hold others too, for instance by what describes them.
  public let coverage: Double
  /// How surprising the recommended items are: the mean of -log₂ of their share of users.
  public let novelty: Double
  /// What no model could exceed, because some relevant items were never seen in training.
  public let ceiling: Ceiling

  /// The best that any list could reach.
  public struct Ceiling: Hashable, Sendable {
    /// The relevant items that training never saw ÷ all relevant items.
    public let unseenShare: Double
    /// The greatest possible NDCG.
    public let ndcg: Double
    /// The greatest possible recall with lists of `k`.
    public let recall: Double
  }

  /// A measure of every user.
  public func values(_ measure: KeyPath<RankingMetrics, Double>) -> [Double] {
    perUser.map { $0[keyPath: measure] }
  }

  /// The mean of a measure over the users, with its interval.
  public func mean(_ measure: KeyPath<RankingMetrics, Double>) -> MeanOverUsers {
    MeanOverUsers(values(measure))
  }

  /// The mean advantage over another model's lists for the same users.
  public func advantage(
    over other: Evaluation, in measure: KeyPath<RankingMetrics, Double>
  ) -> MeanOverUsers {
    MeanOverUsers(zip(values(measure), other.values(measure)).map { $0 - $1 })
  }
}

/// Who is measured on which items.
public struct EvaluationTask: Sendable {
  /// What the models learned from: the histories.
  public let train: Interactions
  /// The length of the lists.
  public let k: Int
  /// Whether lists leave out what a user already had; then such items are not relevant either.
  public let excludesSeen: Bool
  /// The users to measure.
  public let users: [Int]
  /// The users with test events who are not measured.
  public let skippedUsers: Int
  /// The items that each of the users came back for.
  public let relevant: [Set<Int>]
  /// The ceiling of every model.
  public let ceiling: Evaluation.Ceiling
  let order: ItemOrder

  /// Prepares a test.
  ///
  /// - Parameters:
  ///   - split: What was learned from and what is tested with.
  ///   - k: The length of the lists.
  ///   - excludesSeen: Whether lists leave out what a user already had.
  ///   - includesColdUsers: Whether users without a history are measured too.
  public init(
    _ split: EventSplit, k: Int = 10, excludesSeen: Bool = true, includesColdUsers: Bool = false
  ) {
    self.init(
      train: Interactions(split.train), test: split.test, k: k, excludesSeen: excludesSeen,
      includesColdUsers: includesColdUsers)
  }

  /// Prepares a test of models that learned from `train`.
  ///
  /// - Parameters:
  ///   - train: What the models learned from.
  ///   - test: What came later; its codes are those of `train`, then those of new users and items.
  ///   - k: The length of the lists.
  ///   - excludesSeen: Whether lists leave out what a user already had.
  ///   - includesColdUsers: Whether users without a history are measured too.
  ///   - mostUsers: The most users to measure, chosen by chance.
  public init(
    train: Interactions, test: Events, k: Int, excludesSeen: Bool, includesColdUsers: Bool = false,
    mostUsers: Int = .max
  ) {
    (self.train, self.k, self.excludesSeen) = (train, k, excludesSeen)
    var wanted = [Int: Set<Int>]()
    for (user, item) in zip(test.users, test.items) {
      wanted[Int(user), default: []].insert(Int(item))
    }
    var users: [Int] = []
    var relevant: [Set<Int>] = []
    for user in Self.sample(wanted.keys.sorted(), mostUsers) {
      let seen = user < train.userCount ? train.items(of: user) : []
      guard includesColdUsers || !seen.isEmpty else { continue }
      var items = wanted[user] ?? []
      if excludesSeen { for item in seen { items.remove(Int(item)) } }
      guard !items.isEmpty else { continue }
      users.append(user)
      relevant.append(items)
    }
    (self.users, self.relevant) = (users, relevant)
    skippedUsers = wanted.count - users.count
    let known = relevant.map { items in
      items.count { $0 < train.itemCount && train.users(of: $0) > 0 }
    }
    let all = relevant.reduce(0) { $0 + $1.count }
    ceiling = Evaluation.Ceiling(
      unseenShare: all == 0 ? 0 : 1 - Double(known.reduce(0, +)) / Double(all),
      ndcg: MeanOverUsers(
        zip(known, relevant).map {
          RankingMetrics.bestGain(min(k, $0)) / RankingMetrics.bestGain(min(k, $1.count))
        }
      ).mean,
      recall: MeanOverUsers(
        zip(known, relevant).map { Double(min(k, $0)) / Double($1.count) }
      ).mean)
    order = ItemOrder(popularity: Popular.lately(train).scores)
  }

  /// At most so many of the users, by a fixed chance, ascending.
  private static func sample(_ users: [Int], _ most: Int) -> [Int] {
    guard users.count > most else { return users }
    var shuffled = users
    var random = SeededGenerator(seed: 42)
    random.shuffle(&shuffled)
    return shuffled.prefix(most).sorted()
  }

  /// Measures a model.
  ///
  /// - Throws: `CancellationRequested`.
  public func evaluate(
    _ model: any Recommender, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation()
  ) throws -> Evaluation {
    let found = try Recommendations(
      model, for: users, histories: train, limit: k, excludesSeen: excludesSeen, order: order,
      threads: threads, cancellation: cancellation, progress: nil)
    let lists = found.lists.map { $0.map(\.item) }
    var isRecommended = [Bool](repeating: false, count: train.itemCount)
    var surprise = 0.0
    var entries = 0
    let userCount = Double(max(1, train.userCount))
    for list in lists {
      for item in list {
        isRecommended[item] = true
        surprise -= log2(Double(max(1, train.users(of: item))) / userCount)
        entries += 1
      }
    }
    let known = (0..<train.itemCount).filter { train.users(of: $0) > 0 }
    return Evaluation(
      model: model.name, k: k, users: users,
      perUser: zip(lists, relevant).map { RankingMetrics(list: $0, relevant: $1, k: k) },
      skippedUsers: skippedUsers,
      coverage: Double(known.count { isRecommended[$0] }) / Double(max(1, known.count)),
      novelty: entries == 0 ? .nan : surprise / Double(entries), ceiling: ceiling)
  }
}
