import GradientBoosting
import NumericalMethods
import Recommendation
import Tasks
import Testing

/// Two stages: nothing of the future in the lesson, an order that is learned, honest refusals.
@Suite(.enabled(if: LightGBM.isThere, "LightGBM is not installed"))
struct RankedTests {
  /// Users of two tastes who take what is new: each item is bought in its own month only.
  static func fashions(seed: UInt64, users: Int = 240) -> Events {
    var random = SeededGenerator(seed: seed)
    var rows: (users: [Int32], items: [Int32], times: [Double]) = ([], [], [])
    for user in 0..<users {
      for step in 0..<14 {
        let month = Double(step) * 0.7 + random.uniform()
        let item = (user % 2) * 50 + min(49, Int(month * 4.5) + random.uniform(below: 5))
        rows.users.append(Int32(user))
        rows.items.append(Int32(random.chance(0.1) ? random.uniform(below: 100) : item))
        rows.times.append(30 * month)
      }
    }
    return Events(users: rows.users, items: rows.items, times: rows.times)
  }

  static let models: [ModelSpec.Weighted] = [
    .init(.ease(regularization: 20)), .init(.neighbours(.cosine)),
    .init(.neighbours(.cosine, count: 200, .events(halfLife: 3))),
  ]

  static var options: Ranked.Options {
    var options = Ranked.Options()
    (options.candidates, options.rounds, options.window) = (40, 60, .temporal(share: 0.2))
    return options
  }

  static func lesson(_ events: Events) throws -> RankingLesson {
    try RankingLesson(
      events, models: models, options: options, content: nil, prices: nil, threads: 2,
      cancellation: Cancellation())
  }

  /// The rows of each user of a lesson.
  static func rows(_ lesson: RankingLesson) -> [Int: [Double]] {
    var rows: [Int: [Double]] = [:]
    var from = 0
    for (user, count) in zip(lesson.users, lesson.training.groups ?? []) {
      let width = lesson.training.features.columns
      rows[user] = Array(lesson.training.features.values[from * width..<(from + count) * width])
      from += count
    }
    return rows
  }

