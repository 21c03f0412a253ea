import COpenBLAS
public import Tasks

extension LinearAlgebra {
  /// A matrix in memory as a factor of a product: its numbers, the distance between columns, and
  /// whether its transpose is meant.
  public struct Factor<Scalar> {
    /// The first number of the first column.
    public var start: UnsafePointer<Scalar>
    /// How far columns lie apart.
    public var stride: Int
    /// Whether rows are columns.
    public var isTransposed: Bool

    /// Makes a factor.
    public init(_ start: UnsafePointer<Scalar>, stride: Int, transposed: Bool = false) {
      self.start = start
      self.stride = stride
      isTransposed = transposed
    }

    /// The factor whose first row is `row`.
    func from(row: Int) -> Factor { shifted(row * (isTransposed ? stride : 1)) }

    /// The factor whose first column is `column`.
    func from(column: Int) -> Factor { shifted(column * (isTransposed ? 1 : stride)) }

    private func shifted(_ distance: Int) -> Factor {
      Factor(start + distance, stride: stride, transposed: isTransposed)
    }
  }

  /// Adds `alpha` × a × b to `beta` × c, where a has `rows` × `inner` numbers, b `inner` ×
  /// `columns`, and c `rows` × `columns`; c is a column after column, `stride` apart.
  ///
  /// Large products are cut into tiles of c, which threads share.
  public func multiply(
    _ a: Factor<Double>, _ b: Factor<Double>, rows: Int, columns: Int, inner: Int,
    alpha: Double = 1, beta: Double = 0, into c: UnsafeMutablePointer<Double>, stride: Int,
    threads: Int = Threads.available
  ) {
    tiled(rows, columns, inner, threads) { tile in
      alone {
        copenblas_dgemm(
          Self.letter(a.isTransposed), Self.letter(b.isTransposed), Int32(tile.rows.count),
          Int32(tile.columns.count), Int32(inner), alpha,
          a.from(row: tile.rows.lowerBound).start, Int32(a.stride),
          b.from(column: tile.columns.lowerBound).start, Int32(b.stride), beta,
          c + tile.rows.lowerBound + tile.columns.lowerBound * stride, Int32(stride))
      }
    }
  }

  /// Adds `alpha` × a × b to `beta` × c, in single precision; see the other `multiply`.
  public func multiply(
    _ a: Factor<Float>, _ b: Factor<Float>, rows: Int, columns: Int, inner: Int,
    alpha: Float = 1, beta: Float = 0, into c: UnsafeMutablePointer<Float>, stride: Int,
    threads: Int = Threads.available
  ) {
    tiled(rows, columns, inner, threads) { tile in
      alone {
        copenblas_sgemm(
          Self.letter(a.isTransposed), Self.letter(b.isTransposed), Int32(tile.rows.count),
          Int32(tile.columns.count), Int32(inner), alpha,
          a.from(row: tile.rows.lowerBound).start, Int32(a.stride),
          b.from(column: tile.columns.lowerBound).start, Int32(b.stride), beta,
          c + tile.rows.lowerBound + tile.columns.lowerBound * stride, Int32(stride))
      }
    }
  }

  /// The sums of products of the columns of a matrix, AᵀA, into the `order` × `order` matrix
  /// `result`, both halves; a has `rows` rows and `order` columns, `stride` apart.
  ///
  /// Few columns: blocks of rows are summed in their order. Many columns: tiles of the result.
  public func gram(
    _ a: UnsafePointer<Double>, rows: Int, order: Int, stride: Int,
    into result: UnsafeMutablePointer<Double>, threads: Int = Threads.available
  ) {
    let blocks = Self.blocks(rows: rows, order: order)
    if blocks.count > 1 {
      let partial = UnsafeMutablePointer<Double>.allocate(capacity: blocks.count * order * order)
      defer { partial.deallocate() }
      let shared = Unshared((a, partial))
      work(blocks.count, threads) { block in
        let (a, partial) = shared.value
        triangle(
          a + blocks[block].lowerBound, rows: blocks[block].count, columns: order, stride: stride,
          into: partial + block * order * order, stride: order)
      }
      result.update(from: partial, count: order * order)
      for block in 1..<blocks.count {
        let part = partial + block * order * order
        for index in 0..<order * order { result[index] += part[index] }
      }
    } else {
      gramTiles(order, threads) { tile in
        let (left, right) = (tile.rows, tile.columns)
        if left == right {
          triangle(
            a + left.lowerBound * stride, rows: rows, columns: left.count, stride: stride,
            into: result + left.lowerBound * (order + 1), stride: order)
        } else {
          multiply(
            Factor(a + left.lowerBound * stride, stride: stride, transposed: true),
            Factor(a + right.lowerBound * stride, stride: stride), rows: left.count,
            columns: right.count, inner: rows,
            into: result + left.lowerBound + right.lowerBound * order, stride: order, threads: 1)
        }
      }
    }
    mirror(result, order: order)
  }

  /// The sums of products of the columns of a matrix, AᵀA, in single precision, by tiles.
  public func gram(
    _ a: UnsafePointer<Float>, rows: Int, order: Int, stride: Int,
    into result: UnsafeMutablePointer<Float>, threads: Int = Threads.available
  ) {
    gramTiles(order, threads) { tile in
      let (left, right) = (tile.rows, tile.columns)
      if left == right {
        alone {
          copenblas_ssyrk(
            Self.upper, Self.letter(true), Int32(left.count), Int32(rows), 1,
            a + left.lowerBound * stride,
            Int32(stride), 0, result + left.lowerBound * (order + 1), Int32(order))
        }
      } else {
        multiply(
          Factor(a + left.lowerBound * stride, stride: stride, transposed: true),
          Factor(a + right.lowerBound * stride, stride: stride), rows: left.count,
          columns: right.count, inner: rows,
          into: result + left.lowerBound + right.lowerBound * order, stride: order, threads: 1)
      }
    }
    mirror(result, order: order)
  }

  /// Adds a·aᵀ to the upper half of `c`, where a has `rows` × `columns` numbers, in single precision
  /// and with one thread.
  public func addOuterProducts(
    _ a: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int,
    into c: UnsafeMutablePointer<Float>, stride target: Int
  ) {
    alone {
      copenblas_ssyrk(
        Self.upper, Self.letter(false), Int32(rows), Int32(columns), 1, a, Int32(stride), 1, c,
        Int32(target))
    }
  }

  private func triangle(
    _ a: UnsafePointer<Double>, rows: Int, columns: Int, stride: Int,
    into c: UnsafeMutablePointer<Double>, stride target: Int
  ) {
    alone {
      copenblas_dsyrk(
        Self.upper, Self.letter(true), Int32(columns), Int32(rows), 1, a, Int32(stride), 0, c,
        Int32(target))
    }
  }

  /// Copies the upper half of a square matrix into its lower half.
  func mirror<Scalar>(_ matrix: UnsafeMutablePointer<Scalar>, order: Int) {
    // By small squares, since one of the two sides is read across columns.
    let side = 32
    for first in stride(from: 0, to: order, by: side) {
      for second in stride(from: first, to: order, by: side) {
        for column in second..<min(order, second + side) {
          for row in first..<min(column, first + side) {
            matrix[column + row * order] = matrix[row + column * order]
          }
        }
      }
    }
  }
}
