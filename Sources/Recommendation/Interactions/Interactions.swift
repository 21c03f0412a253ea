/// Who had to do with what: each pair of a user and an item once, by users and by items.
public struct Interactions: Hashable, Sendable {
  /// The number of users.
  public let userCount: Int
  /// The number of items.
  public let itemCount: Int
  /// Where each user's pairs begin, and the end.
  let starts: [Int]
  /// The item of each pair, ascending within a user.
  let items: [Int32]
  /// The weights of each pair's events, summed; the number of events when they have none.
  let amounts: [Float]
  /// When each pair was last seen, in days; empty when that is not known.
  let times: [Double]
  /// How many pairs of the user were last seen after this one.
  let laterEvents: [Float]
  /// At how many later times the user did something.
  let laterVisits: [Float]
  /// Where each item's pairs begin, and the end.
  let itemStarts: [Int]
  /// The user of each pair, ascending within an item.
  let itemUsers: [Int32]
  /// The place of the same pair in the lists by user.
  let itemPlaces: [Int32]

  /// How many pairs there are.
  public var count: Int { items.count }
  /// The items of one user, ascending.
  public func items(of user: Int) -> ArraySlice<Int32> { items[starts[user]..<starts[user + 1]] }
  /// How many users had to do with an item.
  public func users(of item: Int) -> Int { itemStarts[item + 1] - itemStarts[item] }

  /// Joins the events of each pair.
  public init(_ events: Events) {
    let rows = GroupedRows(events.users, count: events.userCount)
    var starts = [0]
    var items: [Int32] = []
    var amounts: [Float] = []
    var times: [Double] = []
    var laterEvents: [Float] = []
    var laterVisits: [Float] = []
    for user in 0..<events.userCount {
      // By item, then time: sums of weights do not depend on the sequence of the rows.
      let own = rows.rows[rows.starts[user]..<rows.starts[user + 1]].sorted { a, b in
        events.items[a] != events.items[b]
          ? events.items[a] < events.items[b]
          : events.precedes(a, b)
      }
      let from = items.count
      var amount = 0.0
      for (index, row) in own.enumerated() {
        amount += events.weights.isEmpty ? 1 : events.weights[row]
        if index + 1 < own.count && events.items[own[index + 1]] == events.items[row] { continue }
        items.append(events.items[row])
        amounts.append(Float(amount))
        if !events.times.isEmpty { times.append(events.times[row]) }
        amount = 0
      }
      starts.append(items.count)
      guard !events.times.isEmpty else { continue }
      laterEvents.append(contentsOf: repeatElement(0, count: items.count - from))
      laterVisits.append(contentsOf: repeatElement(0, count: items.count - from))
      let order = (from..<items.count).sorted { (times[$0], items[$0]) > (times[$1], items[$1]) }
      let visits = Set(own.map { events.times[$0] }).sorted(by: >)
      var visit = 0
      for (later, place) in order.enumerated() {
        while visits[visit] > times[place] { visit += 1 }
        laterEvents[place] = Float(later)
        laterVisits[place] = Float(visit)
      }
    }
    self.init(
      userCount: events.userCount, itemCount: events.itemCount, starts: starts, items: items,
      amounts: amounts, times: times, laterEvents: laterEvents, laterVisits: laterVisits)
  }

  private init(
    userCount: Int, itemCount: Int, starts: [Int], items: [Int32], amounts: [Float],
    times: [Double], laterEvents: [Float], laterVisits: [Float]
  ) {
    (self.userCount, self.itemCount) = (userCount, itemCount)
    (self.starts, self.items, self.amounts, self.times) = (starts, items, amounts, times)
    (self.laterEvents, self.laterVisits) = (laterEvents, laterVisits)
    var next = [Int](repeating: 0, count: itemCount + 1)
    for item in items { next[Int(item) + 1] += 1 }
    for item in 0..<itemCount { next[item + 1] += next[item] }
    itemStarts = next
    var users = [Int32](repeating: 0, count: items.count)
    var places = [Int32](repeating: 0, count: items.count)
    for user in 0..<userCount {
      for place in starts[user]..<starts[user + 1] {
        let slot = next[Int(items[place])]
        next[Int(items[place])] += 1
        users[slot] = Int32(user)
        places[slot] = Int32(place)
      }
    }
    (itemUsers, itemPlaces) = (users, places)
  }

  /// What some users did; one that is not known has done nothing.
  public func histories(of users: some Collection<Int>) -> Histories {
    var result = Histories()
    for user in users {
      if user >= 0 && user < userCount {
        let range = starts[user]..<starts[user + 1]
        result.items.append(contentsOf: items[range])
        result.amounts.append(contentsOf: amounts[range])
        if !times.isEmpty {
          result.laterEvents.append(contentsOf: laterEvents[range])
          result.laterVisits.append(contentsOf: laterVisits[range])
        }
      }
      result.starts.append(result.items.count)
    }
    return result
  }
}
