import NumericalMethods
import Segmentation
import Testing

@Suite("k-means")
struct KMeansTests {
  @Test(.enabled(if: RealData.isThere, "TEFF_DATA names no folder"))
  func `From given rows, the centres are scikit-learn's`() throws {
    let mall = try RealData.mall()
    let rows = [0, 1, 60, 123, 124]
    let start = Matrix(rows: rows.map { [mall[$0, 0], mall[$0, 1]] })
    let model = try KMeans(clusters: 5, tolerance: 0).fit(mall, from: start)
    let expected = Peer.all["mall_lloyd"]
    #expect(agree(model.inertia, expected["inertia"].number, 1e-12))
    #expect(model.iterations == Int(expected["n_iter"].number))
    let ours = (0..<5).map { [model.centres[$0, 0], model.centres[$0, 1]] }
    for centre in expected["centers"].items.map(\.numbers) {
      #expect(ours.contains { agree($0, centre, 1e-12) })
    }
  }

  @Test func `Centres are the means of their rows, and each row is nearest to its own`() throws {
    let points = Sample.clouds(900, 3, centres: 5)
    let model = try KMeans(clusters: 5, tolerance: 0).fit(points)
    let means = points.clusterMeans(model.labels)
    #expect(agree(model.centres.values, means.values, 1e-12))
    let predicted = model.predict(points)
    #expect(predicted.map { $0?.label } == model.labels.labels)
    let sum = predicted.reduce(0) { $0 + ($1?.distance ?? .nan) * ($1?.distance ?? .nan) }
    #expect(agree(sum, model.inertia, 1e-10))
    #expect(model.labels.sizes == model.labels.sizes.sorted(by: >))
    let missing = Matrix(rows: [[0, .nan, 0]])
    #expect(model.predict(missing)[0] == nil)
  }

  @Test func `Well parted clouds are found whatever the seed`() throws {
    let points = Sample.clouds(30_000, 2, centres: 3, spread: 0.1, seed: 8)
    let first = try KMeans(clusters: 3, seed: 1).fit(points)
    let second = try KMeans(clusters: 3, seed: 2).fit(points)
    #expect(first.labels == second.labels)
    #expect(agree(first.inertia, second.inertia, 1e-9))
  }

  // Up to 16 clusters, processors with wide vectors keep the moves of all centres in registers.
  @Test(arguments: [
    (2, false), (7, false), (16, false), (17, false), (70, false), (2, true), (7, true),
  ])
  func `The bounds change nothing: groups are those of plain iterations`(
    clusters: Int, onGrid: Bool
  )
    throws
  {
    // On a grid many rows are as far from one centre as from another.
    var points = Sample.clouds(9_005, 3, centres: 5)
    if onGrid {
      points = Matrix(rows: points.rows, columns: 3, values: points.values.map { $0.rounded() })
    }
    let start = Matrix(rows: (0..<clusters).map { row in (0..<3).map { points[row * 101, $0] } })
    let steps = 12
    let model = try KMeans(clusters: clusters, iterations: steps, tolerance: 0).fit(
      points, from: start)
    var centres = start
    for _ in 0..<model.iterations {
      let labels = KMeansTests.nearest(points, centres)
      var sums = Matrix(rows: clusters, columns: 3)
      var counts = [Double](repeating: 0, count: clusters)
      for (row, label) in labels.enumerated() {
        counts[label] += 1
        for column in 0..<3 { sums[label, column] += points[row, column] }
      }
      for label in 0..<clusters where counts[label] > 0 {
        for column in 0..<3 { centres[label, column] = sums[label, column] / counts[label] }
      }
    }
    var inertia = 0.0
    for (row, label) in KMeansTests.nearest(points, centres).enumerated() {
      for column in 0..<3 {
        let difference = points[row, column] - centres[label, column]
        inertia += difference * difference
      }
    }
    #expect(agree(model.inertia, inertia, 1e-9))
  }

  /// The nearest of `centres` for each row, the first of equally near ones.
  private static func nearest(_ points: Matrix, _ centres: Matrix) -> [Int] {
    (0..<points.rows).map { row in
      var best = (label: 0, squared: Double.infinity)
      for label in 0..<centres.rows {
        var sum = 0.0
        for column in 0..<points.columns {
          let difference = points[row, column] - centres[label, column]
          sum += difference * difference
        }
        if sum < best.squared { best = (label, sum) }
      }
      return best.label
    }
  }

  // With the second tolerance Lloyd's iterations end long before their centres are means.
  @Test(arguments: [1e-4, 0.5])
  func `Where rows are few, none would be better off in another group`(tolerance: Double) throws {
    let points = Sample.clouds(300, 2, centres: 5, spread: 4)
    let model = try KMeans(clusters: 6, starts: 3, tolerance: tolerance).fit(points)
    let means = points.clusterMeans(model.labels)
    let sizes = model.labels.sizes.map { Double($0) }
    #expect(sizes.count == 6 && model.iterations >= 1)
    func squared(_ row: Int, _ group: Int) -> Double {
      (0..<2).reduce(0) { sum, column in
        let difference = points[row, column] - means[group, column]
        return sum + difference * difference
      }
    }
    for (row, label) in model.labels.labels.enumerated() where sizes[label - 1] > 1 {
      let own = label - 1
      let gain = sizes[own] / (sizes[own] - 1) * squared(row, own)
      for group in sizes.indices where group != own {
        #expect(gain <= sizes[group] / (sizes[group] + 1) * squared(row, group) * (1 + 1e-6))
      }
    }
  }

  @Test func `Few different rows are too few for many groups`() throws {
    let points = Matrix(rows: [[1, 1], [1, 1], [2, 2], [2, 2]])
    #expect(try KMeans(clusters: 2).fit(points).labels.labels == [1, 1, 2, 2])
    #expect(throws: SegmentationError.tooFewRows(rows: 2, needed: 3)) {
      try KMeans(clusters: 3).fit(points)
    }
  }

  @Test func `A centre that loses its rows takes the farthest row`() throws {
    let points = Matrix(rows: [[0], [1], [10], [11], [100]])
    let start = Matrix(rows: [[0], [1000], [10]])
    let model = try KMeans(clusters: 3).fit(points, from: start)
    #expect(model.labels.labels == [1, 1, 2, 2, 3])
  }
}
