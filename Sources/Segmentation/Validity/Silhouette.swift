public import NumericalMethods

/// How much nearer each row is to its own group than to the next one: from -1 to 1.
///
/// s = (b - a) / max(a, b), with a the mean distance to the other rows of its group and b that to
/// the rows of the nearest other group; 0 for a row that is a group of its own (Rousseeuw 1987).
public struct Silhouette: Hashable, Sendable {
  /// One value a row; 0 for rows without a group.
  public let values: [Double]
  /// The mean over the rows that belong to a group.
  public let mean: Double
  /// The mean of each group, label 1 first.
  public let clusterMeans: [Double]

  /// Computes all values from all pairs of rows; nil if there are fewer than two groups.
  ///
  /// Rows without a group take no part. It needs memory for a number a row and group.
  public init?(
    of points: Matrix, labels: ClusterLabels, execution: Execution = Execution()
  ) throws {
    try points.checkPoints()
    guard labels.labels.count == points.rows else {
      throw SegmentationError.lengths("points and labels")
    }
    guard labels.count >= 2 else { return nil }
    let sums = try ClusterDistanceSums(points, labels, execution)
    self.init(sums, labels: labels, groups: Array(0..<labels.count))
  }

  /// The values from sums of distances to small groups, of which each belongs to the label
  /// `groups[small] + 1`.
  init(_ sums: ClusterDistanceSums, labels: ClusterLabels, groups: [Int]) {
    var values = [Double](repeating: 0, count: labels.labels.count)
    var totals = [Double](repeating: 0, count: labels.count)
    var distances = [Double](repeating: 0, count: labels.count)
    for (row, label) in labels.labels.enumerated() where label > 0 {
      for index in distances.indices { distances[index] = 0 }
      sums.withSums(of: row) { sums in
        for (small, group) in groups.enumerated() { distances[group] += sums[small] }
      }
      let own = label - 1
      if labels.sizes[own] > 1 {
        let a = distances[own] / Double(labels.sizes[own] - 1)
        var b = Double.infinity
        for group in distances.indices where group != own {
          b = min(b, distances[group] / Double(labels.sizes[group]))
        }
        let larger = max(a, b)
        values[row] = larger > 0 ? (b - a) / larger : 0
      }
      totals[own] += values[row]
    }
    self.values = values
    mean = totals.reduce(0, +) / Double(max(1, labels.labels.count - labels.noise))
    clusterMeans = zip(totals, labels.sizes).map { $0 / Double($1) }
  }
}

extension Dendrogram {
  /// The labels and silhouettes of several cuts of the tree, from one look at all pairs.
  ///
  /// The finest cut is summed up; those of coarser cuts are sums of its sums. Counts below 2 or
  /// above the number of rows are left out.
  public func silhouettes(
    of points: Matrix, counts: ClosedRange<Int>, execution: Execution = Execution()
  ) throws -> [(labels: ClusterLabels, silhouette: Silhouette)] {
    try points.checkPoints()
    guard points.rows == leafCount else { throw SegmentationError.lengths("points and leaves") }
    guard counts.upperBound >= 2, max(2, counts.lowerBound) <= leafCount else { return [] }
    let counts = max(2, counts.lowerBound)...min(counts.upperBound, leafCount)
    let finest = try labels(count: counts.upperBound)
    let sums = try ClusterDistanceSums(points, finest, execution)
    let firstRows = finest.members.map { $0[0] }
    return try counts.map { count in
      let labels = count == counts.upperBound ? finest : try self.labels(count: count)
      let groups = firstRows.map { labels.labels[$0] - 1 }
      return (labels, Silhouette(sums, labels: labels, groups: groups))
    }
  }
}
