extension Dendrogram {
  /// The top of a tree: its lower parts are leaves that stand for several rows.
  public struct Top: Hashable, Sendable {
    /// What each leaf stands for: a node of the whole tree and its number of rows.
    public struct Leaf: Hashable, Sendable {
      /// The node, below n a row.
      public var node: Int
      /// The number of rows below it.
      public var size: Int
      /// The height of the node; 0 for a row.
      public var height: Double
      /// The lowest row below it, by which it can be found again.
      public var firstRow: Int
    }

    /// The leaves, numbered 0 ..< p.
    public var leaves: [Leaf]
    /// The steps, with leaves 0 ..< p and the i-th merge p + i; sizes count rows.
    public var merges: [Merge]
    /// The leaves from left to right.
    public var leafOrder: [Int]
  }

  /// The last merges of the tree, with at most `count` leaves: a readable picture of many rows.
  public func top(leaves count: Int) -> Top {
    let count = max(1, min(count, leafCount))
    let cut = leafCount - count
    var place = [Int](repeating: -1, count: leafCount + merges.count)
    var first = Array(0..<leafCount)
    first.reserveCapacity(place.count)
    for merge in merges { first.append(min(first[merge.left], first[merge.right])) }
    var leaves: [Top.Leaf] = []
    var steps: [Merge] = []
    func number(of node: Int) -> Int {
      if place[node] < 0 {
        place[node] = leaves.count
        let merge = node < leafCount ? nil : merges[node - leafCount]
        leaves.append(
          Top.Leaf(
            node: node, size: merge?.size ?? 1, height: merge?.height ?? 0,
            firstRow: first[node]))
      }
      return place[node]
    }
    if merges.isEmpty || cut == merges.count { _ = number(of: leafCount + merges.count - 1) }
    for step in cut..<merges.count {
      let (a, b) = (number(of: merges[step].left), number(of: merges[step].right))
      steps.append(
        Merge(
          left: min(a, b), right: max(a, b), height: merges[step].height,
          size: merges[step].size))
      place[leafCount + step] = count + steps.count - 1
    }
    let small = Dendrogram(merges: steps, leafCount: leaves.count, linkage: linkage)
    return Top(leaves: leaves, merges: steps, leafOrder: small.leafOrder)
  }

  /// The height at which each pair of rows meets, in the order (0, 1), (0, 2) … (n-2, n-1).
  public func copheneticHeights() -> [Double] {
    var heights = [Double](repeating: 0, count: leafCount * (leafCount - 1) / 2)
    var members = (0..<leafCount).map { [$0] }
    members.reserveCapacity(leafCount + merges.count)
    for merge in merges {
      for a in members[merge.left] {
        for b in members[merge.right] {
          let (i, j) = (min(a, b), max(a, b))
          heights[leafCount * i - i * (i + 1) / 2 + j - i - 1] = merge.height
        }
      }
      members.append(members[merge.left] + members[merge.right])
      members[merge.left] = []
      members[merge.right] = []
    }
    return heights
  }
}
