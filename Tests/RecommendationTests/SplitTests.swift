import NumericalMethods
import Recommendation
import Testing

/// How events part, and what is measured then.
struct SplitTests {
  /// User 0 with five events, user 1 with one, user 2 with two of one time.
  let events = Events(
    users: [0, 0, 0, 0, 0, 1, 2, 2], items: [4, 3, 2, 1, 0, 0, 1, 0],
    times: [1, 2, 3, 4, 5, 6, 7, 7])

  func pairs(_ events: Events) -> [[Int32]] { zip(events.users, events.items).map { [$0, $1] } }

  @Test func `The last share of each user's events is tested with, rounded up`() throws {
    let split = try EventSplit(events, by: .temporal(share: 0.3))
    // Two of five; none of one; of two at one time the larger item.
    #expect(Set(pairs(split.test)) == [[0, 1], [0, 0], [2, 1]])
    #expect(split.train.count == 5 && split.train.itemCount == 5 && !split.rule.isOptimistic)
  }

  @Test func `Whole visits are tested with, and the first stays`() throws {
    // User 0 comes at 1, 2 (twice) and 3; user 1 once; user 2 at 1 and 2.
    let events = Events(
      users: [0, 0, 0, 0, 1, 1, 2, 2], items: [0, 1, 2, 3, 0, 1, 2, 0],
      times: [1, 2, 2, 3, 5, 5, 1, 2])
    let split = try EventSplit(events, by: .visits(share: 0.4))
    #expect(Set(pairs(split.test)) == [[0, 1], [0, 2], [0, 3], [2, 0]])
  }

  @Test func `Leaving the last out takes one event of each user with two`() throws {
    let split = try EventSplit(events, by: .leaveLastOut)
    #expect(Set(pairs(split.test)) == [[0, 0], [2, 1]])
  }

  @Test func `A global cut is one moment for all`() throws {
    let split = try EventSplit(events, by: .global(share: 0.25))
    #expect(Set(pairs(split.test)) == [[2, 0], [2, 1]])
    #expect((split.train.times.max() ?? 9) < (split.test.times.min() ?? 0))
  }

  @Test func `A split by chance is marked optimistic and repeats itself`() throws {
    let rule = SplitRule.random(share: 0.4, seed: 3)
    let split = try EventSplit(events, by: rule)
    #expect(split.rule.isOptimistic && split.test.count == 3)
    #expect(try EventSplit(events, by: rule) == split)
  }

  @Test func `Without times only chance can part`() {
    let bare = Events(users: [0, 0], items: [0, 1])
    let failure = #expect(throws: SplitError.self) { try EventSplit(bare) }
    #expect(failure == .noTimes)
    #expect(throws: Never.self) { try EventSplit(bare, by: .random(share: 0.5, seed: 1)) }
    #expect(throws: SplitError.shareOutOfRange(1)) {
      try EventSplit(events, by: .temporal(share: 1))
    }
  }

  @Test func `Weights that are no numbers, returns and missing codes are left out`() {
    let events = Events(
      users: [0, 0, 0, -1, 0], items: [0, 1, 2, 0, 3], times: [1, 2, 3, 4, .nan],
      weights: [1, .nan, -2, 1, 1])
    #expect(events.count == 1 && events.leftOut == 4 && events.itemCount == 4)
  }

  @Test func `The ceiling counts items that training never saw`() throws {
    // User 0 comes back for item 1, which is known, and item 5, which is not.
    let split = try EventSplit(
      Events(
        users: [0, 0, 0, 1, 1, 2], items: [0, 1, 5, 1, 2, 5], times: [1, 8, 9, 2, 3, 9]),
      by: .global(share: 0.5))
    let task = EvaluationTask(split, k: 2)
    #expect(task.users == [0] && task.skippedUsers == 1)
    #expect(task.ceiling.unseenShare == 0.5 && task.ceiling.recall == 0.5)
    let best = try task.evaluate(Popular(task.train))
    #expect(best.perUser.count == 1 && best.values(\.recall) == [0.5])
    let all = EvaluationTask(split, k: 2, includesColdUsers: true)
    #expect(all.users == [0, 2] && all.skippedUsers == 0)
  }

  @Test func `Coverage counts the known items alone, whatever fills up the lists`() throws {
    // Items 0, 1 and 2 are learned from; 5 came later, and 3 and 4 never came.
    let split = try EventSplit(
      Events(
        users: [0, 0, 0, 1, 1, 2], items: [0, 1, 5, 1, 2, 5], times: [1, 8, 9, 2, 3, 9]),
      by: .global(share: 0.5))
    let task = EvaluationTask(split, k: 10)
    #expect(task.train.itemCount == 6 && task.users == [0])
    let found = try task.evaluate(Popular(task.train))
    // Three of the six items are known; user 0 had item 0, and the list holds all the others.
    #expect((0..<6).count { task.train.users(of: $0) > 0 } == 3)
    #expect(abs(found.coverage - 2.0 / 3) < 1e-15)
  }

  @Test func `Means over users come with their interval`() {
    let mean = MeanOverUsers([0, 1, 1, 0, 1])
    #expect(abs(mean.mean - 0.6) < 1e-15)
    // The deviation is sqrt(0.3), and five users divide it by sqrt(5).
    #expect(abs(mean.standardError - 0.06.squareRoot()) < 1e-12)
    #expect(abs(mean.high - (0.6 + 1.959963984540054 * 0.06.squareRoot())) < 1e-12)
    #expect(MeanOverUsers([]).mean.isNaN)
  }
}
