public import NumericalMethods

/// Which number of groups the data support: all measures for all counts, and a choice.
public struct ClusterSelection: Hashable, Sendable {
  /// The measures of one count.
  public struct Row: Hashable, Sendable {
    /// The number of groups.
    public var count: Int
    /// The mean silhouette; nil for one group.
    public var silhouette: Double?
    /// Small is good; nil for one group.
    public var daviesBouldin: Double?
    /// Large is good; nil for one group.
    public var calinskiHarabasz: Double?
    /// Large is good.
    public var gap: Double?
    /// The mean Jaccard index of the groups in samples drawn again.
    public var stability: Double?
    /// The sum of squared distances to the centres.
    public var inertia: Double
  }

  /// One row for each count.
  public let rows: [Row]
  /// The labels for each count.
  public let labels: [ClusterLabels]
  /// The count with the best mean rank among those that are stable.
  public let chosen: Int
  /// Whether the chosen groups come back when rows are drawn again.
  public let isStable: Bool
  /// The number of rows that gap and stability were computed from; less than all for large tables.
  public let sampled: Int
  /// The tree that was cut, for a hierarchical method.
  public let tree: Dendrogram?
  /// The silhouette of the chosen groups; nil for one group.
  public let silhouette: Silhouette?
  /// The rows of `silhouette`, where there were too many for all.
  public let silhouetteRows: [Int]?

  /// The stability from which groups count as real.
  public static let stabilityLimit = 0.75
  /// The most rows for gap and stability, which group many samples.
  public static let sampleLimit = 2_000
  /// The most rows for silhouettes of groups without a tree, which compare each row with each.
  public static let silhouetteLimit = 20_000

  /// Groups `points` for all `counts` that their rows allow, and measures each.
  ///
  /// The chosen count has the best mean rank by silhouette, Davies-Bouldin, Caliński-Harabasz and
  /// gap among those with a stability of at least 0.75; without such, the most stable one. Ties go
  /// to the smaller count.
  public init(
    of points: Matrix, counts: ClosedRange<Int> = 2...10, method: GroupingMethod,
    seed: UInt64 = 42, samples: Int = 50, references: Int = 20, execution: Execution = Execution()
  ) throws {
    try points.checkPoints()
    let distinct = points.distinctRows(upTo: counts.upperBound)
    guard counts.lowerBound >= 1 else {
      throw SegmentationError.setting("the number of groups", mustBe: "at least 1")
    }
    guard counts.lowerBound <= distinct else {
      throw SegmentationError.tooFewRows(rows: distinct, needed: counts.lowerBound)
    }
    let wanted = Array(counts.lowerBound...min(counts.upperBound, distinct))
    let small = Self.sample(points, seed)
    sampled = small.rows
    let possible = wanted.filter { $0 <= small.distinctRows(upTo: wanted.count + 1 + $0) }
    let labels: [ClusterLabels]
    let silhouettes: [Silhouette?]
    if case .hierarchical(let linkage) = method {
      let tree = try Dendrogram(of: points, linkage: linkage, execution: execution.part(0...0.2))
      labels = try wanted.map { try tree.labels(count: $0) }
      let cuts = try tree.silhouettes(
        of: points, counts: counts.lowerBound...wanted[wanted.count - 1],
        execution: execution.part(0.2...0.4))
      silhouettes = wanted.map { count in
        cuts.first { $0.labels.count == count }?.silhouette
      }
      (self.tree, silhouetteRows) = (tree, nil)
    } else {
      labels = try method.labels(of: points, counts: wanted, execution: execution.part(0...0.2))
      let rows = Self.rows(points.rows, upTo: Self.silhouetteLimit, seed)
      let shown = rows.map { points.picking($0) } ?? points
      let width = 0.2 / Double(labels.count)
      silhouettes = try labels.enumerated().map { index, all in
        let labels = rows.map { rows in ClusterLabels(grouping: rows.map { all.labels[$0] - 1 }) }
        let start = 0.2 + width * Double(index)
        return try Silhouette(
          of: shown, labels: labels ?? all, execution: execution.part(start...(start + width)))
      }
      (tree, silhouetteRows) = (nil, rows)
    }
    let gap = try GapStatistic(
      of: small, counts: possible, method: method.quick, references: references, seed: seed,
      execution: execution.part(0.4...0.6))
    let stability = try ClusterStability(
      of: small, counts: possible, method: method.quick, samples: samples, seed: seed,
      execution: execution.part(0.6...1))
    let rows = try wanted.indices.map { index in
      let validity = try ClusterValidity(of: points, labels: labels[index])
      let place = possible.firstIndex(of: wanted[index])
      return Row(
        count: wanted[index], silhouette: silhouettes[index]?.mean,
        daviesBouldin: validity?.daviesBouldin, calinskiHarabasz: validity?.calinskiHarabasz,
        gap: place.map { gap.gaps[$0] }, stability: place.map { stability.means[$0] },
        inertia: validity?.inertia ?? Self.inertia(points, labels[index]))
    }
    self.rows = rows
    self.labels = labels
    let (chosen, isStable) = Self.choose(rows)
    (self.chosen, self.isStable) = (chosen, isStable)
    silhouette = wanted.firstIndex(of: chosen).flatMap { silhouettes[$0] }
    execution.progress?(1)
  }

  /// The rows for gap and stability: all, or as many as are quick, drawn without replacement.
  private static func sample(_ points: Matrix, _ seed: UInt64) -> Matrix {
    rows(points.rows, upTo: sampleLimit, seed).map { points.picking($0) } ?? points
  }

  /// As many of `count` rows as `limit` says, drawn without replacement; nil if all fit.
  public static func rows(_ count: Int, upTo limit: Int, _ seed: UInt64) -> [Int]? {
    guard count > limit else { return nil }
    var generator = SeededGenerator(seed: seed).stream(1_000_000)
    var rows = Array(0..<count)
    generator.shuffle(&rows)
    return rows[..<limit].sorted()
  }

  private static func inertia(_ points: Matrix, _ labels: ClusterLabels) -> Double {
    let centres = points.clusterMeans(labels)
    var sum = 0.0
    for (row, label) in labels.labels.enumerated() where label > 0 {
      for column in 0..<points.columns {
        let difference = points[row, column] - centres[label - 1, column]
        sum += difference * difference
      }
    }
    return sum
  }

  /// The choice from measures that are known.
  static func choose(_ rows: [Row]) -> (count: Int, isStable: Bool) {
    let stable = rows.filter { $0.stability ?? 0 >= stabilityLimit }
    guard !stable.isEmpty else {
      let best = rows.max {
        let (a, b) = ($0.stability ?? 0, $1.stability ?? 0)
        return a == b ? $0.count > $1.count : a < b
      }
      return (best?.count ?? 1, false)
    }
    // Each measure so that large is good.
    let measures: [(Row) -> Double?] = [
      { $0.silhouette }, { $0.daviesBouldin.map { -$0 } }, { $0.calinskiHarabasz }, { $0.gap },
    ]
    let ranks = stable.map { row in
      measures.reduce(0.0) { sum, measure in
        let own = measure(row) ?? -.infinity
        return sum + Double(stable.count { measure($0) ?? -.infinity > own })
      }
    }
    let best = stable.indices.min {
      ranks[$0] == ranks[$1] ? stable[$0].count < stable[$1].count : ranks[$0] < ranks[$1]
    }
    return (stable[best ?? 0].count, true)
  }
}
