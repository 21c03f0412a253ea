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

    /// The places of the traits by falling effect, those that tell little and some `others` left
    /// out.
    public func strongest(
      _ count: Int = 3, effect least: Double = 0.2, besides others: Set<Int> = []
    ) -> [Int] {
      let order = traits.indices.filter {
        abs(traits[$0].effect) >= least && !others.contains($0)
      }.sorted {
        let (a, b) = (abs(traits[$0].effect), abs(traits[$1].effect))
        return a == b ? $0 < $1 : a > b
      }
      return Array(order.prefix(count))
    }
  }

  /// The groups, the largest first; rows without a group last.
  public let groups: [Group]

  /// The places of features that have the values of an earlier one in all rows, by that one's place.
  ///
  /// Who has no internet has `no internet service` in each column of a service, too.
  public let repeats: [Int: [Int]]

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
    repeats = Self.repeats(in: raw) { place in traits.map { $0[place].value } }
    let rows = Double(max(1, table.rowCount))
    let noise = labels.noise > 0 ? [0] : []
    groups = (Array(1..<count) + noise).map { label in
      let size = label == 0 ? labels.noise : labels.sizes[label - 1]
      return Group(label: label, size: size, share: Double(size) / rows, traits: traits[label])
    }
  }

  /// Columns are only compared where their `means` in all groups are the same.
  private static func repeats(
    in columns: [[Double?]], means: (Int) -> [Double]
  ) -> [Int: [Int]] {
    var firsts: [[Double]: [Int]] = [:]
    var repeats: [Int: [Int]] = [:]
    for place in columns.indices {
      let own = means(place)
      let candidates = firsts[own] ?? []
      if let first = candidates.first(where: { columns[$0] == columns[place] }) {
        repeats[first, default: []].append(place)
      } else {
        firsts[own] = candidates + [place]
      }
    }
    return repeats
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
