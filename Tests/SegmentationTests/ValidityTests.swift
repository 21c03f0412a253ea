import NumericalMethods
import Segmentation
import Testing

@Suite("How good groups are")
struct ValidityTests {
  private let points = Peer.all["points12"].matrix

  @Test func `Twelve points have scikit-learn's silhouettes and measures`() throws {
    let labels = try Dendrogram(of: points).labels(count: 4)
    let expected = Peer.all["validity12_ward_k4"]
    let silhouette = try #require(try Silhouette(of: points, labels: labels))
    #expect(agree(silhouette.values, expected["silhouette_samples"].numbers, 1e-13))
    #expect(agree(silhouette.mean, expected["silhouette"].number, 1e-13))
    let validity = try #require(try ClusterValidity(of: points, labels: labels))
    #expect(agree(validity.daviesBouldin, expected["davies_bouldin"].number, 1e-13))
    #expect(agree(validity.calinskiHarabasz, expected["calinski_harabasz"].number, 1e-13))
  }

  /// The silhouette by its definition.
  private func defined(_ points: Matrix, _ labels: ClusterLabels) -> [Double] {
    (0..<points.rows).map { row in
      var sums = [Double](repeating: 0, count: labels.count)
      for other in 0..<points.rows {
        var squared = 0.0
        for column in 0..<points.columns {
          let difference = points[row, column] - points[other, column]
          squared += difference * difference
        }
        if labels.labels[other] > 0 { sums[labels.labels[other] - 1] += squared.squareRoot() }
      }
      let own = labels.labels[row] - 1
      guard own >= 0, labels.sizes[own] > 1 else { return 0 }
      let a = sums[own] / Double(labels.sizes[own] - 1)
      let b =
        (0..<labels.count).filter { $0 != own }
        .map { sums[$0] / Double(labels.sizes[$0]) }.min() ?? 0
      return (b - a) / max(a, b)
    }
  }

  @Test(arguments: [20, 63, 64, 65, 700, 1301])
  func `Silhouettes follow their definition, noise left out`(rows: Int) throws {
    let points = Sample.clouds(rows, 3)
    let raw = try KMeans(clusters: 5).fit(points).labels.labels
    let labels = ClusterLabels(grouping: raw.enumerated().map { $0 % 11 == 3 ? -1 : $1 })
    let silhouette = try #require(try Silhouette(of: points, labels: labels))
    #expect(agree(silhouette.values, defined(points, labels), 1e-12))
    let counted = Double(rows - labels.noise)
    #expect(agree(silhouette.mean, silhouette.values.reduce(0, +) / counted, 1e-12))
  }

  @Test func `All cuts of a tree have the silhouettes of each cut alone`() throws {
    let points = Sample.clouds(500, 4, centres: 6)
    let tree = try Dendrogram(of: points)
    let together = try tree.silhouettes(of: points, counts: 2...9)
    #expect(together.map(\.labels.count) == Array(2...9))
    for (labels, silhouette) in together {
      let alone = try #require(try Silhouette(of: points, labels: labels))
      #expect(agree(silhouette.values, alone.values, 1e-12))
    }
    #expect(try tree.silhouettes(of: points, counts: 600...700).isEmpty)
  }

  @Test func `One group has no silhouette and no measures`() throws {
    let one = ClusterLabels(grouping: [Int](repeating: 0, count: 12))
    #expect(try Silhouette(of: points, labels: one) == nil)
    #expect(try ClusterValidity(of: points, labels: one) == nil)
    let each = ClusterLabels(grouping: Array(0..<12))
    #expect(try ClusterValidity(of: points, labels: each) == nil)
    #expect(try Silhouette(of: points, labels: each)?.mean == 0)
  }

  @Test(.enabled(if: RealData.isThere, "TEFF_DATA names no folder"), arguments: 2...10)
  func `The mall's customers reach the best sums of squares known`(clusters: Int) throws {
    let mall = try RealData.mall()
    let model = try KMeans(clusters: clusters, starts: 50).fit(mall)
    let expected = Peer.all["mall_income_score"]["\(clusters)"]
    guard clusters <= 6 else {
      // With many groups there are better places than were known.
      #expect(model.inertia <= expected["best_inertia"].number * (1 + 1e-9))
      return
    }
    #expect(agree(model.inertia, expected["best_inertia"].number, 1e-9))
    #expect(model.labels.sizes.sorted().map { Double($0) } == expected["sizes_sorted"].numbers)
    let silhouette = try #require(try Silhouette(of: mall, labels: model.labels))
    #expect(agree(silhouette.mean, expected["silhouette"].number, 1e-9))
    let validity = try #require(try ClusterValidity(of: mall, labels: model.labels))
    #expect(agree(validity.daviesBouldin, expected["davies_bouldin"].number, 1e-9))
    #expect(agree(validity.calinskiHarabasz, expected["calinski_harabasz"].number, 1e-9))
    #expect(agree(validity.inertia, model.inertia, 1e-12))
  }
}
