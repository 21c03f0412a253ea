import Glibc
import NumericalMethods

/// Ward's tree without a matrix of distances: O(n² d) time, O(n d) memory.
///
/// A chain of nearest neighbours (Benzécri 1982, Murtagh 1983) over the centroids of the groups:
/// the squared distance of two groups is 2 |a| |b| / (|a| + |b|) times that of their centroids.
/// A group that is merged away leaves its slot to the last one, so that each scan is one run over
/// memory, which gets shorter.
struct WardChain {
  private let store: PointStore
  private var sizes: [Double]
  /// A leaf of the group in each slot.
  private var leaves: [Int]
  private var merges: MergeList
  private let tip: UnsafeMutablePointer<Double>
  private let squares: UnsafeMutablePointer<Double>

  /// As many slots as are compared at once: their distances stay in the nearest cache.
  private static let chunk = 512

  static func merges(_ points: Matrix, _ execution: Execution) throws -> [Merge] {
    var chain = WardChain(points)
    defer {
      chain.tip.deallocate()
      chain.squares.deallocate()
    }
    try chain.run(execution)
    return chain.merges.sorted(leafCount: points.rows)
  }

  private init(_ points: Matrix) {
    store = PointStore(centring: points)
    sizes = [Double](repeating: 1, count: points.rows)
    leaves = Array(0..<points.rows)
    merges = MergeList(leafCount: points.rows)
    tip = .allocate(capacity: points.columns)
    squares = AlignedNumbers.allocate(Self.chunk, 0)
  }

  private mutating func run(_ execution: Execution) throws {
    let total = store.count
    var chain: [Int] = []
    while store.count > 1 {
      try execution.check()
      if chain.isEmpty { chain.append(0) }
      let last = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : nil
      let (nearest, squared) = nearest(to: last, atLeastAsGoodAs: previous)
      guard nearest == previous else {
        chain.append(nearest)
        continue
      }
      chain.removeLast(2)
      let left = merge(last, nearest, squared: squared)
      // The group in the last slot has moved to the free one.
      for index in chain.indices where chain[index] == left.from { chain[index] = left.to }
      if let progress = execution.progress, store.count % 64 == 0 {
        // Scans get shorter: what is left is about the square of what is left.
        let rest = Double(store.count) / Double(total)
        progress(1 - rest * rest)
      }
    }
  }

  /// The group nearest to that in `slot`; `previous` wins a tie.
  private func nearest(to slot: Int, atLeastAsGoodAs previous: Int?) -> (slot: Int, Double) {
    let size = sizes[slot]
    var best = Double.infinity
    var found = -1
    if let previous {
      best = squaredDistance(store.squaredDistance(slot, previous), size, sizes[previous])
      found = previous
    }
    // The group itself must not be found.
    store.copy(slot, to: tip)
    store.start[slot] = .infinity
    // No group is smaller than one row, so a distance with that size is a lower bound.
    let least = squaredDistance(1, size, 1)
    for first in stride(from: 0, to: store.paddedCount, by: Self.chunk) {
      let count = min(Self.chunk, store.paddedCount - first)
      guard store.squares(first, count, to: tip, into: squares) * least < best else { continue }
      for index in 0..<count where squares[index] * least < best {
        let distance = squaredDistance(squares[index], size, sizes[first + index])
        if distance < best { (best, found) = (distance, first + index) }
      }
    }
    store.start[slot] = tip[0]
    if found < 0 {
      // All others are infinitely far: squares of huge numbers overflow.
      found = slot == 0 ? 1 : 0
    }
    return (found, best)
  }

  private func squaredDistance(_ centroids: Double, _ a: Double, _ b: Double) -> Double {
    centroids * (2 * a * b / (a + b))
  }

  /// Merges two groups into the smaller slot; tells which slot's group moved where.
  private mutating func merge(_ a: Int, _ b: Int, squared: Double) -> (from: Int, to: Int) {
    let (kept, freed) = (min(a, b), max(a, b))
    merges.add(leaves[kept], leaves[freed], height: squared.squareRoot())
    let total = sizes[kept] + sizes[freed]
    for dimension in 0..<store.dimensions {
      let column = store.start + dimension * store.stride
      column[kept] = (sizes[kept] * column[kept] + sizes[freed] * column[freed]) / total
    }
    sizes[kept] = total
    let from = store.removeBySwap(freed)
    sizes[freed] = sizes[from]
    leaves[freed] = leaves[from]
    return (from, freed)
  }
}
