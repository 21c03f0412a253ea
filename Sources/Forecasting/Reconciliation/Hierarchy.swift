/// Series that add up: shops to regions, regions to the whole.
public struct Hierarchy: Hashable, Sendable {
  /// A series of the hierarchy.
  public struct Node: Hashable, Sendable {
    /// The keys from the outermost on; empty for the whole.
    public let path: [String]
    /// The series that it adds to; nil for the whole.
    public let parent: Int?
    /// The series that add up to it.
    public internal(set) var children: [Int]
  }

  /// All series: the whole first, then level by level, the given series last and in their order.
  public let nodes: [Node]
  /// How many series were given; they are the last nodes.
  public let bottomCount: Int

  /// The hierarchy over series with these keys, all of the same number, outer first and different.
  public init(paths: [[String]]) {
    var nodes = [Node(path: [], parent: nil, children: [])]
    var places: [[String]: Int] = [[]: 0]
    let depth = paths.first?.count ?? 0
    for level in 1...max(1, depth) where depth > 0 {
      for path in paths {
        let own = Array(path.prefix(level))
        guard places[own] == nil || level == depth else { continue }
        let parent = places[Array(path.prefix(level - 1))] ?? 0
        places[own] = nodes.count
        nodes[parent].children.append(nodes.count)
        nodes.append(Node(path: own, parent: parent, children: []))
      }
    }
    self.nodes = nodes
    bottomCount = paths.count
  }

  /// How many given series each node sums.
  public var leafCounts: [Int] {
    var counts = nodes.map { $0.children.isEmpty ? 1 : 0 }
    for place in nodes.indices.reversed() {
      if let parent = nodes[place].parent { counts[parent] += counts[place] }
    }
    return counts
  }

  /// The sums of the given series at each node.
  public func sums(_ bottom: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: nodes.count - bottomCount) + bottom
    for place in nodes.indices.reversed() {
      if let parent = nodes[place].parent { values[parent] += values[place] }
    }
    return values
  }
}
