/// What is known of each row: numbers, row after row.
///
/// A value that is no number (NaN) is missing, which the trees can split by like any other. A column
/// of categories holds codes from 0; a negative code is missing.
public struct FeatureMatrix: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The names of the columns.
  public let names: [String]
  /// The places of the columns that hold categories.
  public let categories: Set<Int>
  /// The values, row after row.
  public let values: [Double]

  /// The number of columns.
  public var columns: Int { names.count }

  /// Makes a matrix of values that stand row after row.
  public init(rows: Int, names: [String], categories: Set<Int> = [], values: [Double]) {
    precondition(values.count == rows * names.count, "each row has a value a column")
    precondition(categories.allSatisfy(names.indices.contains), "categories are columns")
    (self.rows, self.names, self.categories, self.values) = (rows, names, categories, values)
  }

  /// Makes a matrix of columns.
  public init(names: [String], categories: Set<Int> = [], columns: [[Double]]) {
    precondition(names.count == columns.count, "each column has a name")
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "the columns are as long as each other")
    var values = [Double](repeating: 0, count: rows * columns.count)
    for (place, column) in columns.enumerated() {
      for row in 0..<rows { values[row * columns.count + place] = column[row] }
    }
    self.init(rows: rows, names: names, categories: categories, values: values)
  }

  /// Some of the rows, in the given sequence.
  public func rows(_ chosen: [Int]) -> FeatureMatrix {
    var values: [Double] = []
    values.reserveCapacity(chosen.count * columns)
    for row in chosen {
      values.append(contentsOf: self.values[row * columns..<(row + 1) * columns])
    }
    return FeatureMatrix(rows: chosen.count, names: names, categories: categories, values: values)
  }
}
