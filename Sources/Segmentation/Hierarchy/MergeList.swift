/// The merges of a tree in the order in which an algorithm found them.
struct MergeList {
  /// A leaf of each side, and the height.
  private var found: [(first: Int, second: Int, height: Double)] = []

  init(leafCount: Int) { found.reserveCapacity(leafCount) }

  var count: Int { found.count }

  /// Adds a merge of the groups that hold the leaves `first` and `second`.
  mutating func add(_ first: Int, _ second: Int, height: Double) {
    found.append((first, second, height))
  }

  /// The steps by rising height, named as scipy names them.
  func sorted(leafCount: Int) -> [Merge] {
    // Equal heights stay in the order in which they were found: parts before the whole.
    let order = found.indices.sorted {
      let (a, b) = (found[$0].height, found[$1].height)
      return a == b ? $0 < $1 : a < b
    }
    var parent = Array(0..<leafCount)
    var node = Array(0..<leafCount)
    var size = [Int](repeating: 1, count: leafCount)
    func root(_ leaf: Int) -> Int {
      var leaf = leaf
      while parent[leaf] != leaf {
        parent[leaf] = parent[parent[leaf]]
        leaf = parent[leaf]
      }
      return leaf
    }
    var merges: [Merge] = []
    merges.reserveCapacity(found.count)
    for index in order {
      var (a, b) = (root(found[index].first), root(found[index].second))
      if size[a] < size[b] { swap(&a, &b) }
      size[a] += size[b]
      parent[b] = a
      merges.append(
        Merge(
          left: min(node[a], node[b]), right: max(node[a], node[b]),
          height: found[index].height, size: size[a]))
      node[a] = leafCount + merges.count - 1
    }
    return merges
  }
}
