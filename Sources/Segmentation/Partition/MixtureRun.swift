import Glibc
import NumericalMethods

extension GaussianMixtureModel {
  static func log(_ x: Double) -> Double { Glibc.log(x) }
}

/// The EM algorithm for a mixture of normal clouds, over chunks of rows in a fixed order.
final class MixtureRun: @unchecked Sendable {
  // Each thread writes the rows of its own chunk.
  private let points: Matrix
  let clusters: Int
  private let shape: MixtureShape
  private let least: Double
  private(set) var weights: [Double]
  private(set) var centres: Matrix
  private(set) var covariances: [Matrix]
  /// The probability of each row and cloud, a cloud after the other.
  private let shares: UnsafeMutablePointer<Double>
  private(set) var meanLogLikelihood = -Double.infinity

  private static let chunk = 2_048

  init(_ points: Matrix, clusters: Int, shape: MixtureShape, least: Double) {
    self.points = points
    self.clusters = clusters
    self.shape = shape
    self.least = least
    weights = [Double](repeating: 1 / Double(clusters), count: clusters)
    centres = Matrix(rows: clusters, columns: points.columns)
    covariances = []
    shares = AlignedNumbers.allocate(points.rows * clusters, 0)
  }

  deinit { shares.deallocate() }

  private var chunks: Int { (points.rows + Self.chunk - 1) / Self.chunk }

  private func rows(_ chunk: Int) -> Range<Int> {
    chunk * Self.chunk..<min(points.rows, (chunk + 1) * Self.chunk)
  }

  /// Starts from groups: each row belongs to its own wholly.
  func maximise(from labels: ClusterLabels) throws {
    for (row, label) in labels.labels.enumerated() where label > 0 {
      shares[(label - 1) * points.rows + row] = 1
    }
    try maximise(Execution(threads: 1))
  }

  /// The likeliest cloud of each row, and its probability.
  var likeliest: ([Int], [Double]) {
    var clouds = [Int](repeating: 0, count: points.rows)
    var probabilities = [Double](repeating: 0, count: points.rows)
    for row in 0..<points.rows {
      for cloud in 0..<clusters where shares[cloud * points.rows + row] > probabilities[row] {
        (clouds[row], probabilities[row]) = (cloud, shares[cloud * points.rows + row])
      }
    }
    return (clouds, probabilities)
  }

  /// The probabilities of clouds by row; gives the mean log-likelihood.
  func expect(_ execution: Execution) throws -> Double {
    let d = points.columns
    var factors: [[Double]] = []
    var constants: [Double] = []
    for cloud in 0..<clusters {
      let factor = Self.cholesky(covariances[cloud], floor: least)
      let logRoot = (0..<d).reduce(0) { $0 + log(factor[$1 * d + $1]) }
      factors.append(factor)
      constants.append(
        log(max(weights[cloud], 1e-300)) - logRoot - Double(d) / 2 * log(2 * Double.pi))
    }
    let (factor, constant, centre) = (factors, constants, centres)
    let sums = Results<Double>(count: chunks)
    try execution.share(chunks) { chunk in
      let rows = self.rows(chunk)
      for cloud in 0..<clusters {
        logDensities(rows, factor[cloud], centre, cloud, constant[cloud])
      }
      sums.set(chunk, normalise(rows))
    }
    meanLogLikelihood = sums.all.reduce(0, +) / Double(points.rows)
    return meanLogLikelihood
  }

