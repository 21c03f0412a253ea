import NumericalMethods

/// How events part into those to learn from and those to test with.
public enum SplitRule: Hashable, Sendable, Codable {
  /// The last share of each user's events; a user keeps at least one to learn from.
  case temporal(share: Double)
  /// The last share of each user's visits, what happened at one time being one visit.
  ///
  /// Fairer for shops: `temporal` may cut an order in two, and half of an order tells of the rest.
  case visits(share: Double)
  /// The last share of all events: what stands from that moment on.
  case global(share: Double)
  /// The last event of each user with at least two.
  case leaveLastOut
  /// A share of each user's events by chance. Events of the future help to predict the past here:
  /// the numbers are optimistic.
  case random(share: Double, seed: UInt64)

  /// Whether models look better in it than they are.
  public var isOptimistic: Bool {
    if case .random = self { true } else { false }
  }
}

/// Events to learn from and events to test with, of the same users and items.
public struct EventSplit: Hashable, Sendable {
  /// What models may learn from.
  public let train: Events
  /// What they are tested with.
  public let test: Events
  /// How the events were parted.
  public let rule: SplitRule

  /// Parts `events`; those of one time go by item.
  ///
  /// - Throws: `SplitError` when the events have no times but the rule needs them.
  public init(_ events: Events, by rule: SplitRule = .temporal(share: 0.2)) throws(SplitError) {
    var isTest = [Bool](repeating: false, count: events.count)
    if case .random = rule {} else if events.times.isEmpty { throw .noTimes }
    switch rule {
    case .temporal(let share), .visits(let share), .random(let share, _), .global(let share):
      guard share > 0, share < 1 else { throw .shareOutOfRange(share) }
    case .leaveLastOut: break
    }
    switch rule {
    case .temporal(let share):
      Self.markLast(events, &isTest) { Int((share * Double($0)).rounded(.up)) }
    case .visits(let share):
      Self.markLastVisits(events, &isTest, share)
    case .leaveLastOut:
      Self.markLast(events, &isTest) { _ in 1 }
    case .global(let share):
      let times = events.times.sorted()
      guard !times.isEmpty else { break }
      let cut = times[min(times.count - 1, Int((1 - share) * Double(times.count)))]
      for row in isTest.indices { isTest[row] = events.times[row] >= cut }
    case .random(let share, let seed):
      let source = SeededGenerator(seed: seed)
      let rows = GroupedRows(events.users, count: events.userCount)
      for user in 0..<events.userCount {
        var own = rows.rows[rows.starts[user]..<rows.starts[user + 1]]
          .sorted { events.precedes($0, $1) }
        var random = source.stream(user)
        random.shuffle(&own)
        let tested = min(own.count - 1, Int((share * Double(own.count)).rounded(.up)))
        for row in own.prefix(max(0, tested)) { isTest[row] = true }
      }
    }
    train = events.rows(isTest.indices.filter { !isTest[$0] })
    test = events.rows(isTest.indices.filter { isTest[$0] })
    self.rule = rule
  }

  private static func markLastVisits(
    _ events: Events, _ isTest: inout [Bool], _ share: Double
  ) {
    let rows = GroupedRows(events.users, count: events.userCount)
    for user in 0..<events.userCount {
      let own = rows.rows[rows.starts[user]..<rows.starts[user + 1]]
      let visits = Set(own.map { events.times[$0] }).sorted()
      let tested = min(visits.count - 1, Int((share * Double(visits.count)).rounded(.up)))
      guard tested > 0 else { continue }
      let cut = visits[visits.count - tested]
      for row in own { isTest[row] = events.times[row] >= cut }
    }
  }

  private static func markLast(
    _ events: Events, _ isTest: inout [Bool], _ tested: (_ events: Int) -> Int
  ) {
    let rows = GroupedRows(events.users, count: events.userCount)
    for user in 0..<events.userCount {
      let own = rows.rows[rows.starts[user]..<rows.starts[user + 1]]
        .sorted { events.precedes($0, $1) }
      for row in own.suffix(max(0, min(own.count - 1, tested(own.count)))) { isTest[row] = true }
    }
  }
}

/// Why events cannot be parted.
public enum SplitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rule goes by time and the events have none.
  case noTimes
  /// The share to test with is none.
  case shareOutOfRange(Double)

  /// What it is, in plain words.
  public var description: String {
    switch self {
    case .noTimes:
      "the events have no times: name them, or part by chance and read the numbers as optimistic"
    case .shareOutOfRange(let share): "the share to test with must be between 0 and 1, not \(share)"
    }
  }
}
