import CVectors
public import NumericalMethods
import Synchronization

/// Groups as crowded regions, however they are shaped; rows in empty regions belong to none.
///
/// DBSCAN (Ester, Kriegel, Sander and Xu 1996). A row is a core if at least `neighbours` rows, itself
/// among them, are within `distance`; cores within that distance of each other make a group, and
/// other rows within it of a core belong to the nearest one's group.
public struct DensityClusters: Hashable, Sendable {
  /// The group of each row; 0 for noise.
  public let labels: ClusterLabels
  /// Whether each row is a core.
  public let isCore: [Bool]
  /// How far neighbours are at most.
  public let distance: Double

  /// Finds the crowded regions of `points`.
  public init(
    of points: Matrix, distance: Double, neighbours: Int = 5, execution: Execution = Execution()
  ) throws {
    try points.checkPoints()
    guard distance > 0, distance.isFinite else {
      throw SegmentationError.setting("the distance", mustBe: "a number above 0")
    }
    guard neighbours >= 1 else {
      throw SegmentationError.setting("the number of neighbours", mustBe: "at least 1")
    }
    self.distance = distance
    let store = PointStore(centring: points)
    let rows = store.count
    let limit = distance * distance
    let scan = NeighbourScan(store)
    let cores = Results<[Bool]>(count: scan.chunks)
    try execution.share(scan.chunks) { chunk in
      cores.set(
        chunk,
        scan.map(chunk) { _, squares in
          var count = 0
          for row in 0..<rows where squares[row] <= limit { count += 1 }
          return count >= neighbours
        })
      execution.progress?(0.5 * Double(cores.count) / Double(scan.chunks))
    }
    let isCore = cores.all.flatMap(\.self)
    let groups = Mutex(DisjointSets(count: rows))
    let nearest = Results<[Int]>(count: scan.chunks)
    try execution.share(scan.chunks) { chunk in
      nearest.set(
        chunk,
        scan.map(chunk) { row, squares in
          if isCore[row] {
            groups.withLock { groups in
              for other in (row + 1)..<max(row + 1, rows)
              where isCore[other] && squares[other] <= limit { groups.join(row, other) }
            }
            return row
          }
          var best = (row: -1, squared: Double.infinity)
          for other in 0..<rows where isCore[other] && squares[other] <= limit {
            if squares[other] < best.squared { best = (other, squares[other]) }
          }
          return best.row
        })
      execution.progress?(0.5 + 0.5 * Double(nearest.count) / Double(scan.chunks))
    }
    var sets = groups.withLock { $0 }
    labels = ClusterLabels(
      grouping: nearest.all.flatMap(\.self).map { $0 < 0 ? -1 : sets.root(of: $0) })
    self.isCore = isCore
  }

  /// A distance at which the rows' distances to their `neighbours`-th neighbour bend up: the place
  /// of the sorted distances that lies farthest below the line from the first to the last.
  public static func suggestedDistance(
    of points: Matrix, neighbours: Int = 5, execution: Execution = Execution()
  ) throws -> Double {
    try points.checkPoints()
    let sorted = try NeighbourScan(PointStore(centring: points)).distances(
      toNeighbour: neighbours, execution
    ).sorted()
    guard let first = sorted.first, let last = sorted.last, last > 0 else { return 1 }
    let slope = (last - first) / Double(max(1, sorted.count - 1))
    let bend = sorted.indices.max {
      first + slope * Double($0) - sorted[$0] < first + slope * Double($1) - sorted[$1]
    }
    let distance = sorted[bend ?? 0]
    return distance > 0 ? distance : last
  }
}

/// Sets of rows that grow together.
struct DisjointSets: Sendable {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  mutating func root(of row: Int) -> Int {
    var row = row
    while parent[row] != row {
      parent[row] = parent[parent[row]]
      row = parent[row]
    }
    return row
  }

  /// The lower root stands for both, so that the order of joins leaves no trace.
  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(of: a), root(of: b))
    if a != b { parent[max(a, b)] = min(a, b) }
  }
}
