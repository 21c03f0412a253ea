import Recommendation
import Tables
import Tasks

/// The best items of some users, with why, as tables.
struct RecommendedLists: Sendable {
  /// Who gets a list: the code in the model, -1 for one that it does not know, and the value.
  struct User: Sendable {
    var code: Int
    var value: Value
    /// Whether the code is that of a newcomer, whose history is not the model's.
    var isNew = false
  }

  private let model: RecommendationModel
  private let users: [User]
  private let lists: [[ScoredItem]]
  /// For each user and entry what speaks for it, most first.
  private let reasons: [[[Reason]]]
  /// The entries that the model did not choose: what is popular filled up the lists.
  let filled: Int

  /// How many reasons an entry has at most.
  private static let mostReasons = 3

  init(
    _ model: RecommendationModel, users: [User], newcomers: Interactions? = nil,
    cancellation: Cancellation, progress: @escaping @Sendable (Double) -> Void
  ) throws {
    (self.model, self.users) = (model, users)
    var made = [[ScoredItem]](repeating: [], count: users.count)
    var filled = 0
    var served = 0.0
    for isNew in [false, true] {
      let places = users.indices.filter { users[$0].isNew == isNew }
      guard !places.isEmpty else { continue }
      let (before, share) = (served, Double(places.count) / Double(users.count))
      let found = try Recommendations(
        model.recommender, for: places.map { users[$0].code },
        histories: Self.histories(model, newcomers, isNew: isNew), popularity: model.interactions,
        limit: model.settings.length, excludesSeen: model.settings.excludesSeen,
        cancellation: cancellation
      ) { progress((before + $0 * share) / 2) }
      for (place, list) in zip(places, found.lists) { made[place] = list }
      filled += found.filled
      served += share
    }
    let lists = made
    let size = 64
    let chunks = (users.count + size - 1) / size
    let done = Counter()
    reasons = try parallelMap(chunks) { chunk in
      let own = try (chunk * size..<min(users.count, (chunk + 1) * size)).map { place in
        try cancellation.check()
        return model.recommender.reasons(
          for: lists[place].map(\.item), user: users[place].code,
          histories: Self.histories(model, newcomers, isNew: users[place].isNew),
          limit: Self.mostReasons)
      }
      progress(0.5 + Double(done.next()) / Double(2 * chunks))
      return own
    }.flatMap { $0 }
    self.lists = lists
    self.filled = filled
  }

  /// Where the codes of users stand.
  private static func histories(
    _ model: RecommendationModel, _ newcomers: Interactions?, isNew: Bool
  ) -> Interactions {
    isNew ? newcomers ?? model.interactions : model.interactions
  }

  /// One row per user and place of the list.
  var table: Table {
    var whose: [Value] = []
    var ranks: [Int64] = []
    var items: [Value] = []
    var scores: [Double] = []
    var why: [Value] = []
    for (place, list) in lists.enumerated() {
      for (rank, entry) in list.enumerated() {
        whose.append(users[place].value)
        ranks.append(Int64(rank + 1))
        items.append(model.known.items.values[entry.item])
        scores.append(Double(entry.score))
        let first = rank < reasons[place].count ? reasons[place][rank].first : nil
        why.append(first.map { model.known.items.values[$0.item] } ?? .null)
      }
    }
    return Table([
      (model.user.name, Column(whose, type: model.user.type)), ("rank", Column(.int(ranks))),
      (model.item.name, Column(items, type: model.item.type)), ("score", Column(.number(scores))),
      ("reason", Column(why, type: model.item.type)),
    ])
  }

  /// One row per entry and item that speaks for it.
  var reasonTable: Table {
    var rows: [[Value]] = []
    for (place, entries) in reasons.enumerated() {
      for (rank, own) in entries.enumerated() {
        for reason in own {
          rows.append([
            users[place].value, .int(Int64(rank + 1)),
            model.known.items.values[lists[place][rank].item],
            model.known.items.values[reason.item],
            .number(Double(reason.share)),
          ])
        }
      }
    }
    return Table(
      schema: Schema([
        model.user, Field("rank", .int), model.item, Field("reason", model.item.type),
        Field("share", .number),
      ]), rows: rows)
  }
}
