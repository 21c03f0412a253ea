import NumericalMethods
import Recommendation
import Synchronization
import Tasks
import Testing
import TextAnalysis

/// Lists: seen items, ties, strangers, sequence, threads; and the choice of a model.
struct RecommendationsTests {
  /// Users of two tastes: items below 20 or above, with a little noise.
  static func tastes(seed: UInt64, users: Int = 120) -> Events {
    var random = SeededGenerator(seed: seed)
    var rows: (users: [Int32], items: [Int32], times: [Double]) = ([], [], [])
    for user in 0..<users {
      for _ in 0..<12 {
        let side = random.chance(0.9) ? user % 2 : 1 - user % 2
        rows.users.append(Int32(user))
        rows.items.append(Int32(side * 20 + random.uniform(below: 20)))
        rows.times.append(100 * random.uniform())
      }
    }
    return Events(users: rows.users, items: rows.items, times: rows.times)
  }

  /// The same users choosing without any taste.
  static func noise(seed: UInt64) -> Events {
    var random = SeededGenerator(seed: seed)
    var rows: (users: [Int32], items: [Int32], times: [Double]) = ([], [], [])
    for user in 0..<100 {
      for _ in 0..<10 {
        rows.users.append(Int32(user))
        rows.items.append(Int32(min(random.uniform(below: 40), random.uniform(below: 40))))
        rows.times.append(100 * random.uniform())
      }
    }
    return Events(users: rows.users, items: rows.items, times: rows.times)
  }

  static let specs: [ModelSpec] = [
    .popular(), .popular(halfLife: 30), .ownHistory(), .neighbours(.cosine, count: 10),
    .neighbours(.tfidf), .neighbours(.bm25(k1: 1.2, b: 0.5), count: 15), .neighbours(.jaccard),
    .neighbours(.shrunkCosine(shrinkage: 5)), .walk(), .ease(regularization: 20),
    .ease(regularization: 20, .events(halfLife: 3)), .factors(),
    .factors(.init(), .visits(halfLife: 2)),
    .blend([.init(.ease(regularization: 20)), .init(.neighbours(.cosine), 0.5)]),
  ]

  @Test(arguments: specs)
  func `Threads change no bit`(spec: ModelSpec) throws {
    let interactions = Interactions(Self.tastes(seed: 1))
    let users = Array(0..<120)
    let lists = try [1, 2].map { threads in
      try Recommendations(
        ModelFitter(interactions, threads: threads).fit(spec), for: users, histories: interactions,
        threads: threads)
    }
    #expect(lists[0] == lists[1])
    #expect(lists[0].lists.allSatisfy { $0.count == 10 })
  }

