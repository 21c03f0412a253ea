/// The least squares of one table of columns for many right sides, with a penalty on each
/// coefficient.
///
/// The table is factored once; each series then costs two triangular solutions.
struct NormalEquations: Sendable {
  /// How many coefficients there are.
  let count: Int
  /// The lower triangle of the factor, row by row.
  private var factor: [Double]

  /// Factors the products of the columns with the penalties on the diagonal; nil if they are
  /// dependent.
  init?(products: [Double], penalties: [Double]) {
    count = penalties.count
    var matrix = products
    let count = count
    for place in 0..<count { matrix[place * count + place] += penalties[place] }
    let isDefinite = matrix.withUnsafeMutableBufferPointer { matrix -> Bool in
      for row in 0..<count {
        for column in 0...row {
          var sum = matrix[row * count + column]
          for inner in 0..<column {
            sum -= matrix[row * count + inner] * matrix[column * count + inner]
          }
          if row == column {
            guard sum > 1e-12 else { return false }
            matrix[row * count + row] = sum.squareRoot()
          } else {
            matrix[row * count + column] = sum / matrix[column * count + column]
          }
        }
      }
      return true
    }
    guard isDefinite else { return nil }
    factor = matrix
  }

  /// The coefficients for the products of the columns with a right side.
  func solution(_ rightSide: [Double]) -> [Double] {
    var solution = rightSide
    solution.withUnsafeMutableBufferPointer { solution in
      factor.withUnsafeBufferPointer { factor in
        for row in 0..<count {
          var sum = solution[row]
          for inner in 0..<row { sum -= factor[row * count + inner] * solution[inner] }
          solution[row] = sum / factor[row * count + row]
        }
        for row in stride(from: count - 1, through: 0, by: -1) {
          var sum = solution[row]
          for inner in (row + 1)..<max(row + 1, count) {
            sum -= factor[inner * count + row] * solution[inner]
          }
          solution[row] = sum / factor[row * count + row]
        }
      }
    }
    return solution
  }
}
