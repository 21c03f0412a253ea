/// Row numbers in the order of their group, within a group in their own order.
struct GroupedRows {
  /// Where each group begins in `rows`, and the end.
  let starts: [Int]
  let rows: [Int]
  var groupCount: Int { starts.count - 1 }

  /// Groups rows by code; rows with a negative code and rows not kept stay out.
  init(_ groups: [Int32], count: Int? = nil, keeping isKept: (Int) -> Bool = { _ in true }) {
    let groupCount = count ?? Int(groups.max() ?? -1) + 1
    var next = [Int](repeating: 0, count: max(0, groupCount) + 1)
    let kept = groups.indices.filter { groups[$0] >= 0 && isKept($0) }
    for row in kept { next[Int(groups[row]) + 1] += 1 }
    for group in 0..<max(0, groupCount) { next[group + 1] += next[group] }
    starts = next
    var rows = [Int](repeating: 0, count: kept.count)
    for row in kept {
      let group = Int(groups[row])
      rows[next[group]] = row
      next[group] += 1
    }
    self.rows = rows
  }
}
