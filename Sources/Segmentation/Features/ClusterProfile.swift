import Glibc
public import Tables

/// What makes each group different from all rows.
public struct ClusterProfile: Hashable, Sendable {
  /// How a group differs in one feature.
  public struct Trait: Hashable, Sendable {
    /// The feature.
    public var feature: Feature
    /// The mean in the group, in the table's own unit; the share of a level or of true.
    public var value: Double
    /// The mean, or the share, in all rows.
    public var overall: Double
    /// How much the group differs: in deviations of all rows; for shares Cohen's h.
    ///
    /// Beyond ±0.2 small, ±0.5 middling, ±0.8 large.
    public var effect: Double
  }

  /// One group.
  public struct Group: Hashable, Sendable {
    /// The label, 1 the largest group; 0 for rows that belong to none.
    public var label: Int
    /// The number of rows.
    public var size: Int
    /// The share of all rows.
    public var share: Double
    /// Each feature in the order of the space.
    public var traits: [Trait]

    /// The traits by falling effect, those that tell little left out.
    public func strongest(_ count: Int = 3, effect least: Double = 0.2) -> [Trait] {
      let order = traits.indices.filter { abs(traits[$0].effect) >= least }.sorted {
        let (a, b) = (abs(traits[$0].effect), abs(traits[$1].effect))
        return a == b ? $0 < $1 : a > b
      }
      return order.prefix(count).map { traits[$0] }
    }
  }

  /// The groups, the largest first; rows without a group last.
  public let groups: [Group]

  /// Compares the groups of `table`'s rows in all features; missing values are left out of means.
  public init(
    of table: Table, in space: FeatureSpace, labels: ClusterLabels,
    execution: Execution = Execution()
  ) throws {
    guard labels.labels.count == table.rowCount else {
      throw SegmentationError.lengths("rows and labels")
    }
    let raw = try space.rawValues(of: table, execution)
    let count = labels.count + 1
    var traits = [[Trait]](repeating: [], count: count)
    for (feature, values) in zip(space.features, raw) {
      try execution.check()
      var sums = [Double](repeating: 0, count: count)
      var known = [Double](repeating: 0, count: count)
      var squares = 0.0
      for (row, value) in values.enumerated() {
        guard let value else { continue }
        sums[labels.labels[row]] += value
        known[labels.labels[row]] += 1
      }
      let total = known.reduce(0, +)
      let overall = total > 0 ? sums.reduce(0, +) / total : 0
      for value in values { if let value { squares += (value - overall) * (value - overall) } }
      let deviation = total > 0 ? (squares / total).squareRoot() : 0
      for label in 0..<count {
        let value = known[label] > 0 ? sums[label] / known[label] : overall
        traits[label].append(
          Trait(
            feature: feature, value: value, overall: overall,
            effect: Self.effect(feature, value, overall, deviation)))
      }
    }
    let rows = Double(max(1, table.rowCount))
    let noise = labels.noise > 0 ? [0] : []
    groups = (Array(1..<count) + noise).map { label in
      let size = label == 0 ? labels.noise : labels.sizes[label - 1]
      return Group(label: label, size: size, share: Double(size) / rows, traits: traits[label])
    }
  }

  private static func effect(
    _ feature: Feature, _ value: Double, _ overall: Double, _ deviation: Double
  ) -> Double {
    switch feature.kind {
    case .level, .flag:
      2 * (asin(min(1, max(0, value)).squareRoot()) - asin(min(1, max(0, overall)).squareRoot()))
    default: deviation > 0 ? (value - overall) / deviation : 0
    }
  }
}
