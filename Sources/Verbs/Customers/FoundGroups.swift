import Language
import NumericalMethods
import Segmentation
import Tables

/// The groups that `cluster` found, and what is to be said of them.
struct FoundGroups {
  let labels: ClusterLabels
  let seed: UInt64
  /// How many groups and how good, in a few words each.
  private(set) var summary: [String] = []
  private(set) var warnings: [String] = []
  private(set) var selection: ClusterSelection?
  private(set) var tree: Dendrogram?
  private(set) var probabilities: [Double]?
  /// The silhouette of each row, or of those that were drawn.
  private(set) var silhouette: DrawnSilhouette?

  /// How other rows find their group, and from which places; nil if they cannot.
  private(set) var rule: ClusterModel.Rule?
  private(set) var places: [[Double]] = []
  /// The group of each place.
  private(set) var placeLabels: [Int] = []
  /// How many rows have their own group by that rule, where it is not how the groups were found.
  private(set) var keptRows: Int?

  /// The silhouettes of some rows; of all if `rows` is nil.
  struct DrawnSilhouette {
    var silhouette: Silhouette
    var rows: [Int]?
  }

  /// From so many rows on, the number of groups is chosen from some of them.
  private static let many = 25_000

  /// How often k-means starts: few rows cost little, and more starts miss the best groups less often.
  private static func starts(_ rows: Int) -> Int { min(50, max(10, 20_000 / max(1, rows))) }

  /// The most rows that a method takes, because it compares each with each.
  static func limit(of method: Cluster.Method) -> Int? {
    switch method {
    case .hierarchical: 20_000
    case .dbscan, .hdbscan: 100_000
    case .kmeans, .gmm: nil
    }
  }

  init(
    _ points: Matrix, _ verb: Cluster, seed: UInt64, _ execution: Execution
  ) throws {
    self.seed = seed
    if verb.findsCount {
      let crowds = try Crowds(points, verb, execution.part(0...0.7))
      labels = crowds.labels
      summary.append(crowds.summary)
      if labels.count == 0 {
        rule = .core(within: 0)
      } else {
        if let distance = crowds.distance {
          rule = .core(within: distance)
          places = points.lists(crowds.cores)
          placeLabels = crowds.cores.map { crowds.labels.labels[$0] }
        } else if let surroundings = crowds.surroundings {
          rule = .surroundings(surroundings)
          places = points.lists()
          placeLabels = crowds.labels.labels
        }
      }
      silhouette = try Self.drawn(points, labels, seed, execution.part(0.7...1))
      if labels.count == 0 { warnings.append("no part of the rows is crowded: all are noise") }
      if let mean = silhouette?.silhouette.mean { summary.append(Self.words(mean, silhouette)) }
      return
    }
    let way: GroupingMethod =
      switch verb.method {
      case .hierarchical: .hierarchical(Linkage(rawValue: verb.joining.rawValue) ?? .ward)
      case .gmm: .mixture(.full, seed: seed)
      default: .kMeans(starts: Self.starts(points.rows), seed: seed)
      }
    let rows =
      points.rows > Self.many
      ? ClusterSelection.rows(points.rows, upTo: ClusterSelection.silhouetteLimit, seed) : nil
    let selection = try ClusterSelection(
      of: rows.map { points.picking($0) } ?? points, counts: verb.groups.value.range, method: way,
      seed: seed, execution: execution.part(0...0.8))
    self.selection = selection
    let place = selection.rows.firstIndex { $0.count == selection.chosen } ?? 0
    let row = selection.rows[place]
    let fit = execution.part(0.8...0.95)
    switch verb.method {
    case .gmm:
      let model = try GaussianMixture(clusters: row.count, seed: seed).fit(points, execution: fit)
      (labels, probabilities) = (model.labels, model.probabilities)
      places = model.centres.lists()
      rule = .cloud(
        places.indices.map { place in
          let (factor, constant) = model.whitening(of: place)
          return ClusterModel.Cloud(factor: factor.lists(), constant: constant)
        })
    case .kmeans:
      let model = try KMeans(
        clusters: row.count, starts: Self.starts(points.rows), seed: seed
      ).fit(points, execution: fit)
      (labels, places, rule) = (model.labels, model.centres.lists(), .centre)
    default:
      labels = selection.labels[place]
      let centres = points.clusterMeans(labels)
      (places, rule) = (centres.lists(), .centre)
      keptRows = zip(points.nearestRows(of: centres), labels.labels).count { $0 + 1 == $1 }
    }
    placeLabels = Array(1...max(1, places.count))
    tree = selection.tree
    silhouette =
      rows == nil
      ? selection.silhouette.map {
        DrawnSilhouette(silhouette: $0, rows: selection.silhouetteRows)
      }
      : try Self.drawn(points, labels, seed, execution.part(0.95...1))
    var words = "k = \(labels.count)"
    if selection.rows.count > 1 {
      words += " of \(selection.rows[0].count) to \(selection.rows[selection.rows.count - 1].count)"
      if let rows { words += " (by \(rows.count.grouped) rows drawn)" }
    }
    if let mean = silhouette?.silhouette.mean { words += ", \(Self.words(mean, silhouette))" }
    if let stability = row.stability { words += ", stability \(Self.told(stability))" }
    if row.count > 1, selection.sampled < points.rows {
      words += " of \(selection.sampled.grouped) rows"
    }
    summary = [words]
    if row.count > 1, !selection.isStable {
      warnings.append(
        "these groups do not come back when rows are drawn again (stability below 0.75): they may "
          + "be a whim of the data")
    }
    if verb.method == .hierarchical, verb.joining == .single, let largest = labels.sizes.first,
      labels.count > 1, Double(largest) > 0.9 * Double(points.rows)
    {
      warnings.append("single linkage made one chain of nearly all rows; try `linkage: ward`")
    }
  }

