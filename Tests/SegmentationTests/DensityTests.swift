import NumericalMethods
import Segmentation
import Testing

@Suite("Crowded regions, and clouds that overlap")
struct DensityTests {
  private func points(_ name: String) -> Matrix {
    name == "2000x2"
      ? Customers.synthetic(2000, columns: 2, clouds: 6, spread: 0.35)
      : Customers.synthetic(600, columns: 3, clouds: 4, spread: 0.8)
  }

  @Test(arguments: [("2000x2", 0.25), ("600x3", 0.7)])
  func `Cores and noise are scikit-learn's`(name: String, distance: Double) throws {
    let points = points(name)
    let found = try DensityClusters(of: points, distance: distance, neighbours: 5)
    let expected = Peer.all["density_and_mixtures"][name]
    #expect(Double(found.isCore.count { $0 }) == expected["dbscan_cores"].number)
    #expect(Double(found.labels.noise) == expected["dbscan_noise"].number)
    #expect(Double(found.labels.count) == expected["dbscan_clusters"].number)
    var cores = [Double](repeating: 0, count: found.labels.count)
    for (row, label) in found.labels.labels.enumerated() where found.isCore[row] {
      cores[label - 1] += 1
    }
    #expect(cores.sorted(by: >) == expected["dbscan_core_sizes"].numbers)
  }

  @Test(arguments: [("2000x2", 25), ("600x3", 15)])
  func `The tree of densities chooses scikit-learn's groups`(name: String, least: Int) throws {
    let found = try HierarchicalDensityClusters(of: points(name), least: least)
    let expected = Peer.all["density_and_mixtures"][name]
    // A row on a border may be as near to one group as to the other.
    let sizes = expected["hdbscan_sizes"].numbers
    #expect(found.labels.count == sizes.count)
    #expect(zip(found.labels.sizes, sizes).allSatisfy { abs(Double($0) - $1) <= 1 })
    #expect(Double(found.labels.noise) == expected["hdbscan_noise"].number)
    #expect(found.stabilities.count == found.labels.count)
    #expect(found.stabilities.allSatisfy { $0 > 0 })
    #expect(found.reaches.count == found.labels.count)
    // A row is in a group only if it is at home within the group's reach.
    for (row, label) in found.labels.labels.enumerated() where label > 0 {
      #expect(found.coreDistances[row] <= found.reaches[label - 1])
    }
  }

  @Test func `A ring and a dot in it are two groups by density alone`() throws {
    var rows: [[Double]] = []
    for step in 0..<200 {
      let turn = Double(step) / 200
      // A circle without trigonometry: the sides of a diamond.
      let side = turn * 4
      let x = side < 2 ? 1 - side : side - 3
      let y = side < 1 ? side : (side < 3 ? 2 - side : side - 4)
      rows.append([x * 10, y * 10])
    }
    for step in 0..<50 { rows.append([Double(step % 7) * 0.1, Double(step / 7) * 0.1]) }
    let points = Matrix(rows: rows)
    let distance = try DensityClusters.suggestedDistance(of: points)
    #expect(distance > 0)
    let found = try DensityClusters(of: points, distance: 0.5, neighbours: 3)
    #expect(found.labels.sizes == [200, 50])
    let tree = try HierarchicalDensityClusters(of: points, least: 20)
    #expect(tree.labels.count >= 2)
    #expect(Set(tree.labels.labels.suffix(50)).count == 1)
  }

  @Test(arguments: MixtureShape.allCases)
  func `Clouds that overlap reach scikit-learn's best likelihood`(shape: MixtureShape) throws {
    let points = points("600x3")
    let model = try GaussianMixture(
      clusters: 4, shape: shape, iterations: 5000, tolerance: 1e-9, floor: 1e-10
    ).fit(points)
    let expected = Peer.all["density_and_mixtures"][
      "mixture_\(shape == .full ? "full" : "diagonal")"]
    #expect(agree(model.meanLogLikelihood, expected["mean_log_likelihood"].number, 1e-5))
    #expect(agree(model.bic, expected["bic"].number, 1e-5))
    #expect(agree(model.weights.sorted(by: >), expected["weights"].numbers, 2e-3))
    #expect(model.probabilities.allSatisfy { $0 >= 0.25 && $0 <= 1 })
    #expect(agree(model.weights.reduce(0, +), 1, 1e-12))
  }
}
