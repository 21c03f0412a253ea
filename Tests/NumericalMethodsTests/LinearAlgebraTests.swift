import Glibc
import NumericalMethods
import Testing

@Suite("Matrices over OpenBLAS")
struct LinearAlgebraTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64 = 5) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    return Matrix(
      rows: rows, columns: columns, values: (0..<rows * columns).map { _ in generator.normal() })
  }

  /// What the definition of a product says, at some places.
  private func expectProduct(_ product: Matrix, _ a: Matrix, _ b: Matrix) {
    for row in Swift.stride(from: 0, to: a.rows, by: max(1, a.rows / 13)) {
      for column in Swift.stride(from: 0, to: b.columns, by: max(1, b.columns / 11)) {
        var sum = 0.0
        for inner in 0..<a.columns { sum += a[row, inner] * b[inner, column] }
        #expect(abs(product[row, column] - sum) < 1e-10 * Double(a.columns))
      }
    }
  }

  @Test(arguments: [(3, 4, 5), (1, 1, 1), (700, 40, 600), (2000, 9, 130), (90, 300, 1500)])
  func `Products follow their definition, to the bit on 1 and on 2 threads`(
    rows: Int, inner: Int, columns: Int
  ) throws {
    let a = random(rows, inner)
    let b = random(inner, columns, seed: 6)
    let one = try a.times(b, threads: 1)
    #expect(try one == a.times(b, threads: 2))
    expectProduct(one, a, b)
  }

  @Test(arguments: [(5, 3), (30_000, 8), (9_000, 256), (800, 900), (1, 4)])
  func `Sums of products of columns follow their definition, to the bit on 1 and on 2 threads`(
    rows: Int, columns: Int
  ) throws {
    let a = random(rows, columns)
    let gram = try a.gram(threads: 1)
    #expect(try gram == a.gram(threads: 2))
    #expect(gram == gram.transposed)
    expectProduct(gram, a.transposed, a)
  }

  @Test func `Single precision agrees with double precision`() throws {
    let a = random(500, 450)
    let library = try LinearAlgebra.load()
    var single = a.values.map { Float($0) }
    var results: [[Float]] = []
    for threads in [1, 2] {
      var gram = [Float](repeating: 0, count: 450 * 450)
      library.gram(&single, rows: 500, order: 450, stride: 500, into: &gram, threads: threads)
      results.append(gram)
    }
    #expect(results[0] == results[1])
    let gram = try a.gram()
    #expect(zip(results[0], gram.values).allSatisfy { abs(Double($0) - $1) < 1e-3 })
    var product = [Float](repeating: 0, count: 450 * 450)
    library.multiply(
      LinearAlgebra.Factor(&single, stride: 500, transposed: true),
      LinearAlgebra.Factor(&single, stride: 500), rows: 450, columns: 450, inner: 500,
      into: &product, stride: 450)
    #expect(zip(product, gram.values).allSatisfy { abs(Double($0) - $1) < 1e-3 })
  }

  @Test func `A Cholesky factor solves equations and knows the determinant`() throws {
    let matrix = Matrix(rows: [[4, 2, 0.6], [2, 5, 1], [0.6, 1, 3]])
    let factor = try CholeskyFactor(matrix)
    // 4 (15 - 1) - 2 (6 - 0.6) + 0.6 (2 - 3)
    #expect(abs(exp(factor.logDeterminant) - 44.6) < 1e-12)
    let x = try factor.solve([1, 2, 3])
    for row in 0..<3 {
      let value = (0..<3).reduce(0) { $0 + matrix[row, $1] * x[$1] }
      #expect(abs(value - [1, 2, 3][row]) < 1e-14)
    }
    #expect(factor.upper[1, 0] == 0 && factor.upper[0, 0] == 2)
  }

  @Test(arguments: [7, 60, 1200])
  func `An inverse undoes its matrix, and repeats to the bit`(order: Int) throws {
    var matrix = try random(order + 20, order).gram()
    for index in 0..<order { matrix[index, index] += 10 }
    let inverse = try matrix.inverseOfPositiveDefinite()
    #expect(try inverse == matrix.inverseOfPositiveDefinite())
    let product = try matrix.times(inverse)
    let identity = Matrix.identity(order)
    #expect(zip(product.values, identity.values).allSatisfy { abs($0 - $1) < 1e-9 })
    var single = matrix.values.map { Float($0) }
    try LinearAlgebra.load().choleskyInverse(&single, order: order)
    #expect(zip(single, inverse.values).allSatisfy { abs(Double($0) - $1) < 1e-4 })
  }

  @Test func `A matrix that is not positive definite is an error that names the column`() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try CholeskyFactor(Matrix(rows: [[1, 2], [2, 1]]))
    }
  }

  @Test func `Eigenvectors are turned by the sign rule, and values fall`() throws {
    let matrix = Matrix(rows: [[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
    let eigen = try SymmetricEigen(matrix)
    let root = 2.0.squareRoot()
    for (value, expected) in zip(eigen.values, [2 + root, 2, 2 - root]) {
      #expect(abs(value - expected) < 1e-14)
    }
    let expected = [[-0.5, root / 2, -0.5], [root / 2, 0, -root / 2], [0.5, root / 2, 0.5]]
    for (column, vector) in expected.enumerated() {
      for row in 0..<3 { #expect(abs(eigen.vectors[row, column] - vector[row]) < 1e-14) }
    }
  }

  @Test func `What is not a number has no eigenvalues`() {
    #expect(throws: LinearAlgebraError.noConvergence) {
      try SymmetricEigen(Matrix(rows: [[1, .nan], [.nan, 1]]))
    }
  }

  @Test func `Empty matrices are no special case`() throws {
    #expect(try Matrix(rows: 0, columns: 3).gram().values == [Double](repeating: 0, count: 9))
    #expect(try SymmetricEigen(Matrix(rows: 0, columns: 0)).values == [])
  }

  @Test func `A library that is absent is an error with a way out`() throws {
    let attempt = LinearAlgebra.attempt(["/nowhere/libopenblas.so.0", "libc.so.6"])
    guard case .failure(let error) = attempt else {
      Issue.record("a library came from nowhere")
      return
    }
    #expect(error.description.contains("apt-get install libopenblas0"))
    #expect(error.description.contains("openblas_set_num_threads is missing"))
    // The one that is loaded stays whole.
    #expect(try Matrix.identity(2).times(.identity(2)) == .identity(2))
  }
}
