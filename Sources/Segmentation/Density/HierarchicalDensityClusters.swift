import CVectors
public import NumericalMethods

/// Groups as crowded regions of different density, chosen from a tree of them.
///
/// HDBSCAN (Campello, Moulavi and Sander 2013): single linkage over distances that are at least as
/// large as both rows' distances to their `neighbours`-th neighbour (itself the first); splits into
/// parts of fewer than `least` rows are rows falling off; of the rest the groups that last longest.
public struct HierarchicalDensityClusters: Hashable, Sendable {
  /// The group of each row; 0 for noise.
  public let labels: ClusterLabels
  /// How long each group lasts, label 1 first: a sum of densities.
  public let stabilities: [Double]
  /// How far each row is from its `neighbours`-th neighbour.
  public let coreDistances: [Double]
  /// At which distance each group parts from the rest, label 1 first: its rows are nearer to each
  /// other than that, when both are at least as far apart as their own neighbours.
  public let reaches: [Double]
  /// The number of neighbours that make a row's surroundings, itself among them.
  public let neighbours: Int

  /// Finds groups of at least `least` rows.
  public init(
    of points: Matrix, least: Int = 5, neighbours: Int? = nil, execution: Execution = Execution()
  ) throws {
    try points.checkPoints()
    guard least >= 2 else {
      throw SegmentationError.setting("the least size of a group", mustBe: "at least 2")
    }
    let store = PointStore(centring: points)
    self.neighbours = neighbours ?? least
    coreDistances = try NeighbourScan(store).distances(
      toNeighbour: self.neighbours, execution.part(0...0.5))
    let merges = try Self.tree(store, coreDistances, execution.part(0.5...1))
    let condensed = CondensedTree(merges, leafCount: points.rows, least: least)
    let (named, groups) = ClusterLabels.ordered(condensed.groups)
    labels = named
    stabilities = groups.map { condensed.stabilities[$0] }
    reaches = groups.map { condensed.reaches[$0] }
    execution.progress?(1)
  }

  /// The tree of single linkage over mutual reachability, as `SingleLinkage` builds it.
  private static func tree(
    _ store: PointStore, _ coreDistances: [Double], _ execution: Execution
  ) throws -> [Merge] {
    let total = store.count
    let cores = AlignedNumbers.allocate(store.stride, 0.0)
    for (row, core) in coreDistances.enumerated() { cores[row] = core * core }
    let nearest = AlignedNumbers.allocate(store.stride, Double.infinity)
    let chunk = 512
    let squares = AlignedNumbers.allocate(chunk, 0.0)
    let tip = AlignedNumbers.allocate(store.dimensions, 0.0)
    let own = AlignedNumbers.allocate(chunk, 0.0)
    defer { for memory in [cores, nearest, squares, tip, own] { memory.deallocate() } }
    var leaves = Array(0..<total)
    var merges = MergeList(leafCount: total)

    /// Takes the row in `slot` out of those that wait; gives its name.
    func take(_ slot: Int) -> Int {
      let leaf = leaves[slot]
      store.copy(slot, to: tip)
      own.update(repeating: cores[slot], count: chunk)
      let from = store.removeBySwap(slot)
      leaves[slot] = leaves[from]
      cores[slot] = cores[from]
      nearest[slot] = nearest[from]
      nearest[from] = .infinity
      return leaf
    }

    var joined = take(0)
    while store.count > 0 {
      try execution.check()
      var best = Double.infinity
      var place = 0
      for first in stride(from: 0, to: store.paddedCount, by: chunk) {
        let count = min(chunk, store.paddedCount - first)
        _ = store.squares(first, count, to: tip, into: squares)
        cvectors_raise_double(squares, own, count)
        cvectors_raise_double(squares, cores + first, count)
        let least = cvectors_lower(nearest + first, squares, count)
        if least < best { (best, place) = (least, first) }
      }
      let found = (place..<store.count).first { nearest[$0] == best } ?? 0
      merges.add(joined, leaves[found], height: best.squareRoot())
      joined = take(found)
      if store.count % 64 == 0 {
        let rest = Double(store.count) / Double(total)
        execution.progress?(1 - rest * rest)
      }
    }
    return merges.sorted(leafCount: total)
  }
}
