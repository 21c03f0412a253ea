public import NumericalMethods

extension Matrix {
  /// Throws unless there is a row and a column, and all numbers are finite.
  func checkPoints() throws(SegmentationError) {
    guard rows > 0, columns > 0 else { throw .empty }
    // Zero times a number is zero, unless the number is infinite or none at all.
    let isFinite = values.withUnsafeBufferPointer { values in
      NumberSums.sum(values) { $0 * 0 } == 0
    }
    if isFinite { return }
    for (index, value) in values.enumerated() where !value.isFinite {
      throw .notFinite(row: index % rows, column: index / rows)
    }
  }

  /// The number of rows that differ, counted up to `limit`.
  func distinctRows(upTo limit: Int) -> Int {
    var seen: Set<[Double]> = []
    for row in 0..<rows where seen.count < limit {
      seen.insert((0..<columns).map { self[row, $0] })
    }
    return seen.count
  }

  /// The rows at `rows`, in that order.
  public func picking(_ rows: [Int]) -> Matrix {
    var result = Matrix(rows: rows.count, columns: columns)
    for column in 0..<columns {
      for (index, row) in rows.enumerated() { result[index, column] = self[row, column] }
    }
    return result
  }

  /// The mean of each column.
  var columnMeans: [Double] {
    guard rows > 0 else { return [Double](repeating: 0, count: columns) }
    return values.withUnsafeBufferPointer { values in
      (0..<columns).map { column in
        let numbers = UnsafeBufferPointer(rebasing: values[column * rows..<(column + 1) * rows])
        // Numbers near the largest there are have no sum; they stay where they are.
        let mean = NumberSums.sum(numbers) { $0 } / Double(rows)
        return mean.isFinite ? mean : 0
      }
    }
  }

  /// The columns less their means: distances stay, and less is lost in their sums.
  var centred: Matrix {
    var result = self
    for (column, mean) in columnMeans.enumerated() {
      for row in 0..<rows { result[row, column] -= mean }
    }
    return result
  }
}
