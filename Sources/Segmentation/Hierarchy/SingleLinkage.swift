import CVectors
import NumericalMethods

/// The tree of single linkage without a matrix of distances: O(n² d) time, O(n d) memory.
///
/// Prim's tree grows from the first point, and each point's distance to the tree is kept. Groups at
/// any height are runs of the order in which points join, so the order and the heights are enough.
enum SingleLinkage {
  static func merges(_ points: Matrix, _ execution: Execution) throws -> [Merge] {
    let store = PointStore(centring: points)
    let total = store.count
    var leaves = Array(0..<total)
    var merges = MergeList(leafCount: total)
    let nearest = AlignedNumbers.allocate(store.stride, Double.infinity)
    let chunk = 512
    let squares = AlignedNumbers.allocate(chunk, 0.0)
    defer {
      nearest.deallocate()
      squares.deallocate()
    }
    let tip = UnsafeMutablePointer<Double>.allocate(capacity: store.dimensions)
    defer { tip.deallocate() }

    var joined = leaves[0]
    store.copy(0, to: tip)
    leaves[0] = leaves[store.removeBySwap(0)]
    while store.count > 0 {
      try execution.check()
      var best = Double.infinity
      var place = 0
      for first in stride(from: 0, to: store.paddedCount, by: chunk) {
        let count = min(chunk, store.paddedCount - first)
        _ = store.squares(first, count, to: tip, into: squares)
        let least = cvectors_lower(nearest + first, squares, count)
        if least < best { (best, place) = (least, first) }
      }
      // The first that is as near as the nearest; if squares overflow, the first of all.
      let found = (place..<store.count).first { nearest[$0] == best } ?? 0
      merges.add(joined, leaves[found], height: best.squareRoot())
      joined = leaves[found]
      store.copy(found, to: tip)
      let from = store.removeBySwap(found)
      leaves[found] = leaves[from]
      nearest[found] = nearest[from]
      nearest[from] = .infinity
      if let progress = execution.progress, store.count % 64 == 0 {
        let rest = Double(store.count) / Double(total)
        progress(1 - rest * rest)
      }
    }
    return merges.sorted(leafCount: total)
  }
}
