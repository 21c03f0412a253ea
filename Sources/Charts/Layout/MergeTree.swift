/// A binary tree of merges: leaves at the bottom, each inner node at the height of its merge.
struct MergeTree {
  struct Node {
    /// The row of the table.
    var row: Int
    var children: (Int, Int)?
    var height: Double
    /// The number of leaves.
    var size: Int
  }

  let nodes: [Node]
  let root: Int

  var leafCount: Int { nodes[root].size }

  /// The tree behind columns of node numbers, or what is wrong with them, in words.
  static func read(
    node: [Double], left: [Double], right: [Double], height: [Double]
  ) -> Result<MergeTree, Problem> {
    var places: [Double: Int] = [:]
    for (row, number) in node.enumerated() {
      guard !number.isNaN else { return .failure(Problem("row \(row + 1) has no `node`")) }
      guard places.updateValue(row, forKey: number) == nil else {
        return .failure(Problem("node \(NumberFormat.full(number)) is there twice"))
      }
    }
    var nodes = node.indices.map { row in
      Node(row: row, children: nil, height: height[row].isNaN ? 0 : max(0, height[row]), size: 1)
    }
    var hasParent = [Bool](repeating: false, count: nodes.count)
    for row in nodes.indices where !left[row].isNaN || !right[row].isNaN {
      guard let a = places[left[row]], let b = places[right[row]] else {
        return .failure(
          Problem("the children of node \(NumberFormat.full(node[row])) are not all there"))
      }
      for child in [a, b] {
        guard !hasParent[child], child != row else {
          return .failure(Problem("node \(NumberFormat.full(node[child])) has two parents"))
        }
        hasParent[child] = true
      }
      nodes[row].children = (a, b)
    }
    let roots = nodes.indices.filter { !hasParent[$0] }
    guard roots.count == 1, let root = roots.first else {
      return .failure(Problem(roots.isEmpty ? "it has no root" : "it has \(roots.count) roots"))
    }
    // Children before parents, without recursion: chains can be as deep as the table is long.
    var order: [Int] = []
    var waiting = [root]
    while let next = waiting.popLast() {
      order.append(next)
      if let (a, b) = nodes[next].children { waiting += [a, b] }
    }
    guard order.count == nodes.count else { return .failure(Problem("it has a circle")) }
    for place in order.reversed() {
      if let (a, b) = nodes[place].children { nodes[place].size = nodes[a].size + nodes[b].size }
    }
    return .success(MergeTree(nodes: nodes, root: root))
  }

  /// What is wrong with a table that should be a tree.
  struct Problem: Error {
    let text: String

    init(_ text: String) { self.text = text }
  }

  private init(nodes: [Node], root: Int) {
    self.nodes = nodes
    self.root = root
  }

  /// The `count` branches that are left when the highest merges are taken apart.
  func branches(_ count: Int) -> Set<Int> {
    var open = [root]
    while open.count < count {
      guard
        let place = open.indices.filter({ nodes[open[$0]].children != nil })
          .max(by: { nodes[open[$0]].height < nodes[open[$1]].height }),
        let (a, b) = nodes[open[place]].children
      else { break }
      open.replaceSubrange(place...place, with: [a, b])
    }
    return Set(open)
  }

  /// The height halfway between the lowest merge above `count` branches and the highest within.
  func cutHeight(_ count: Int) -> Double? {
    guard count > 1, count <= leafCount else { return nil }
    let roots = branches(count)
    let within = roots.map { nodes[$0].height }.max() ?? 0
    let above = nodes.indices.filter { place in
      guard let (a, b) = nodes[place].children else { return false }
      return !roots.contains(place) && isAbove(a, b, roots)
    }
    let lowest = above.map { nodes[$0].height }.min()
    return lowest.map { ($0 + within) / 2 }
  }

  private func isAbove(_ a: Int, _ b: Int, _ roots: Set<Int>) -> Bool {
    roots.contains(a) || roots.contains(b)
  }

  /// The first leaf below `place`.
  func firstLeaf(of place: Int) -> Int {
    var place = place
    while let (a, _) = nodes[place].children { place = a }
    return place
  }
}
