import Glibc
import NumericalMethods
import Segmentation
import Testing

@Suite("Trees of groups")
struct DendrogramTests {
  private let points = Peer.all["points12"].matrix

  @Test(arguments: Linkage.allCases)
  func `Twelve points merge as scipy merges them`(linkage: Linkage) throws {
    let tree = try Dendrogram(of: points, linkage: linkage)
    let expected = Peer.all["linkage12"][linkage.rawValue]
    #expect(tree.merges.count == 11)
    for (merge, row) in zip(tree.merges, expected["Z"].items) {
      #expect(agree(merge.height, row[2].number, 1e-14))
      #expect(merge.size == Int(row[3].number))
    }
    // Ids may differ where heights tie to the last bits; groups may not.
    let labels = try tree.labels(count: 4).labels
    let theirs = ClusterLabels(grouping: expected["labels_k4"].numbers.map { Int($0) })
    #expect(labels == theirs.labels)
    #expect(agree(cophenetic(tree), expected["cophenetic_corr"].number, 1e-12))
  }

  /// The correlation of the heights at which pairs meet with their distances.
  private func cophenetic(_ tree: Dendrogram) -> Double {
    var distances: [Double] = []
    for i in 0..<points.rows {
      for j in (i + 1)..<max(i + 1, points.rows) {
        distances.append(hypot(points[i, 0] - points[j, 0], points[i, 1] - points[j, 1]))
      }
    }
    let heights = tree.copheneticHeights()
    let (a, b) = (mean(distances), mean(heights))
    let product = zip(distances, heights).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
    let squares = distances.reduce(0) { $0 + ($1 - a) * ($1 - a) }
    return product / (squares * heights.reduce(0) { $0 + ($1 - b) * ($1 - b) }).squareRoot()
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  @Test(arguments: Linkage.allCases)
  func `Five hundred customers merge at scipy's heights`(linkage: Linkage) throws {
    let tree = try Dendrogram(of: Customers.synthetic(500), linkage: linkage)
    let expected = Peer.all["synth"]["\(linkage.rawValue)_500"]
    #expect(agree(tree.merges.reduce(0) { $0 + $1.height }, expected["sum"].number, 1e-11))
    #expect(agree(tree.merges.suffix(3).map(\.height), expected["last3"].numbers, 1e-11))
  }

  @Test(.enabled(if: RealData.isThere, "TEFF_DATA names no folder"), arguments: Linkage.allCases)
  func `The mall's customers make the trees of scipy`(linkage: Linkage) throws {
    let mall = try RealData.mall()
    let tree = try Dendrogram(of: mall, linkage: linkage)
    let expected = Peer.all["mall_hier"][linkage.rawValue]
    #expect(agree(tree.merges.suffix(5).map(\.height), expected["last5_heights"].numbers, 1e-12))
    #expect(
      agree(tree.merges.reduce(0) { $0 + $1.height }, expected["sum_heights"].number, 1e-12))
    let labels = try tree.labels(count: 5)
    #expect(labels.sizes.sorted().map { Double($0) } == expected["sizes_k5"].numbers)
    let silhouette = try #require(try Silhouette(of: mall, labels: labels))
    #expect(agree(silhouette.mean, expected["silhouette_k5"].number, 1e-12))
  }

  @Test(arguments: [Linkage.complete, .average])
  func `Above the limit, distances of seven digits give the same groups`(linkage: Linkage) throws {
    let points = Sample.clouds(Dendrogram.exactLimit + 1, 2, spread: 0.3)
    let fast = try Dendrogram(of: points, linkage: linkage)
    let exact = try Dendrogram(
      of: Matrix(rows: (0..<5000).map { [points[$0, 0], points[$0, 1]] }), linkage: linkage)
    for (a, b) in zip(fast.merges.suffix(3), exact.merges.suffix(3)) {
      #expect(agree(a.height, b.height, 0.05))
    }
    #expect(try fast.labels(count: 4).count == 4)
    #expect(zip(fast.merges, fast.merges.dropFirst()).allSatisfy { $0.height <= $1.height })
  }

  @Test func `A cut makes as many groups as wanted, even where heights tie`() throws {
    let grid = Matrix(rows: (0..<16).map { [Double($0 % 4), Double($0 / 4)] })
    for linkage in Linkage.allCases {
      let tree = try Dendrogram(of: grid, linkage: linkage)
      for count in 1...16 {
        let labels = try tree.labels(count: count)
        #expect(labels.count == count)
        #expect(labels.sizes == labels.sizes.sorted(by: >))
      }
    }
  }

  @Test func `Leaves lie so that no branches cross`() throws {
    let tree = try Dendrogram(of: Sample.clouds(300, 3))
    let order = tree.leafOrder
    #expect(order.sorted() == Array(0..<300))
    var place = [Int](repeating: 0, count: 300)
    for (index, row) in order.enumerated() { place[row] = index }
    for count in [2, 5, 17] {
      for members in try tree.labels(count: count).members {
        let places = members.map { place[$0] }.sorted()
        #expect(places[places.count - 1] - places[0] == members.count - 1)
      }
    }
  }

  @Test func `The top of a tree stands for all rows`() throws {
    let tree = try Dendrogram(of: Sample.clouds(400, 3))
    let top = tree.top(leaves: 30)
    #expect(top.leaves.count == 30 && top.merges.count == 29)
    #expect(top.leaves.reduce(0) { $0 + $1.size } == 400)
    #expect(top.merges[28].size == 400)
    #expect(top.merges.map(\.height) == tree.merges.suffix(29).map(\.height))
    #expect(top.leafOrder.sorted() == Array(0..<30))
    let labels = try tree.labels(count: 30)
    #expect(top.leaves.map(\.size).sorted(by: >) == labels.sizes)
    #expect(tree.top(leaves: 1).leaves.map(\.size) == [400])
    #expect(tree.top(leaves: 1000).leaves.count == 400)
  }

  @Test func `A line between two merges cuts the tree`() throws {
    let tree = try Dendrogram(of: points)
    for count in 1...12 {
      let height = try #require(tree.cutHeight(count: count))
      let above = tree.merges.count { $0.height > height }
      // Merges of one height lie on one side of the line.
      #expect(abs(above - (count - 1)) <= 1)
    }
  }
}
