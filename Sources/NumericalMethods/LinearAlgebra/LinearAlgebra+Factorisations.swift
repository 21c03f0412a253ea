import COpenBLAS
import Tasks

extension LinearAlgebra {
  /// Replaces the upper half of a symmetric positive definite matrix by its Cholesky factor U, with
  /// UᵀU the matrix; what stands below the diagonal is neither read nor written.
  public func choleskyFactor(
    _ matrix: UnsafeMutablePointer<Double>, order: Int, stride: Int
  ) throws(LinearAlgebraError) {
    let info = factoring(order: order) {
      copenblas_dpotrf(Self.upper, Int32(order), matrix, Int32(stride))
    }
    if info > 0 { throw .notPositiveDefinite(order: Int(info)) }
  }

  /// Replaces the upper half of a symmetric positive definite matrix by its Cholesky factor.
  public func choleskyFactor(
    _ matrix: UnsafeMutablePointer<Float>, order: Int, stride: Int
  ) throws(LinearAlgebraError) {
    let info = factoring(order: order) {
      copenblas_spotrf(Self.upper, Int32(order), matrix, Int32(stride))
    }
    if info > 0 { throw .notPositiveDefinite(order: Int(info)) }
  }

  /// Replaces `columns` right-hand sides by the solutions, given the factor of the matrix.
  public func choleskySolve(
    _ factor: UnsafePointer<Double>, order: Int, stride: Int,
    sides: UnsafeMutablePointer<Double>, columns: Int, sidesStride: Int
  ) {
    alone {
      _ = copenblas_dpotrs(
        Self.upper, Int32(order), Int32(columns), factor, Int32(stride), sides,
        Int32(sidesStride))
    }
  }

  /// Replaces `columns` right-hand sides by the solutions, given the factor of the matrix.
  public func choleskySolve(
    _ factor: UnsafePointer<Float>, order: Int, stride: Int,
    sides: UnsafeMutablePointer<Float>, columns: Int, sidesStride: Int
  ) {
    alone {
      _ = copenblas_spotrs(
        Self.upper, Int32(order), Int32(columns), factor, Int32(stride), sides,
        Int32(sidesStride))
    }
  }

  /// Replaces a symmetric positive definite matrix (its upper half is read) by its inverse, both
  /// halves.
  public func choleskyInverse(
    _ matrix: UnsafeMutablePointer<Double>, order: Int
  ) throws(LinearAlgebraError) {
    try choleskyFactor(matrix, order: order, stride: order)
    let info = factoring(order: order) {
      copenblas_dpotri(Self.upper, Int32(order), matrix, Int32(order))
    }
    if info > 0 { throw .notPositiveDefinite(order: Int(info)) }
    mirror(matrix, order: order)
  }

  /// Replaces a symmetric positive definite matrix (its upper half is read) by its inverse, both
  /// halves, in single precision.
  public func choleskyInverse(
    _ matrix: UnsafeMutablePointer<Float>, order: Int
  ) throws(LinearAlgebraError) {
    try choleskyFactor(matrix, order: order, stride: order)
    let info = factoring(order: order) {
      copenblas_spotri(Self.upper, Int32(order), matrix, Int32(order))
    }
    if info > 0 { throw .notPositiveDefinite(order: Int(info)) }
    mirror(matrix, order: order)
  }

  /// Replaces a symmetric matrix (its upper half is read) by its eigenvectors, one a column, and
  /// gives the eigenvalues, the smallest first.
  public func symmetricEigen(
    _ matrix: UnsafeMutablePointer<Double>, order: Int
  ) throws(LinearAlgebraError) -> [Double] {
    guard order > 0 else { return [] }
    // The library may loop or stop the process when it meets what is not a number.
    for index in 0..<order * order where !matrix[index].isFinite { throw .noConvergence }
    var values = [Double](repeating: 0, count: order)
    let info = alone {
      var work = [0.0]
      var integers: [Int32] = [0]
      _ = copenblas_dsyevd(
        Self.vectors, Self.upper, Int32(order), matrix, Int32(order), &values, &work, -1,
        &integers, -1)
      let (length, count) = (Int32(work[0]), integers[0])
      work = [Double](repeating: 0, count: Int(length))
      integers = [Int32](repeating: 0, count: Int(count))
      return copenblas_dsyevd(
        Self.vectors, Self.upper, Int32(order), matrix, Int32(order), &values, &work, length,
        &integers, count)
    }
    if info != 0 { throw .noConvergence }
    return values
  }
}
