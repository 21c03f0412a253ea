public import NumericalMethods

/// Measures of how compact groups are and how far apart, from their centres alone.
public struct ClusterValidity: Hashable, Sendable {
  /// The mean over groups of the worst ratio of two groups' spread to their distance.
  ///
  /// Small is good (Davies and Bouldin 1979); infinite if two centres are one.
  public let daviesBouldin: Double
  /// The variance between groups over that within.
  ///
  /// Large is good (Caliński and Harabasz 1974).
  public let calinskiHarabasz: Double
  /// The sum of squared distances to the centres.
  public let inertia: Double

  /// Computes both for the rows that belong to a group; nil unless there are at least two groups
  /// and more rows than groups.
  public init?(of points: Matrix, labels: ClusterLabels) throws {
    try points.checkPoints()
    guard labels.labels.count == points.rows else {
      throw SegmentationError.lengths("points and labels")
    }
    let count = labels.count
    let rows = labels.labels.count - labels.noise
    guard count >= 2, rows > count else { return nil }
    let centres = points.clusterMeans(labels)
    var spread = [Double](repeating: 0, count: count)
    var within = 0.0
    for (row, label) in labels.labels.enumerated() where label > 0 {
      var sum = 0.0
      for column in 0..<points.columns {
        let difference = points[row, column] - centres[label - 1, column]
        sum += difference * difference
      }
      within += sum
      spread[label - 1] += sum.squareRoot()
    }
    for group in 0..<count { spread[group] /= Double(labels.sizes[group]) }
    var between = 0.0
    for column in 0..<points.columns {
      var mean = 0.0
      for group in 0..<count { mean += Double(labels.sizes[group]) * centres[group, column] }
      mean /= Double(rows)
      for group in 0..<count {
        let difference = centres[group, column] - mean
        between += Double(labels.sizes[group]) * difference * difference
      }
    }
    var worst = 0.0
    for first in 0..<count {
      var ratio = 0.0
      for second in 0..<count where second != first {
        var squared = 0.0
        for column in 0..<points.columns {
          let difference = centres[first, column] - centres[second, column]
          squared += difference * difference
        }
        let spreads = spread[first] + spread[second]
        ratio = max(ratio, spreads == 0 ? 0 : spreads / squared.squareRoot())
      }
      worst += ratio
    }
    daviesBouldin = worst / Double(count)
    inertia = within
    calinskiHarabasz =
      within == 0 ? 1 : between / Double(count - 1) / (within / Double(rows - count))
  }
}

extension Matrix {
  /// The means of the rows of each group, one a row, label 1 first.
  public func clusterMeans(_ labels: ClusterLabels) -> Matrix {
    var result = Matrix(rows: labels.count, columns: columns)
    for column in 0..<columns {
      for (row, label) in labels.labels.enumerated() where label > 0 {
        result[label - 1, column] += self[row, column]
      }
      for group in 0..<labels.count { result[group, column] /= Double(labels.sizes[group]) }
    }
    return result
  }
}
