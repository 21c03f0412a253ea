/// A tree in which groups lose rows until they part into two that are large enough.
struct CondensedTree {
  /// The chosen group of each row; -1 for none.
  let groups: [Int]
  /// How long each group lasts, by its number.
  let stabilities: [Double]
  /// The height at which each group parts from the rest, by its number; infinite for the whole.
  let reaches: [Double]

  init(_ merges: [Merge], leafCount: Int, least: Int) {
    // A group's density is one over the height; equal rows would be infinitely dense.
    let tallest = merges.last?.height ?? 0
    func density(_ height: Double) -> Double { 1 / max(height, tallest * 1e-12, 1e-300) }
    func size(_ node: Int) -> Int { node < leafCount ? 1 : merges[node - leafCount].size }

    var parent = [-1]
    var born = [0.0]
    var reach = [Double.infinity]
    var stability = [0.0]
    // The group that each row falls off from.
    var last = [Int](repeating: 0, count: leafCount)
    var stack = [(node: leafCount + merges.count - 1, group: 0)]

    func drop(_ node: Int, from group: Int, at density: Double) {
      stability[group] += Double(size(node)) * (density - born[group])
      var nodes = [node]
      while let node = nodes.popLast() {
        if node < leafCount {
          last[node] = group
        } else {
          nodes.append(merges[node - leafCount].left)
          nodes.append(merges[node - leafCount].right)
        }
      }
    }

    while let (node, group) = stack.popLast() {
      guard node >= leafCount else {
        last[node] = group
        continue
      }
      let merge = merges[node - leafCount]
      let here = density(merge.height)
      let isLarge = (size(merge.left) >= least, size(merge.right) >= least)
      switch isLarge {
      case (true, true):
        for child in [merge.left, merge.right] {
          stability[group] += Double(size(child)) * (here - born[group])
          parent.append(group)
          born.append(here)
          reach.append(merge.height)
          stability.append(0)
          stack.append((child, parent.count - 1))
        }
      case (true, false):
        drop(merge.right, from: group, at: here)
        stack.append((merge.left, group))
      case (false, true):
        drop(merge.left, from: group, at: here)
        stack.append((merge.right, group))
      case (false, false):
        drop(merge.left, from: group, at: here)
        drop(merge.right, from: group, at: here)
      }
    }

    // A group is chosen if it lasts at least as long as the best of its parts; never the whole.
    var best = [Double](repeating: 0, count: parent.count)
    var isChosen = [Bool](repeating: false, count: parent.count)
    for group in (1..<max(1, parent.count)).reversed() {
      isChosen[group] = stability[group] >= best[group]
      best[group] = max(best[group], stability[group])
      best[parent[group]] += best[group]
    }
    // The highest chosen group on the way to the whole.
    var chosen = [Int](repeating: -1, count: parent.count)
    for group in 1..<max(1, parent.count) {
      let above = chosen[parent[group]]
      chosen[group] = above >= 0 ? above : (isChosen[group] ? group : -1)
    }
    groups = last.map { chosen[$0] }
    stabilities = stability
    reaches = reach
  }
}
