/// The group of each row: 1 is the largest, and 0 means that a row belongs to none.
public struct ClusterLabels: Hashable, Sendable {
  /// One label a row.
  public let labels: [Int]
  /// The number of rows of each group, the largest first.
  public let sizes: [Int]

  /// The number of groups.
  public var count: Int { sizes.count }
  /// The number of rows that belong to no group.
  public var noise: Int { labels.count - sizes.reduce(0, +) }

  /// Names the groups of `raw` by falling size, and groups of one size by their first row.
  ///
  /// Rows with a negative number belong to no group.
  public init(grouping raw: [Int]) {
    (labels, sizes, _) = Self.name(raw)
  }

  /// The labels, and which raw number each label stands for.
  static func ordered(_ raw: [Int]) -> (labels: ClusterLabels, groups: [Int]) {
    let (labels, sizes, groups) = name(raw)
    return (ClusterLabels(labels: labels, sizes: sizes), groups)
  }

  private init(labels: [Int], sizes: [Int]) {
    self.labels = labels
    self.sizes = sizes
  }

  private static func name(_ raw: [Int]) -> (labels: [Int], sizes: [Int], groups: [Int]) {
    // A table by group, unless the numbers of the groups are far above those of rows.
    let largest = raw.max() ?? -1
    if largest > 4 * raw.count + 1024 {
      let numbers = Set(raw.filter { $0 >= 0 }).sorted()
      let place = Dictionary(uniqueKeysWithValues: zip(numbers, numbers.indices))
      let (labels, sizes, groups) = name(raw.map { place[$0] ?? -1 })
      return (labels, sizes, groups.map { numbers[$0] })
    }
    var size = [Int](repeating: 0, count: largest + 1)
    // Groups by their first row.
    var groups: [Int] = []
    for group in raw where group >= 0 {
      if size[group] == 0 { groups.append(group) }
      size[group] += 1
    }
    let order = groups.indices.sorted { a, b in
      let (sizeA, sizeB) = (size[groups[a]], size[groups[b]])
      return sizeA == sizeB ? a < b : sizeA > sizeB
    }
    groups = order.map { groups[$0] }
    var label = [Int](repeating: 0, count: largest + 1)
    for (index, group) in groups.enumerated() { label[group] = index + 1 }
    return (raw.map { $0 < 0 ? 0 : label[$0] }, groups.map { size[$0] }, groups)
  }

  /// The rows of each group, in order: those of label 1 first.
  public var members: [[Int]] {
    var members = sizes.map { size -> [Int] in
      var rows: [Int] = []
      rows.reserveCapacity(size)
      return rows
    }
    for (row, label) in labels.enumerated() where label > 0 { members[label - 1].append(row) }
    return members
  }
}
