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
    var covariance = try points.centred.gram(threads: execution.threads)
    for index in covariance.values.indices {
      covariance.values[index] /= Double(points.rows - 1)
    }
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
    var moved = points
    for (column, mean) in means.enumerated() {
      for row in 0..<points.rows { moved[row, column] -= mean }
    }
    return try moved.times(loadings, threads: execution.threads)
  }
}
