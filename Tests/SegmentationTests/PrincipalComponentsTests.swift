import Glibc
import NumericalMethods
import Segmentation
import Testing

@Suite("Principal components")
struct PrincipalComponentsTests {
  /// The columns less their means, over their deviations.
  private func standardised(_ points: Matrix) -> Matrix {
    var result = points
    for column in 0..<points.columns {
      let values = points[column: column]
      let mean = values.reduce(0, +) / Double(points.rows)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(points.rows)
      for row in 0..<points.rows {
        result[row, column] = (points[row, column] - mean) / variance.squareRoot()
      }
    }
    return result
  }

  @Test(.enabled(if: RealData.isThere, "TEFF_DATA names no folder"))
  func `The wholesaler's customers vary as scikit-learn says`() throws {
    let wholesale = try RealData.wholesale()
    let components = try PrincipalComponents(of: standardised(wholesale))
    let expected = Peer.all["wholesale_pca_standardised"]
    #expect(agree(components.variances, expected["explained_variance"].numbers, 1e-10))
    #expect(agree(components.shares, expected["ratio"].numbers, 1e-10))
    #expect(agree(components.loadings[column: 0].map { abs($0) }, expected["pc1_abs"].numbers))
    var logged = wholesale
    for index in logged.values.indices { logged.values[index] = log1p(wholesale.values[index]) }
    let ofLogs = try PrincipalComponents(of: standardised(logged))
    #expect(agree(ofLogs.shares, Peer.all["wholesale_log1p_pca_ratio"].numbers, 1e-10))
    let tree = try Dendrogram(of: standardised(logged))
    let heights = Peer.all["wholesale_ward_log1p"]["last4_heights"].numbers
    #expect(agree(tree.merges.suffix(4).map(\.height), heights, 1e-11))
  }

  @Test func `Scores have the variances, no correlation, and keep the distances`() throws {
    let points = Sample.clouds(700, 5)
    let components = try PrincipalComponents(of: points)
    let scores = try components.scores(of: points)
    let gram = try scores.gram()
    for a in 0..<5 {
      for b in 0..<5 {
        let expected = a == b ? components.variances[a] : 0
        #expect(agree(gram[a, b] / 699, expected, 1e-10))
      }
    }
    #expect(agree(components.shares.reduce(0, +), 1, 1e-12))
    for (i, j) in [(0, 1), (17, 600), (3, 5)] {
      func distance(_ m: Matrix) -> Double {
        (0..<5).reduce(0) { $0 + (m[i, $1] - m[j, $1]) * (m[i, $1] - m[j, $1]) }
      }
      #expect(agree(distance(points), distance(scores), 1e-10))
    }
    for column in 0..<5 {
      let loading = Array(components.loadings[column: column])
      let largest = loading.max { abs($0) < abs($1) } ?? 0
      #expect(largest > 0)
    }
  }

  @Test func `Fewer components are the first of all`() throws {
    let points = Sample.clouds(100, 6)
    let all = try PrincipalComponents(of: points)
    let two = try PrincipalComponents(of: points, count: 2)
    #expect(two.variances == Array(all.variances[..<2]))
    #expect(two.shares == Array(all.shares[..<2]))
    #expect(try two.scores(of: points).columns == 2)
  }

  @Test func `Columns that never change have no direction`() throws {
    let points = Matrix(rows: [[1, 5], [2, 5], [4, 5]])
    let components = try PrincipalComponents(of: points)
    #expect(agree(components.shares, [1, 0], 1e-15))
    #expect(throws: SegmentationError.self) {
      try PrincipalComponents(of: Matrix(rows: [[1, 2]]))
    }
  }
}
