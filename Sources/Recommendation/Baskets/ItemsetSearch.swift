import Synchronization
import Tasks

/// Baskets of frequent items only, renamed by rank, the rarest first; each ends in a sentinel.
struct RankedBaskets: Sendable {
  static let sentinel = Int32.max
  /// The item that has each rank.
  let itemOfRank: [Int32]
  /// The ranks in each basket, ascending, then the sentinel.
  let ranks: [Int32]
  /// The places in `ranks` just behind each occurrence of a rank, grouped by rank.
  let starts: [Int]
  let places: [Int32]

  init(_ baskets: Baskets, needed: Int) {
    var counts = [Int](repeating: 0, count: baskets.itemCount)
    for item in baskets.items { counts[Int(item)] += 1 }
    let order = counts.indices.filter { counts[$0] >= needed }
      .sorted { (counts[$0], $0) < (counts[$1], $1) }
    var rankOfItem = [Int32](repeating: -1, count: baskets.itemCount)
    for (rank, item) in order.enumerated() { rankOfItem[item] = Int32(rank) }
    var ranks: [Int32] = []
    ranks.reserveCapacity(baskets.items.count + baskets.count)
    for basket in 0..<baskets.count {
      let from = ranks.count
      for item in baskets[basket] where rankOfItem[Int(item)] >= 0 {
        ranks.append(rankOfItem[Int(item)])
      }
      ranks[from...].sort()
      ranks.append(Self.sentinel)
    }
    var next = [0] + order.map { counts[$0] }
    for rank in order.indices { next[rank + 1] += next[rank] }
    starts = next
    var places = [Int32](repeating: 0, count: next.last ?? 0)
    for (place, rank) in ranks.enumerated() where rank != Self.sentinel {
      places[next[Int(rank)]] = Int32(place + 1)
      next[Int(rank)] += 1
    }
    self.ranks = ranks
    self.places = places
    itemOfRank = order.map { Int32($0) }
  }
}

/// The frequent sets whose rarest item is one given item.
struct ItemsetSearch: Sendable {
  let baskets: RankedBaskets
  let needed: Int
  let largest: Int
  let limit: Int
  let cancellation: Cancellation
  /// How many items each set found has, how many baskets hold it, and the ranks of all, one set
  /// after the other.
  private(set) var sizes: [Int32] = []
  private(set) var counts: [Int32] = []
  private(set) var items: [Int32] = []
  private var prefix: [Int32] = []
  /// Counts of the ranks; all zero between the steps.
  private var tally: [Int32]

  init(
    baskets: RankedBaskets, needed: Int, largest: Int, limit: Int, cancellation: Cancellation
  ) {
    (self.baskets, self.needed, self.largest, self.limit) = (baskets, needed, largest, limit)
    self.cancellation = cancellation
    tally = [Int32](repeating: 0, count: baskets.itemOfRank.count)
  }

  mutating func run(from rank: Int) throws {
    try extend(
      with: Int32(rank), baskets.places[baskets.starts[rank]..<baskets.starts[rank + 1]])
  }

  /// Adds the set of the prefix and `rank`, then every larger one; `places` lie behind `rank` in
  /// each basket that holds them all.
  private mutating func extend(with rank: Int32, _ places: ArraySlice<Int32>) throws {
    prefix.append(rank)
    defer { prefix.removeLast() }
    sizes.append(Int32(prefix.count))
    counts.append(Int32(places.count))
    items.append(contentsOf: prefix)
    if sizes.count > limit { throw BasketError.tooManyItemsets(limit: limit) }
    if sizes.count & 1023 == 0 { try cancellation.check() }
    guard prefix.count < largest else { return }

    let (extensions, starts, next) = deliver(places)
    for (index, rank) in extensions.enumerated() {
      try extend(with: rank, next[starts[index]..<starts[index + 1]])
    }
  }

  /// The ranks that extend the prefix often enough, and the places behind them in each basket.
  private mutating func deliver(_ places: ArraySlice<Int32>) -> ([Int32], [Int], [Int32]) {
    let sentinel = RankedBaskets.sentinel
    let needed = Int32(clamping: needed)
    return baskets.ranks.withUnsafeBufferPointer { ranks in
      tally.withUnsafeMutableBufferPointer { tally in
        places.withUnsafeBufferPointer { places in
          var seen: [Int32] = []
          for place in places {
            var at = Int(place)
            while ranks[at] != sentinel {
              let rank = ranks[at]
              if tally[Int(rank)] == 0 { seen.append(rank) }
              tally[Int(rank)] += 1
              at += 1
            }
          }
          var extensions = seen.filter { tally[Int($0)] >= needed }
          extensions.sort()
          var starts = [0]
          // A tally of a rank that extends becomes its place in `next`, less one; others turn to 0.
          var total: Int32 = 0
          for rank in seen where tally[Int(rank)] < needed { tally[Int(rank)] = 0 }
          for rank in extensions {
            let count = tally[Int(rank)]
            tally[Int(rank)] = total + 1
            total += count
            starts.append(Int(total))
          }
          guard !extensions.isEmpty else { return ([], [0], []) }
          let next = [Int32](unsafeUninitializedCapacity: Int(total)) { next, count in
            for place in places {
              var at = Int(place)
              while ranks[at] != sentinel {
                let slot = tally[Int(ranks[at])]
                at += 1
                if slot > 0 {
                  next[Int(slot) - 1] = Int32(at)
                  tally[Int(ranks[at - 1])] = slot + 1
                }
              }
            }
            count = Int(total)
          }
          for rank in extensions { tally[Int(rank)] = 0 }
          return (extensions, starts, next)
        }
      }
    }
  }
}

/// Counts finished pieces of work from several threads.
final class WorkTracker: Sendable {
  private let total: Int
  private let progress: (@Sendable (Double) -> Void)?
  private let state = Mutex((done: 0, found: 0))

  init(total: Int, _ progress: (@Sendable (Double) -> Void)?) {
    (self.total, self.progress) = (total, progress)
  }

  /// Counts one more piece that found so many sets.
  func finish(_ found: Int = 0, limit: Int = .max) throws {
    let (share, all) = state.withLock { state in
      state.done += 1
      state.found += found
      return (Double(state.done) / Double(max(1, total)), state.found)
    }
    if all > limit { throw BasketError.tooManyItemsets(limit: limit) }
    progress?(share)
  }
}