  @Test func `What is learned from knows nothing of the part that gives the answers`() throws {
    let events = Self.fashions(seed: 3)
    let split = try EventSplit(events, by: Self.options.window)
    // The same past; what comes later is other items at other hours, for everybody.
    let poisoned = Events(
      users: split.train.users + split.test.users,
      items: split.train.items + split.test.items.map { ($0 * 7 + 13) % 100 },
      times: split.train.times + split.test.times.map { $0 + 0.01 },
      userCount: events.userCount, itemCount: events.itemCount)
    let (clean, other) = (try Self.lesson(events), try Self.lesson(poisoned))
    let (cleanRows, otherRows) = (Self.rows(clean), Self.rows(other))
    let common = Set(clean.users).intersection(other.users)
    #expect(common.count > 50)
    func bits(_ values: [Double]?) -> [UInt64]? { values?.map(\.bitPattern) }
    for user in common { #expect(bits(cleanRows[user]) == bits(otherRows[user])) }
    #expect(clean.training.labels != other.training.labels)
    // Another past does change them.
    let changed = Events(
      users: events.users, items: events.items.map { ($0 * 7 + 13) % 100 }, times: events.times)
    let changedRows = Self.rows(try Self.lesson(changed))
    #expect(common.contains { bits(cleanRows[$0]) != bits(changedRows[$0]) })
  }

  @Test func `An order is learned that no model of the first stage has`() throws {
    let split = try EventSplit(Self.fashions(seed: 4, users: 400), by: .temporal(share: 0.2))
    let task = EvaluationTask(split)
    let fitter = ModelFitter(split.train)
    let ranked = try task.evaluate(fitter.fit(.ranked(Self.models, Self.options)))
    for part in Self.models {
      let alone = try task.evaluate(fitter.fit(part.spec))
      #expect(ranked.advantage(over: alone, in: \.ndcg).low > 0, "\(alone.model)")
    }
    let together = try task.evaluate(fitter.fit(.blend(Self.models)))
    #expect(ranked.advantage(over: together, in: \.ndcg).low > 0)
  }

  @Test func `Threads and a second fit change no bit`() throws {
    let events = Self.fashions(seed: 5)
    let interactions = Interactions(events)
    let lists = try [1, 2, 2].map { threads in
      try Recommendations(
        ModelFitter(events, threads: threads).fit(.ranked(Self.models, Self.options)),
        for: Array(0..<240), histories: interactions, threads: threads)
    }
    #expect(lists[0] == lists[1] && lists[1] == lists[2])
    #expect(lists[0].lists.allSatisfy { $0.count == 10 })
  }

  @Test func `What a user had stays out, strangers get what is popular`() throws {
    let events = Self.fashions(seed: 6)
    let interactions = Interactions(events)
    let model = try Ranked(events, models: Self.models, options: Self.options)
    let found = try Recommendations(model, for: [0, 1, 999], histories: interactions, limit: 60)
    for user in 0..<2 {
      let seen = Set(interactions.items(of: user).map { Int($0) })
      #expect(seen.isDisjoint(with: found.lists[user].map(\.item)))
      // The trees order as many as were proposed; the rest is filled up.
      #expect(found.chosen[user] == 40 && found.lists[user].count == 60)
    }
    let popular = try Recommendations(
      Popular(interactions, halfLife: 30), for: [999], histories: interactions, limit: 60)
    #expect(found.lists[2].map(\.item) == popular.lists[0].map(\.item))
    #expect(found.coldUsers == 1)
    #expect(!model.reasons(for: found.lists[0][0].item, user: 0, histories: interactions).isEmpty)
    #expect(!model.similar(to: 3).isEmpty)
    let importance = try model.importance()
    #expect(abs(importance.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    #expect(importance[0].share >= importance[1].share)
  }

  @Test func `Repeat purchases are proposed when they count`() throws {
    let events = Self.fashions(seed: 6)
    var options = Self.options
    options.excludesSeen = false
    let model = try Ranked(
      events, models: Self.models + [.init(.ownHistory(.events(halfLife: 3)))], options: options)
    let interactions = Interactions(events)
    let found = try Recommendations(
      model, for: Array(0..<50), histories: interactions, excludesSeen: false)
    let again = zip(found.users, found.lists).count { user, list in
      !Set(interactions.items(of: user).map { Int($0) }).isDisjoint(with: list.map(\.item))
    }
    #expect(again > 0)
  }

  @Test func `Prices are looked at, and may be missing`() throws {
    let events = Self.fashions(seed: 7)
    let prices = (0..<100).map { $0 % 10 == 0 ? Double.nan : Double($0) }
    let model = try Ranked(
      events, models: Self.models, options: Self.options, prices: prices)
    let names = try model.importance().map(\.name)
    #expect(names.contains("price") && names.contains("price beyond the user's"))
    let found = try Recommendations(model, for: [0], histories: Interactions(events))
    #expect(found.chosen == [10])
  }

  @Test func `The choice tries it and falls back to popularity when there is nothing to learn`()
    throws
  {
    let events = Self.fashions(seed: 8, users: 400)
    var few = ModelChoice.Options()
    few.rankedUsers = 300
    let choice = try ModelChoice(events, options: few)
    #expect(choice.leftOut.isEmpty)
    #expect(choice.leaderboard[0].evaluation.model.hasPrefix("ranked"))
    #expect(choice.model is Ranked)
    // The same shape without any taste.
    var random = SeededGenerator(seed: 9)
    let items = events.items.map { _ in
      Int32(min(random.uniform(below: 100), random.uniform(below: 100)))
    }
    let noise = Events(users: events.users, items: items, times: events.times)
    var options = ModelChoice.Options()
    for rule in [SplitRule.temporal(share: 0.2), .global(share: 0.2)] {
      var ranked = Self.options
      ranked.window = rule
      options.validation = rule
      options.models = [.ranked(Self.models, ranked)]
      let found = try ModelChoice(noise, options: options)
      let popular = try #require(found.leaderboard.first { $0.spec == .popular() })
      let best = found.leaderboard[found.chosen]
      #expect(best.evaluation.mean(\.ndcg).mean >= popular.evaluation.mean(\.ndcg).mean)
    }
  }

  @Test func `Refusals are sentences`() throws {
    let events = Self.fashions(seed: 1, users: 20)
    #expect(throws: ModelError.noEvents) {
      try ModelFitter(Interactions(events)).fit(.ranked(Self.models))
    }
    let error = #expect(throws: ModelError.self) { try Ranked(events, models: Self.models) }
    #expect(error?.description.contains("too few to learn an order from") == true)
    let untimed = Events(users: events.users, items: events.items)
    #expect(throws: SplitError.noTimes) { try Ranked(untimed, models: Self.models) }
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationRequested.self) {
      try Ranked(Self.fashions(seed: 1), models: Self.models, cancellation: cancellation)
    }
  }
}
