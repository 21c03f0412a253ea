public import NumericalMethods

/// How well groups come back when the rows are drawn again: one value for each count and group.
///
/// Of each group the best Jaccard index among the groups of a sample, over the rows that are in the
/// sample, is averaged over samples (Hennig 2007). Below 0.6 a group is a whim of the data, from
/// 0.75 on it is real, above 0.85 firm.
public struct ClusterStability: Hashable, Sendable {
  /// The numbers of groups.
  public let counts: [Int]
  /// For each count the index of each group, label 1 first.
  public let groups: [[Double]]
  /// For each count the mean over its groups.
  public var means: [Double] { groups.map { $0.reduce(0, +) / Double(max(1, $0.count)) } }

  /// Draws `samples` samples with replacement, and groups each as `method` does.
  public init(
    of points: Matrix, counts: [Int], method: GroupingMethod, samples: Int = 50,
    seed: UInt64 = 42, execution: Execution = Execution()
  ) throws {
    try points.checkPoints()
    guard samples >= 1 else {
      throw SegmentationError.setting("the number of samples", mustBe: "at least 1")
    }
    self.counts = counts
    let own = try method.labels(of: points, counts: counts, execution: execution.alone)
    let generator = SeededGenerator(seed: seed)
    let found = Results<[[Double]]>(count: samples)
    try execution.share(samples) { sample in
      var stream = generator.stream(sample)
      let rows = (0..<points.rows).map { _ in stream.uniform(below: points.rows) }.sorted()
      let drawn = points.picking(rows)
      // A sample may have fewer different rows than groups are wanted.
      let distinct = drawn.distinctRows(upTo: counts.max() ?? 1)
      let possible = counts.filter { $0 <= distinct }
      let labels = try method.labels(of: drawn, counts: possible, execution: execution.alone)
      found.set(
        sample,
        counts.indices.map { index in
          guard let place = possible.firstIndex(of: counts[index]) else {
            return [Double](repeating: 0, count: own[index].count)
          }
          return Self.jaccard(own[index], labels[place], rows)
        })
      execution.progress?(Double(found.count) / Double(samples))
    }
    let all = found.all
    groups = counts.indices.map { index in
      (0..<own[index].count).map { group in
        all.reduce(0) { $0 + $1[index][group] } / Double(samples)
      }
    }
  }

  /// For each group the best index among the sample's groups; rows drawn twice count once.
  private static func jaccard(
    _ own: ClusterLabels, _ sample: ClusterLabels, _ rows: [Int]
  ) -> [Double] {
    var together = [[Double]](
      repeating: [Double](repeating: 0, count: sample.count), count: own.count)
    var ofOwn = [Double](repeating: 0, count: own.count)
    var ofSample = [Double](repeating: 0, count: sample.count)
    for (index, row) in rows.enumerated() where index == 0 || rows[index - 1] != row {
      let (a, b) = (own.labels[row] - 1, sample.labels[index] - 1)
      if a >= 0 { ofOwn[a] += 1 }
      if b >= 0 { ofSample[b] += 1 }
      if a >= 0 && b >= 0 { together[a][b] += 1 }
    }
    return ofOwn.indices.map { a in
      ofSample.indices.reduce(0) { best, b in
        let union = ofOwn[a] + ofSample[b] - together[a][b]
        return union > 0 ? max(best, together[a][b] / union) : best
      }
    }
  }
}
