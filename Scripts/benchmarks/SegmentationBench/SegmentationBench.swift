import Charts
import FoundationEssentials
import NumericalMethods
import Segmentation
import Tables

/// Times the library of segmentation alone, as its peers are timed: `SegmentationBench TASK FILE
/// COLUMNS RUNS [GROUPS]` prints a line `seconds S` for each run, then `peak MB` above what the data
/// takes, then `value V` by which the work is compared.
///
/// The file holds numbers of 64 bits, row after row.
@main
struct SegmentationBench {
  private static let linkages = Set(Linkage.allCases.map(\.rawValue))

  static func main() throws {
    let words = CommandLine.arguments
    guard words.count >= 5, let columns = Int(words[3]), let runs = Int(words[4]) else {
      fail("usage: SegmentationBench TASK FILE COLUMNS RUNS [GROUPS]")
    }
    let rows = try numbers(of: words[2])
    let points = matrix(rows, columns: columns)
    let groups = words.count > 5 ? Int(words[5]) ?? 6 : 6
    let work = try task(words[1], points, groups)
    forgetPeak()
    let before = memory("VmRSS")
    var value = 0.0
    for _ in 0..<runs {
      let clock = ContinuousClock()
      let elapsed = try clock.measure { value = try work() }
      let parts = elapsed.components
      print("seconds", Double(parts.seconds) + Double(parts.attoseconds) * 1e-18)
    }
    print("peak", (memory("VmHWM") - before) / 1_024)
    print("value", value)
  }

  /// What is timed; the number that it gives tells whether the peer did the same.
  private static func task(_ name: String, _ points: Matrix, _ groups: Int) throws
    -> () throws -> Double
  {
    if linkages.contains(name), let linkage = Linkage(rawValue: name) {
      return {
        try Dendrogram(of: points, linkage: linkage).merges.reduce(0) { $0 + $1.height }
      }
    }
    switch name {
    case "silhouette":
      let labels = ClusterLabels(grouping: (0..<points.rows).map { $0 % groups })
      return { try Silhouette(of: points, labels: labels)?.mean ?? 0 }
    case "kmeans":
      // From the first rows and without tolerance: the same iterations as the peer's.
      let first = Matrix(
        rows: (0..<groups).map { row in (0..<points.columns).map { points[row, $0] } })
      let search = KMeans(clusters: groups, starts: 1, iterations: 100, tolerance: 0)
      return { try search.fit(points, from: first).inertia }
    case "purchases":
      let histories = (0..<points.rows).map {
        PurchaseHistory(
          frequency: Int(points[$0, 0]), recency: points[$0, 1], age: points[$0, 2])
      }
      return { try PurchaseModel(fitting: histories).logLikelihood }
    case "supermarket":
      let table = Table(
        (0..<points.columns).map { column in
          ("c\(column)", Column(.number((0..<points.rows).map { points[$0, column] })))
        })
      return { try supermarket(table) }
    default: fail("there is no task \(name)")
    }
  }

  /// All that the supermarket's app does: features, tree, silhouettes of all cuts, the picture.
  private static func supermarket(_ table: Table) throws -> Double {
    let points = try FeatureMatrix(table).points
    let tree = try Dendrogram(of: points)
    let cuts = try tree.silhouettes(of: points, counts: 2...10)
    let count = tree.leafCount
    let leaves = [Int?](repeating: nil, count: count)
    func integers(_ values: [Int?]) -> EncodedColumn {
      EncodedColumn("", Column(values.map { $0.map { .int(Int64($0)) } ?? .null }, type: .int))
    }
    let heights = [Double](repeating: 0, count: count) + tree.merges.map(\.height)
    let chart = Chart(
      layers: [
        ChartLayer(
          .dendrogram, [.cut: .constant(.int(4))],
          columns: [
            "node": integers((1...heights.count).map { $0 }),
            "left": integers(leaves + tree.merges.map { $0.left + 1 }),
            "right": integers(leaves + tree.merges.map { $0.right + 1 }),
            "height": EncodedColumn("height", Column(.number(heights))),
          ], rowCount: heights.count)
      ])
    guard try chart.rendered().svg.utf8.count > 1_000 else { fail("no picture") }
    return cuts.map(\.silhouette.mean).max() ?? 0
  }

  private static func numbers(of path: String) throws -> [Double] {
    let data = try Data(contentsOf: URL(filePath: path))
    return data.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Double.self) }
    }
  }

  private static func matrix(_ rows: [Double], columns: Int) -> Matrix {
    let count = rows.count / columns
    var matrix = Matrix(rows: count, columns: columns)
    for row in 0..<count {
      for column in 0..<columns { matrix[row, column] = rows[row * columns + column] }
    }
    return matrix
  }

  /// Kilobytes by their name in the process's status.
  private static func memory(_ field: String) -> Double {
    let status = (try? Data(contentsOf: URL(filePath: "/proc/self/status"))) ?? Data()
    for line in String(decoding: status, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix(field + ":") {
      return line.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Double($0) } ?? 0
    }
    return 0
  }

  private static func forgetPeak() {
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
  }

  private static func fail(_ message: String) -> Never {
    print(message)
    fatalError(message)
  }
}
