public import NumericalMethods

/// The directions in which points differ most, the first the most.
///
/// From the eigenvectors of the covariance of the columns; in each direction the number farthest
/// from zero is positive, so that the picture does not turn over from one machine to the next.
public struct PrincipalComponents: Hashable, Sendable {
  /// The means of the columns, which are taken away first.
  public let means: [Double]
  /// The directions: one a column, one row for each column of the points; each of length 1.
  public let loadings: Matrix
  /// The variance along each direction, with n - 1.
  public let variances: [Double]
  /// The share of each direction in the variance of all columns.
  public let shares: [Double]

  /// The largest number of columns: the time grows with their cube.
  public static let columnLimit = 2_000

  /// Finds the first `count` directions; all that there are if nil.
  public init(
    of points: Matrix, count: Int? = nil, execution: Execution = Execution()
  ) throws {
    try points.checkPoints()
    guard points.rows >= 2 else { throw SegmentationError.tooFewRows(rows: 1, needed: 2) }
    guard points.columns <= Self.columnLimit else {
      throw SegmentationError.setting("the number of columns", mustBe: "at most 2,000")
    }
    let most = min(points.columns, points.rows - 1)
    let count = count ?? most
    guard count >= 1, count <= points.columns else {
      throw SegmentationError.setting(
        "the number of components", mustBe: "from 1 to \(points.columns)")
    }
    try execution.check()
    means = points.columnMeans
    let covariance = try Self.covariance(points, means, execution)
    try execution.check()
    let eigen = try SymmetricEigen(covariance)
    // Rounding makes small negative numbers of zeros.
    let values = eigen.values.map { max(0, $0) }
    let total = values.reduce(0, +)
    loadings = Matrix(
      rows: points.columns, columns: count,
      values: Array(eigen.vectors.values[..<(points.columns * count)]))
    variances = Array(values[..<count])
    shares = variances.map { total > 0 ? $0 / total : 0 }
    execution.progress?(1)
  }

  /// Where points lie along the directions, one column each.
  public func scores(of points: Matrix, execution: Execution = Execution()) throws -> Matrix {
    guard points.columns == means.count else {
      throw SegmentationError.lengths("the columns of the points and of the components")
    }
    let library = try LinearAlgebra.load()
    var scores = Matrix(rows: points.rows, columns: loadings.columns)
    let blocks = Self.blocks(points.rows)
    let rows = points.rows
    try scores.values.withUnsafeMutableBufferPointer { target in
      guard let target = target.baseAddress else { return }
      let shared = UncheckedMutablePointer(target)
      try execution.share(blocks.count) { index in
        let block = blocks[index]
        let moved = Self.centred(points, means, block)
        moved.withUnsafeBufferPointer { moved in
          loadings.values.withUnsafeBufferPointer { loadings in
            guard let moved = moved.baseAddress, let loadings = loadings.baseAddress else { return }
            library.multiply(
              LinearAlgebra.Factor(moved, stride: block.count),
              LinearAlgebra.Factor(loadings, stride: means.count), rows: block.count,
              columns: self.loadings.columns, inner: means.count,
              into: shared.pointer + block.lowerBound, stride: rows, threads: 1)
          }
        }
      }
    }
    return scores
  }

  /// Rows that are worked on together: their numbers stay in the nearer caches.
  private static func blocks(_ rows: Int) -> [Range<Int>] {
    stride(from: 0, to: rows, by: 4096).map { $0..<min(rows, $0 + 4096) }
  }

  /// The numbers of some rows less the means, column by column.
  private static func centred(
    _ points: Matrix, _ means: [Double], _ rows: Range<Int>
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows.count * means.count) { buffer, count in
      points.values.withUnsafeBufferPointer { values in
        for (column, mean) in means.enumerated() {
          let from = column * points.rows + rows.lowerBound
          let to = column * rows.count
          for row in 0..<rows.count { buffer[to + row] = values[from + row] - mean }
        }
      }
      count = rows.count * means.count
    }
  }

  /// The covariance of the columns, with n - 1; sums of blocks are added in their order.
  private static func covariance(
    _ points: Matrix, _ means: [Double], _ execution: Execution
  ) throws -> Matrix {
    let order = means.count
    var covariance: Matrix
    if order <= 64 {
      let library = try LinearAlgebra.load()
      let blocks = blocks(points.rows)
      let sums = Results<[Double]>(count: blocks.count)
      try execution.share(blocks.count) { index in
        var sum = [Double](repeating: 0, count: order * order)
        centred(points, means, blocks[index]).withUnsafeBufferPointer { moved in
          guard let moved = moved.baseAddress else { return }
          library.gram(
            moved, rows: blocks[index].count, order: order, stride: blocks[index].count,
            into: &sum, threads: 1)
        }
        sums.set(index, sum)
      }
      covariance = Matrix(rows: order, columns: order)
      for sum in sums.all {
        for index in sum.indices { covariance.values[index] += sum[index] }
      }
    } else {
      covariance = try points.centred.gram(threads: execution.threads)
    }
    for index in covariance.values.indices {
      covariance.values[index] /= Double(points.rows - 1)
    }
    return covariance
  }
}
