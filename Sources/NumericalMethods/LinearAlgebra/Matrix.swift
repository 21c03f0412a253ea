/// A matrix of doubles, column by column: element (row, column) is `values[row + column * rows]`.
public struct Matrix: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// All numbers, column after column.
  public var values: [Double]

  /// Makes a matrix from its numbers, column after column.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(values.count == rows * columns, "a matrix needs rows × columns numbers")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Makes a matrix of one number.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.init(
      rows: rows, columns: columns, values: [Double](repeating: value, count: rows * columns))
  }

  /// Makes a matrix from columns of equal length.
  public init(columns: [[Double]]) {
    self.init(
      rows: columns.first?.count ?? 0, columns: columns.count, values: columns.flatMap(\.self))
  }

  /// Makes a matrix from rows of equal length.
  public init(rows: [[Double]]) {
    self.init(columns: rows)
    self = transposed
  }

  /// The matrix with ones on the diagonal.
  public static func identity(_ order: Int) -> Matrix {
    var result = Matrix(rows: order, columns: order)
    for index in 0..<order { result[index, index] = 1 }
    return result
  }

  /// One number.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get { values[row + column * rows] }
    set { values[row + column * rows] = newValue }
  }

  /// The numbers of one column.
  public subscript(column column: Int) -> ArraySlice<Double> {
    values[column * rows..<(column + 1) * rows]
  }

  /// Rows as columns.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for column in 0..<columns {
      for row in 0..<rows { result[column, row] = self[row, column] }
    }
    return result
  }
}