  @Test(arguments: specs)
  func `The sequence of rows and the numbers of users change nothing`(spec: ModelSpec) throws {
    let events = Self.tastes(seed: 2)
    var random = SeededGenerator(seed: 5)
    var rows = Array(0..<events.count)
    random.shuffle(&rows)
    let mixed = events.rows(rows)
    let turned = Events(
      users: mixed.users.map { 119 - $0 }, items: mixed.items, times: mixed.times)
    let (first, second) = (Interactions(events), Interactions(turned))
    let a = try Recommendations(
      ModelFitter(first).fit(spec), for: Array(0..<120), histories: first, limit: 5)
    let b = try Recommendations(
      ModelFitter(second).fit(spec), for: (0..<120).map { 119 - $0 }, histories: second, limit: 5)
    for (left, right) in zip(a.lists, b.lists) {
      for (x, y) in zip(left, right) { #expect(abs(x.score - y.score) < 2e-4) }
    }
  }

  @Test func `Other codes of the items give the same items`() throws {
    let events = Self.tastes(seed: 3)
    let turned = Events(
      users: events.users, items: events.items.map { 39 - $0 }, times: events.times)
    let (first, second) = (Interactions(events), Interactions(turned))
    for spec in [ModelSpec.ease(regularization: 20), .neighbours(.cosine), .walk()] {
      let a = try Recommendations(
        ModelFitter(first).fit(spec), for: Array(0..<120), histories: first, limit: 3)
      let b = try Recommendations(
        ModelFitter(second).fit(spec), for: Array(0..<120), histories: second, limit: 3)
      for (left, right) in zip(a.lists, b.lists) {
        for (x, y) in zip(left, right) { #expect(abs(x.score - y.score) < 1e-5) }
      }
    }
  }

  @Test func `What a user had stays out, or stays in when asked`() throws {
    let interactions = Interactions(Self.tastes(seed: 1))
    let model = try ItemNeighbours(interactions)
    let fresh = try Recommendations(model, for: [0], histories: interactions, limit: 40)
    let seen = Set(interactions.items(of: 0).map { Int($0) })
    #expect(Set(fresh.lists[0].map(\.item)).isDisjoint(with: seen))
    #expect(fresh.lists[0].count == 40 - seen.count)
    let all = try Recommendations(
      model, for: [0], histories: interactions, limit: 40, excludesSeen: false)
    #expect(all.lists[0].count == 40)
    let own = try Recommendations(
      OwnHistory(itemCount: 40), for: [0], histories: interactions, limit: seen.count,
      excludesSeen: false)
    #expect(Set(own.lists[0].map(\.item)) == seen)
  }

  @Test func `Strangers get what is popular, and are counted`() throws {
    let interactions = Interactions(Self.tastes(seed: 1))
    let popular = try Recommendations(
      Popular(interactions, halfLife: 30), for: [500], histories: interactions)
    for spec in Self.specs where spec != .popular() {
      let model = try ModelFitter(interactions).fit(spec)
      let found = try Recommendations(model, for: [-1, 500, 0], histories: interactions)
      #expect(found.coldUsers == 2)
      #expect(found.lists[0].map(\.item) == popular.lists[0].map(\.item), "\(model.name)")
      #expect(found.lists[1] == found.lists[0])
    }
    // Who has only an item that nobody else has gets a list too, and it says who filled it.
    let lonely = Interactions(
      Events(users: [0, 0, 1, 2, 3], items: [0, 1, 0, 2, 0], times: [1, 1, 2, 3, 4]))
    let found = try Recommendations(ItemNeighbours(lonely), for: [2, 1], histories: lonely)
    #expect(found.lists[0].map(\.item) == [0, 1] && found.chosen == [0, 1] && found.filled == 3)
  }

  @Test func `Equal scores go by popularity, then by code`() throws {
    let events = Events(
      users: [0, 1, 2, 2, 3], items: [3, 3, 1, 5, 0], times: [1, 1, 1, 1, 1], itemCount: 7)
    let interactions = Interactions(events)
    let found = try Recommendations(
      Popular(interactions), for: [9], histories: interactions, limit: 7)
    #expect(found.lists[0].map(\.item) == [3, 0, 1, 5, 2, 4, 6])
  }

  @Test func `Nobody, nothing and one user are answered`() throws {
    let empty = Interactions(Events(users: [], items: []))
    let one = Interactions(Events(users: [0, 0], items: [0, 1], times: [1, 2]))
    for spec in Self.specs {
      let none = try Recommendations(
        ModelFitter(empty).fit(spec), for: [0], histories: empty)
      #expect(none.lists == [[]] && none.coldUsers == 1)
      let single = try Recommendations(
        ModelFitter(one).fit(spec), for: [0], histories: one, excludesSeen: false)
      #expect(Set(single.lists[0].map(\.item)) == [0, 1])
    }
  }

  @Test func `The choice finds taste, and popularity where there is none`() throws {
    var options = ModelChoice.Options()
    options.models = [.neighbours(.cosine), .ease(regularization: 20), .walk()]
    let taste = try ModelChoice(Self.tastes(seed: 4, users: 400), options: options)
    #expect(taste.chosen == 0 && !taste.isUncertain)
    #expect(taste.leaderboard.count == 4 && taste.leaderboard[0].spec != .popular())
    #expect(taste.leaderboard.contains { $0.spec == .popular() })
    let noise = try ModelChoice(Self.noise(seed: 9), options: options)
    #expect(noise.leaderboard[noise.chosen].spec == .popular())
  }

  @Test func `Left alone, the choice tries every kind and never ends below popularity`() throws {
    let choice = try ModelChoice(Self.tastes(seed: 4))
    let names = choice.leaderboard.map(\.evaluation.model)
    for kind in ["popular", "item cosine", "RP3β", "EASE", "iALS", "("] {
      #expect(names.contains { $0.hasPrefix(kind) }, "\(kind)")
    }
    #expect(choice.leaderboard[choice.chosen].advantage.mean >= 0)
    let scores = choice.leaderboard.map { $0.evaluation.mean(\.ndcg).mean }
    #expect(scores == scores.sorted(by: >))
  }

  @Test func `Content serves items that nobody bought, and hybrids take part in the choice`() throws
  {
    let events = Self.tastes(seed: 4, users: 60)
    let names = (0..<41).map { $0 < 20 ? "tea cup \($0)" : $0 < 40 ? "garden hose \($0)" : "hose" }
    let content = TFIDF(TermTable(names))
    let known = Events(
      users: events.users, items: events.items, times: events.times, itemCount: 41)
    let interactions = Interactions(known)
    let fitter = ModelFitter(interactions, content: content)
    // Item 40 is new: only its name speaks for it, to users of hoses.
    let hybrid = try fitter.fit(.blend([.init(.ease(regularization: 20)), .init(.content())]))
    let scores = try (0..<2).map { user in
      try Recommendations(hybrid, for: [user], histories: interactions, limit: 41).lists[0]
        .first { $0.item == 40 }?.score ?? .nan
    }
    #expect(scores[1] > scores[0])
    #expect(hybrid.reasons(for: 40, user: 1, histories: interactions).allSatisfy { $0.item >= 20 })
    let choice = try ModelChoice(known, content: content)
    #expect(choice.leaderboard.contains { $0.evaluation.model.contains("content") })
    #expect(throws: ModelError.noContent) { try ModelFitter(interactions).fit(.content()) }
  }

  @Test func `Fits and lists can be stopped`() {
    let interactions = Interactions(Self.tastes(seed: 1))
    let cancellation = Cancellation()
    cancellation.cancel()
    for spec in Self.specs {
      #expect(throws: CancellationRequested.self) {
        try ModelFitter(interactions, cancellation: cancellation).fit(spec)
      }
    }
    #expect(throws: CancellationRequested.self) {
      try Recommendations(
        Popular(interactions), for: [0], histories: interactions, cancellation: cancellation)
    }
    #expect(throws: CancellationRequested.self) {
      try EASE(interactions, cancellation: cancellation)
    }
    #expect(throws: CancellationRequested.self) {
      try ImplicitFactors(interactions, cancellation: cancellation)
    }
  }

  @Test func `Progress rises to the end`() throws {
    let interactions = Interactions(Self.tastes(seed: 1))
    let told = Mutex<[Double]>([])
    _ = try ImplicitFactors(interactions, threads: 1) { share in
      told.withLock { $0.append(share) }
    }
    let shares = told.withLock { $0 }
    #expect(shares == shares.sorted() && shares.last == 1 && shares.count == 20)
  }
}