  /// Writes the log density of `rows` in a cloud: forward substitution, a column at a time.
  private func logDensities(
    _ rows: Range<Int>, _ factor: [Double], _ centres: Matrix, _ cloud: Int, _ constant: Double
  ) {
    let (n, d) = (rows.count, points.columns)
    var solved = [Double](repeating: 0, count: n * d)
    var squares = [Double](repeating: 0, count: n)
    points.values.withUnsafeBufferPointer { values in
      solved.withUnsafeMutableBufferPointer { solved in
        squares.withUnsafeMutableBufferPointer { squares in
          for i in 0..<d {
            let column = i * points.rows + rows.lowerBound
            let mean = centres[cloud, i]
            for row in 0..<n { solved[i * n + row] = values[column + row] - mean }
            for j in 0..<i {
              let weight = factor[i * d + j]
              if weight == 0 { continue }
              for row in 0..<n { solved[i * n + row] -= weight * solved[j * n + row] }
            }
            let scale = 1 / factor[i * d + i]
            for row in 0..<n {
              let value = solved[i * n + row] * scale
              solved[i * n + row] = value
              squares[row] += value * value
            }
          }
          let target = shares + cloud * points.rows + rows.lowerBound
          for row in 0..<n { target[row] = constant - 0.5 * squares[row] }
        }
      }
    }
  }

  /// Turns log densities into probabilities; gives the sum of the rows' log-likelihoods.
  private func normalise(_ rows: Range<Int>) -> Double {
    var total = 0.0
    for row in rows {
      var top = -Double.infinity
      for cloud in 0..<clusters { top = max(top, shares[cloud * points.rows + row]) }
      var sum = 0.0
      for cloud in 0..<clusters {
        let share = exp(shares[cloud * points.rows + row] - top)
        shares[cloud * points.rows + row] = share
        sum += share
      }
      for cloud in 0..<clusters { shares[cloud * points.rows + row] /= sum }
      total += top + log(sum)
    }
    return total
  }

  /// Places, shapes and weights of the clouds from the probabilities; a cloud a piece of work.
  func maximise(_ execution: Execution) throws {
    let found = Results<Cloud>(count: clusters)
    try execution.share(clusters) { found.set($0, cloud($0)) }
    var covariances: [Matrix] = []
    for (index, cloud) in found.all.enumerated() {
      weights[index] = cloud.weight
      for column in 0..<points.columns { centres[index, column] = cloud.centre[column] }
      covariances.append(cloud.covariance)
    }
    self.covariances = covariances
  }

  private struct Cloud: Sendable {
    var weight: Double
    var centre: [Double]
    var covariance: Matrix
  }

  private func cloud(_ index: Int) -> Cloud {
    let (n, d) = (points.rows, points.columns)
    let share = UnsafeBufferPointer(start: shares + index * n, count: n)
    let total = max(Self.sum(share) { $0 }, 1e-10)
    return points.values.withUnsafeBufferPointer { values in
      var centre = [Double](repeating: 0, count: d)
      var covariance = Matrix(rows: d, columns: d)
      for i in 0..<d {
        var sum = SIMD4<Double>()
        for row in 0..<n { sum[row & 3] += share[row] * values[i * n + row] }
        centre[i] = sum.sum() / total
      }
      for i in 0..<d {
        for j in (shape == .full ? 0 : i)...i {
          var sum = SIMD4<Double>()
          for row in 0..<n {
            sum[row & 3] +=
              share[row] * (values[i * n + row] - centre[i]) * (values[j * n + row] - centre[j])
          }
          covariance[i, j] = sum.sum() / total
          covariance[j, i] = covariance[i, j]
        }
        covariance[i, i] += least
      }
      return Cloud(weight: total / Double(n), centre: centre, covariance: covariance)
    }
  }

  private static func sum(
    _ values: UnsafeBufferPointer<Double>, _ body: (Double) -> Double
  ) -> Double {
    values.reduce(0) { $0 + body($1) }
  }

  /// The lower factor, row by row; a direction without width gets the least that is allowed.
  private static func cholesky(_ matrix: Matrix, floor: Double) -> [Double] {
    let d = matrix.rows
    var factor = [Double](repeating: 0, count: d * d)
    for column in 0..<d {
      for row in column..<d {
        var sum = matrix[row, column]
        for k in 0..<column { sum -= factor[row * d + k] * factor[column * d + k] }
        factor[row * d + column] =
          row == column
          ? max(sum, floor * 1e-3).squareRoot() : sum / factor[column * d + column]
      }
    }
    return factor
  }
}
