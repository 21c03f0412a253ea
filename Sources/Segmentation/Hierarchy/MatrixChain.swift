import NumericalMethods

/// The tree of complete or average linkage: a chain of nearest neighbours over all distances.
///
/// The distances of a union come from those of its parts by the formula of Lance and Williams.
struct MatrixChain<Scalar: DistanceScalar> {
  static func merges(
    _ points: Matrix, _ linkage: Linkage, _ execution: Execution
  ) throws -> [Merge] {
    let square = try DistanceSquare<Scalar>(points, execution)
    let total = points.rows
    var sizes = [Double](repeating: 1, count: total)
    var leaves = Array(0..<total)
    var merges = MergeList(leafCount: total)
    var chain: [Int] = []
    while square.alive > 1 {
      try execution.check()
      if chain.isEmpty { chain.append(square.firstAlive) }
      let last = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : nil
      let (nearest, distance) = square.nearest(to: last, atLeastAsGoodAs: previous)
      guard nearest == previous else {
        chain.append(nearest)
        continue
      }
      chain.removeLast(2)
      // The later row keeps the group, as in scipy: so ties are broken alike.
      let (freed, kept) = (min(last, nearest), max(last, nearest))
      merges.add(leaves[kept], leaves[freed], height: Double(distance))
      square.merge(
        kept, freed, weights: linkage == .complete ? nil : (sizes[kept], sizes[freed]))
      sizes[kept] += sizes[freed]
      if let living = square.packIfHalfDead() {
        var place = [Int](repeating: -1, count: sizes.count)
        for (new, old) in living.enumerated() { place[old] = new }
        sizes = living.map { sizes[$0] }
        leaves = living.map { leaves[$0] }
        for index in chain.indices { chain[index] = place[chain[index]] }
      }
      if let progress = execution.progress, square.alive % 64 == 0 {
        let rest = Double(square.alive) / Double(total)
        progress(0.3 + 0.7 * (1 - rest * rest))
      }
    }
    return merges.sorted(leafCount: total)
  }
}
