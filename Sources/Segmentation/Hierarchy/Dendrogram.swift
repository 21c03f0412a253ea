public import NumericalMethods

/// A tree of groups within groups: which merged with which, and how far apart they were.
public struct Dendrogram: Hashable, Sendable {
  /// The steps by rising height, as scipy numbers them: leaves 0 ..< n, the i-th merge n + i.
  public let merges: [Merge]
  /// The number of rows.
  public let leafCount: Int
  /// How distances of groups were measured.
  public let linkage: Linkage

  /// The largest number of rows for which distances are kept in double precision; above it complete
  /// and average linkage keep them in single precision, about seven digits.
  public static let exactLimit = 5_000
  /// The largest number of rows that complete and average linkage take: 4 bytes for each pair.
  public static let pairLimit = 40_000

  /// Builds the tree of `points`, one row a point.
  ///
  /// Ward and single linkage need no more memory than the points; complete and average keep all
  /// distances.
  public init(
    of points: Matrix, linkage: Linkage = .ward, execution: Execution = Execution()
  ) throws {
    try points.checkPoints()
    self.linkage = linkage
    leafCount = points.rows
    switch linkage {
    case .ward:
      merges = try WardChain.merges(points, execution)
    case .single:
      merges = try SingleLinkage.merges(points, execution)
    case .complete, .average:
      guard points.rows <= Self.pairLimit else {
        throw SegmentationError.tooManyRows(rows: points.rows, limit: Self.pairLimit)
      }
      merges =
        points.rows <= Self.exactLimit
        ? try MatrixChain<Double>.merges(points, linkage, execution)
        : try MatrixChain<Float>.merges(points, linkage, execution)
    }
    execution.progress?(1)
  }

  /// Makes a tree of steps that are known.
  public init(merges: [Merge], leafCount: Int, linkage: Linkage) {
    self.merges = merges
    self.leafCount = leafCount
    self.linkage = linkage
  }

  /// The groups when the tree is cut into `count`: all merges but the last `count` - 1.
  ///
  /// Merges of equal height are cut in their order, so there are always as many groups as wanted.
  public func labels(count: Int) throws(SegmentationError) -> ClusterLabels {
    guard count >= 1 else { throw .setting("the number of groups", mustBe: "at least 1") }
    guard count <= leafCount else { throw .tooFewRows(rows: leafCount, needed: count) }
    return ClusterLabels(grouping: groups(after: leafCount - count))
  }

  /// A number for each row, equal within a group, after the first `steps` merges.
  func groups(after steps: Int) -> [Int] {
    var group = [Int](repeating: -1, count: leafCount + steps)
    for step in stride(from: steps - 1, through: 0, by: -1) {
      let node = leafCount + step
      let name = group[node] < 0 ? node : group[node]
      group[merges[step].left] = name
      group[merges[step].right] = name
    }
    return (0..<leafCount).map { group[$0] < 0 ? $0 : group[$0] }
  }

  /// The height at which a line cuts the tree into `count` groups: halfway between two merges.
  public func cutHeight(count: Int) -> Double? {
    guard count >= 1, count <= leafCount, leafCount > 1 else { return nil }
    let above = leafCount - count
    if above == merges.count { return merges[above - 1].height * 1.05 }
    let below = above > 0 ? merges[above - 1].height : 0
    return (below + merges[above].height) / 2
  }

  /// The rows from left to right in a drawing without crossings.
  public var leafOrder: [Int] {
    var order: [Int] = []
    order.reserveCapacity(leafCount)
    var stack = [leafCount + merges.count - 1]
    while let node = stack.popLast() {
      if node < leafCount {
        order.append(node)
      } else {
        stack.append(merges[node - leafCount].right)
        stack.append(merges[node - leafCount].left)
      }
    }
    return order
  }
}
