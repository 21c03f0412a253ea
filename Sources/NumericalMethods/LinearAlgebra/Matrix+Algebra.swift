import Glibc
public import Tasks

extension Matrix {
  /// This matrix times `other`.
  public func times(
    _ other: Matrix, threads: Int = Threads.available
  ) throws(LinearAlgebraError) -> Matrix {
    precondition(columns == other.rows, "the inner sizes of a product must agree")
    var result = Matrix(rows: rows, columns: other.columns)
    guard columns > 0, rows > 0, other.columns > 0 else { return result }
    let library = try LinearAlgebra.load()
    values.withUnsafeBufferPointer { a in
      other.values.withUnsafeBufferPointer { b in
        result.values.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          library.multiply(
            LinearAlgebra.Factor(a, stride: rows), LinearAlgebra.Factor(b, stride: columns),
            rows: rows, columns: other.columns, inner: columns, into: c, stride: rows,
            threads: threads)
        }
      }
    }
    return result
  }

  /// The sums of products of the columns: the transpose times this matrix.
  public func gram(threads: Int = Threads.available) throws(LinearAlgebraError) -> Matrix {
    var result = Matrix(rows: columns, columns: columns)
    guard columns > 0, rows > 0 else { return result }
    let library = try LinearAlgebra.load()
    values.withUnsafeBufferPointer { a in
      result.values.withUnsafeMutableBufferPointer { c in
        guard let a = a.baseAddress, let c = c.baseAddress else { return }
        library.gram(a, rows: rows, order: columns, stride: rows, into: c, threads: threads)
      }
    }
    return result
  }

  /// The inverse of this symmetric positive definite matrix.
  public func inverseOfPositiveDefinite() throws(LinearAlgebraError) -> Matrix {
    precondition(rows == columns, "only a square matrix has an inverse")
    var result = self
    guard rows > 0 else { return result }
    let library = try LinearAlgebra.load()
    try result.withMutableStart { start throws(LinearAlgebraError) in
      try library.choleskyInverse(start, order: rows)
    }
    return result
  }

  /// Runs `body` on the first number; the matrix must not be empty.
  mutating func withMutableStart<Result>(
    _ body: (UnsafeMutablePointer<Double>) throws(LinearAlgebraError) -> Result
  ) throws(LinearAlgebraError) -> Result {
    let outcome = values.withUnsafeMutableBufferPointer {
      buffer -> Swift.Result<Result, LinearAlgebraError> in
      guard let start = buffer.baseAddress else { preconditionFailure("an empty matrix") }
      do throws(LinearAlgebraError) {
        return .success(try body(start))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}

/// A symmetric positive definite matrix as UᵀU, which solves equations.
public struct CholeskyFactor: Hashable, Sendable {
  /// U, with zeros below its diagonal.
  public let upper: Matrix
  /// The logarithm of the determinant of the matrix.
  public let logDeterminant: Double

  /// Factors `matrix`, of which the upper half is read.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "only a square matrix has a Cholesky factor")
    var upper = matrix
    if matrix.rows > 0 {
      let library = try LinearAlgebra.load()
      try upper.withMutableStart { start throws(LinearAlgebraError) in
        try library.choleskyFactor(start, order: matrix.rows, stride: matrix.rows)
      }
    }
    var logDeterminant = 0.0
    for column in 0..<matrix.columns {
      for row in (column + 1)..<max(column + 1, matrix.rows) { upper[row, column] = 0 }
      logDeterminant += 2 * log(upper[column, column])
    }
    self.upper = upper
    self.logDeterminant = logDeterminant
  }

  /// The x with matrix × x = `sides`, column by column.
  public func solve(_ sides: Matrix) throws(LinearAlgebraError) -> Matrix {
    precondition(sides.rows == upper.rows, "right-hand sides must have as many rows")
    var result = sides
    guard !sides.values.isEmpty else { return result }
    let library = try LinearAlgebra.load()
    try upper.values.withUnsafeBufferPointer { factor throws(LinearAlgebraError) in
      guard let factor = factor.baseAddress else { return }
      try result.withMutableStart { start throws(LinearAlgebraError) in
        library.choleskySolve(
          factor, order: upper.rows, stride: upper.rows, sides: start, columns: sides.columns,
          sidesStride: sides.rows)
      }
    }
    return result
  }

  /// The x with matrix × x = `side`.
  public func solve(_ side: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(rows: side.count, columns: 1, values: side)).values
  }
}

/// The eigenvalues and eigenvectors of a symmetric matrix, the largest value first.
public struct SymmetricEigen: Hashable, Sendable {
  /// The eigenvalues, falling.
  public let values: [Double]
  /// The eigenvectors of length 1, one a column, in the order of the values; in each, the number
  /// farthest from zero is positive (the first such, if several are equal).
  public let vectors: Matrix

  /// Takes `matrix` apart, of which the upper half is read.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "only a square matrix has eigenvalues")
    let order = matrix.rows
    guard order > 0 else {
      (values, vectors) = ([], matrix)
      return
    }
    let library = try LinearAlgebra.load()
    var work = matrix
    let rising = try work.withMutableStart { start throws(LinearAlgebraError) in
      try library.symmetricEigen(start, order: order)
    }
    var vectors = Matrix(rows: order, columns: order)
    for column in 0..<order {
      let vector = work[column: order - 1 - column]
      // A hair of slack, so that rounding does not choose between equal numbers.
      let largest = vector.reduce(0) { max($0, abs($1)) } * (1 - 1e-9)
      let isNegative = vector.first { abs($0) >= largest }.map { $0 < 0 } ?? false
      for (row, value) in vector.enumerated() { vectors[row, column] = isNegative ? -value : value }
    }
    values = rising.reversed()
    self.vectors = vectors
  }
}
