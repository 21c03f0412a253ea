import Language
import NumericalMethods
import Segmentation
import Tables

/// The groups that `cluster` found, and what is to be said of them.
struct FoundGroups {
  let labels: ClusterLabels
  /// Which number was chosen and why, in a few words.
  let summary: String
  let seed: UInt64
  var warnings: [String] = []
  private(set) var selection: ClusterSelection?
  private(set) var tree: Dendrogram?
  private(set) var probabilities: [Double]?

  init(
    _ points: Matrix, _ verb: Cluster, seed: UInt64, _ execution: Execution
  ) throws {
    self.seed = seed
    if verb.method == .dbscan {
      (labels, summary) = try Self.dense(points, execution)
      if labels.count == 0 { warnings.append("no part of the rows is crowded: all are noise") }
      return
    }
    let way: GroupingMethod =
      switch verb.method {
      case .hierarchical: .hierarchical(Linkage(rawValue: verb.linkage.rawValue) ?? .ward)
      case .gmm: .mixture(.full, seed: seed)
      default: .kMeans(starts: 10, seed: seed)
      }
    let selection = try ClusterSelection(
      of: points, counts: verb.groups.value.range, method: way, seed: seed, execution: execution)
    self.selection = selection
    let place = selection.rows.firstIndex { $0.count == selection.chosen } ?? 0
    let row = selection.rows[place]
    if case .hierarchical(let linkage) = way {
      tree = try Dendrogram(of: points, linkage: linkage, execution: execution)
    }
    if verb.method == .gmm {
      let model = try GaussianMixture(clusters: row.count, seed: seed).fit(
        points, execution: execution)
      labels = model.labels
      probabilities = model.probabilities
    } else {
      labels = selection.labels[place]
    }
    var words = "k = \(row.count)"
    if selection.rows.count > 1 {
      words += " of \(selection.rows[0].count) to \(selection.rows[selection.rows.count - 1].count)"
    }
    if let silhouette = row.silhouette { words += ", silhouette \(Self.rounded(silhouette))" }
    if let stability = row.stability { words += ", stability \(Self.rounded(stability))" }
    summary = words
    if row.count > 1, !selection.isStable {
      warnings.append(
        "these groups do not come back when rows are drawn again (stability below 0.75): they may "
          + "be a whim of the data")
    }
    if verb.method == .hierarchical, verb.linkage == .single, let largest = labels.sizes.first,
      labels.count > 1, Double(largest) > 0.9 * Double(points.rows)
    {
      warnings.append("single linkage made one chain of nearly all rows; try `linkage: ward`")
    }
  }

  private static func dense(
    _ points: Matrix, _ execution: Execution
  ) throws -> (ClusterLabels, String) {
    let distance = try DensityClusters.suggestedDistance(of: points, execution: execution)
    let found = try DensityClusters(of: points, distance: distance, execution: execution)
    return (
      found.labels,
      "\(found.labels.count.counted("group")) within \(rounded(distance)), "
        + "\(found.labels.noise.grouped) of no group"
    )
  }

  static func rounded(_ number: Double) -> String {
    DecimalNumber(number).rounded(decimals: 2).text(decimals: 2, grouped: false)
  }
}
