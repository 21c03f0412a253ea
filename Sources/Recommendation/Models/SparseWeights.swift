/// Weights from items to items, only those that are not zero.
struct SparseWeights: Sendable {
  /// Where the targets of each source begin, and the end.
  let starts: [Int]
  /// The targets of each source, ascending.
  let targets: [Int32]
  let values: [Float]
  var itemCount: Int { starts.count - 1 }

  /// Turns the sources of each target, one list a target, into the targets of each source.
  init(sourcesOfTargets lists: [[ScoredItem]]) {
    var next = [Int](repeating: 0, count: lists.count + 1)
    for list in lists { for entry in list { next[entry.item + 1] += 1 } }
    for item in lists.indices { next[item + 1] += next[item] }
    starts = next
    var targets = [Int32](repeating: 0, count: next.last ?? 0)
    var values = [Float](repeating: 0, count: next.last ?? 0)
    for (target, list) in lists.enumerated() {
      for entry in list {
        let slot = next[entry.item]
        next[entry.item] += 1
        targets[slot] = Int32(target)
        values[slot] = entry.score
      }
    }
    (self.targets, self.values) = (targets, values)
  }

  func score(_ histories: Histories, _ recency: Recency, into scores: inout [Float]) {
    let width = itemCount
    let weights = histories.weights(recency)
    scores.withUnsafeMutableBufferPointer { scores in
      targets.withUnsafeBufferPointer { targets in
        values.withUnsafeBufferPointer { values in
          for row in 0..<histories.count {
            for place in histories.starts[row]..<histories.starts[row + 1] {
              let item = Int(histories.items[place])
              guard item < width else { continue }
              let weight = weights[place]
              for slot in starts[item]..<starts[item + 1] {
                scores[row * width + Int(targets[slot])] += weight * values[slot]
              }
            }
          }
        }
      }
    }
  }

  /// The weight from `source` to `target`.
  subscript(_ source: Int, _ target: Int) -> Float {
    guard source < itemCount else { return 0 }
    let range = starts[source]..<starts[source + 1]
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if targets[middle] < Int32(target) { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && targets[low] == Int32(target) ? values[low] : 0
  }

  func contributions(of histories: Histories, _ recency: Recency, to item: Int) -> [Float] {
    let weights = histories.weights(recency)
    return (0..<histories.starts[1]).map { weights[$0] * self[Int(histories.items[$0]), item] }
  }
}
