import Tasks

/// The values of a column in ascending order, as keys.
struct SortedNumbers: Sendable {
  private let keys: [UInt64]
  private let coding: OrderedKeys.Coding

  /// `coding` tells what the keys, which ascend, mean.
  init(_ keys: [UInt64], coding: OrderedKeys.Coding) {
    self.keys = keys
    self.coding = coding
  }

  var count: Int { keys.count }

  /// The number at a place from 0.
  subscript(_ place: Int) -> Double { coding.number(keys[place]) }

  /// The integer at a place from 0; only for integers.
  func integer(_ place: Int) -> Int64 { coding.integer(keys[place]) }

  /// The quantile of a share, between the two neighbours (type 7); there must be a value.
  func quantile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let low = Int(place)
    let (a, b) = (self[low], self[min(count - 1, low + 1)])
    if a == b { return a }
    let part = place - Double(low)
    // As the sum of two parts, so that values of 1e308 on both sides of 0 do not overflow.
    return b - a < .infinity ? a + (b - a) * part : a * (1 - part) + b * part
  }

  /// The number of values below `limit`.
  func countBelow(_ limit: Double) -> Int { firstPlace { $0 >= limit } }

  /// The number of values up to `limit`.
  func countUpTo(_ limit: Double) -> Int { firstPlace { $0 > limit } }

  private func firstPlace(where isBeyond: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The median of the distances from `centre`, without another sort: distances ascend to both
  /// sides of the centre.
  func medianDistance(from centre: Double) -> Double {
    let split = countBelow(centre)
    /// The distance of rank `rank` from 0, by halving over how many of the nearest lie below.
    func distance(rank: Int) -> Double {
      let wanted = rank + 1
      var (low, high) = (max(0, wanted - (count - split)), min(split, wanted))
      func below(_ taken: Int) -> Double {
        taken == 0 ? -.infinity : centre - self[split - taken]
      }
      func above(_ taken: Int) -> Double {
        taken == 0 ? -.infinity : self[split + taken - 1] - centre
      }
      while low < high {
        let taken = (low + high) / 2
        // Too few from below when the next one there is nearer than the last one above.
        if below(taken + 1) < above(wanted - taken) { low = taken + 1 } else { high = taken }
      }
      return max(below(low), above(wanted - low))
    }
    let middle = distance(rank: (count - 1) / 2)
    return count % 2 == 1 ? middle : middle + (distance(rank: count / 2) - middle) / 2
  }

  /// Calls `body` with each distinct key's first place and its count, ascending.
  func forEachRun(
    _ cancellation: Cancellation, _ body: (_ place: Int, _ count: Int) -> Void
  ) throws {
    try keys.withUnsafeBufferPointer { keys in
      var start = 0
      var next = 0
      while start < keys.count {
        if start >= next {
          try cancellation.check()
          next = start + 100_000
        }
        var end = start + 1
        while end < keys.count, keys[end] == keys[start] { end += 1 }
        body(start, end - start)
        start = end
      }
    }
  }
}
