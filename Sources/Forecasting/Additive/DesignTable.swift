/// The columns that an additive model adds up, row by row: one row a step, history and future.
struct DesignTable: Sendable {
  /// How many rows there are.
  let rowCount: Int
  /// How many columns there are.
  let columnCount: Int
  /// The cells, row by row.
  let cells: [Double]

  /// A table of columns of equal length.
  init(columns: [[Double]], rowCount: Int) {
    self.rowCount = rowCount
    columnCount = columns.count
    var cells = [Double](repeating: 0, count: rowCount * columns.count)
    for (column, values) in columns.enumerated() {
      for row in 0..<rowCount { cells[row * columns.count + column] = values[row] }
    }
    self.cells = cells
  }

  /// A table of cells, row by row.
  init(cells: [Double], rowCount: Int, columnCount: Int) {
    self.cells = cells
    self.rowCount = rowCount
    self.columnCount = columnCount
  }

  /// The sums of the products of each two columns over the rows that are finite in `values`.
  func products(where values: [Double], count: Int) -> [Double] {
    var products = [Double](repeating: 0, count: columnCount * columnCount)
    let width = columnCount
    products.withUnsafeMutableBufferPointer { products in
      cells.withUnsafeBufferPointer { cells in
        for row in 0..<count where values[row].isFinite {
          let own = row * width
          for first in 0..<width {
            let factor = cells[own + first]
            if factor == 0 { continue }
            for second in 0...first {
              products[first * width + second] += factor * cells[own + second]
            }
          }
        }
        for first in 0..<width {
          for second in 0..<first {
            products[second * width + first] = products[first * width + second]
          }
        }
      }
    }
    return products
  }

  /// The sums of the products of each column with `values`, over its finite rows.
  func products(with values: [Double], count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: columnCount)
    let width = columnCount
    sums.withUnsafeMutableBufferPointer { sums in
      cells.withUnsafeBufferPointer { cells in
        for row in 0..<count {
          let value = values[row]
          guard value.isFinite else { continue }
          let own = row * width
          for column in 0..<width { sums[column] += value * cells[own + column] }
        }
      }
    }
    return sums
  }

  /// The sum of the columns times their coefficients, for each of the rows.
  func values(_ coefficients: [Double], rows: Range<Int>) -> [Double] {
    let width = columnCount
    return cells.withUnsafeBufferPointer { cells in
      coefficients.withUnsafeBufferPointer { coefficients in
        rows.map { row in
          var sums = SIMD4<Double>.zero
          let own = row * width
          var column = 0
          while column + 4 <= width {
            let part = SIMD4(
              cells[own + column], cells[own + column + 1], cells[own + column + 2],
              cells[own + column + 3])
            let factors = SIMD4(
              coefficients[column], coefficients[column + 1], coefficients[column + 2],
              coefficients[column + 3])
            sums += part * factors
            column += 4
          }
          var sum = sums.sum()
          while column < width {
            sum += cells[own + column] * coefficients[column]
            column += 1
          }
          return sum
        }
      }
    }
  }
}
