/// Packs the points of one row beside and over each other, without random numbers.
struct SwarmLayout {
  /// A packed point: its place in the list, its pixel across, and its distance from the row's
  /// middle.
  struct Dot {
    var index: Int
    var column: Double
    var offset: Double
  }

  private(set) var dots: [Dot] = []

  /// Stacks the points of each column of one `diameter` from the middle, in the order of `ranks`,
  /// squeezed to `height`.
  init(columns: [Double], ranks: [Double], diameter: Double, height: Double) {
    var stacks: [Int: [Int]] = [:]
    for index in columns.indices where !columns[index].isNaN {
      stacks[Int((columns[index] / diameter).rounded()), default: []].append(index)
    }
    for (cell, members) in stacks.sorted(by: { $0.key < $1.key }) {
      let ordered = members.sorted { a, b in
        let (x, y) = (ranks[a].isNaN ? 2 : ranks[a], ranks[b].isNaN ? 2 : ranks[b])
        return x != y ? x < y : a < b
      }
      let step = min(diameter, height / Double(max(1, members.count - 1)))
      for (place, index) in ordered.enumerated() {
        // Small stacks keep their points where they are; tall ones stand straight.
        let column = members.count < 6 ? columns[index] : Double(cell) * diameter
        dots.append(
          Dot(
            index: index, column: column,
            offset: (Double(members.count - 1) / 2 - Double(place)) * step))
      }
    }
  }

  /// The ranks of values as shares from 0 to 1, equal for equal values; NaN stays NaN.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.filter { !values[$0].isNaN }
      .sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: .nan, count: values.count)
    guard let last = order.last, let first = order.first else { return ranks }
    guard values[first] < values[last] else {
      for index in order { ranks[index] = 0.5 }
      return ranks
    }
    var start = 0
    var highest = 0.0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // The mean rank of the equal ones.
      let rank = Double(start + end - 1) / 2
      for place in start..<end { ranks[order[place]] = rank }
      highest = rank
      start = end
    }
    let lowest = ranks[first]
    return ranks.map { ($0 - lowest) / (highest - lowest) }
  }
}