  private static func words(_ mean: Double, _ silhouette: DrawnSilhouette?) -> String {
    let drawn = silhouette?.rows.map { " of \($0.count.grouped) rows" } ?? ""
    return "silhouette \(rounded(mean))\(drawn)"
  }

  /// The silhouettes of all rows, or of as many as can be compared with each other.
  private static func drawn(
    _ points: Matrix, _ labels: ClusterLabels, _ seed: UInt64, _ execution: Execution
  ) throws -> DrawnSilhouette? {
    let rows = ClusterSelection.rows(
      points.rows, upTo: ClusterSelection.silhouetteLimit, seed)
    // Labels of the drawn rows may come in another order by size; only the groups count.
    let some = rows.map { rows in ClusterLabels(grouping: rows.map { labels.labels[$0] - 1 }) }
    return try Silhouette(
      of: rows.map { points.picking($0) } ?? points, labels: some ?? labels, execution: execution
    ).map { DrawnSilhouette(silhouette: $0, rows: rows) }
  }

  /// A stability with two digits, or with as many as tell it from the limit that it is compared with.
  static func told(_ stability: Double) -> String {
    func text(_ number: Double, _ decimals: Int) -> String {
      DecimalNumber(number).rounded(decimals: decimals).text(decimals: decimals, grouped: false)
    }
    let limit = ClusterSelection.stabilityLimit
    let decimals = stability < limit ? (2...6).first { text(stability, $0) != text(limit, $0) } : 2
    return text(stability, decimals ?? 6)
  }

  static func rounded(_ number: Double) -> String {
    DecimalNumber(number).rounded(decimals: 2).text(decimals: 2, grouped: false)
  }
}

/// The crowded regions, and how they were found.
private struct Crowds {
  let labels: ClusterLabels
  /// How many there are and where, in a few words.
  let summary: String
  /// How far neighbours are at most, and the rows that have enough of them; `dbscan` only.
  private(set) var distance: Double?
  private(set) var cores: [Int] = []
  /// What `hdbscan` knows of each row.
  private(set) var surroundings: ClusterModel.Surroundings?

  init(_ points: Matrix, _ verb: Cluster, _ execution: Execution) throws {
    let least = verb.leastRows?.value ?? Cluster.standardLeastRows
    var place = "of \(least) rows at least"
    if verb.method == .hdbscan {
      let found = try HierarchicalDensityClusters(
        of: points, least: least, execution: execution)
      labels = found.labels
      surroundings = ClusterModel.Surroundings(
        neighbours: found.neighbours, widths: found.coreDistances, reaches: found.reaches)
    } else {
      let distance: Double
      if let given = try verb.radius() {
        distance = given
      } else {
        distance = try DensityClusters.suggestedDistance(
          of: points, neighbours: least, execution: execution.part(0...0.3))
      }
      let found = try DensityClusters(
        of: points, distance: distance, neighbours: least,
        execution: execution.part(0.3...1))
      labels = found.labels
      self.distance = distance
      cores = found.isCore.indices.filter { found.isCore[$0] }
      place = "with \(least) rows within \(FoundGroups.rounded(distance))"
    }
    summary =
      "\(labels.count.counted("group")) \(place), \(labels.noise.grouped) of no group"
  }
}

extension Matrix {
  /// The nearest of some centres for each row, the first of several.
  fileprivate func nearestRows(of centres: Matrix) -> [Int] {
    (0..<rows).map { row in
      var best = (centre: 0, square: Double.infinity)
      for centre in 0..<centres.rows {
        var square = 0.0
        for column in 0..<columns {
          let difference = self[row, column] - centres[centre, column]
          square += difference * difference
        }
        if square < best.square { best = (centre, square) }
      }
      return best.centre
    }
  }

  /// Some rows as lists of numbers; all without `rows`.
  fileprivate func lists(_ rows: [Int]? = nil) -> [[Double]] {
    (rows ?? Array(0..<self.rows)).map { row in (0..<columns).map { self[row, $0] } }
  }
}
