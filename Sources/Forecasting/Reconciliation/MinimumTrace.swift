/// The combination of all forecasts with the least variance (MinT).
///
/// The covariance of the errors is shrunk towards its diagonal by the amount of J. Schäfer and
/// K. Strimmer 2005.
struct MinimumTrace {
  /// The variance of each node's errors.
  let variances: [Double]
  /// For each given series: the weight of each node's forecast, before the last solution.
  private let weights: [[Double]]
  private let equations: NormalEquations

  /// Nil if the errors are too few or their covariance has no inverse.
  init?(_ hierarchy: Hierarchy, errors: [[Double]]) {
    let count = hierarchy.nodes.count
    let steps = errors.map(\.count).min() ?? 0
    guard steps >= 3, errors.count == count, hierarchy.bottomCount <= 2000 else { return nil }
    let covariance = Self.shrunkCovariance(errors.map { Array($0.prefix(steps)) })
    variances = (0..<count).map { covariance[$0 * count + $0] }
    let floor = 1e-9 * (variances.max() ?? 1)
    guard
      let inverse = NormalEquations(
        products: covariance, penalties: variances.map { _ in max(floor, 1e-300) })
    else { return nil }
    let inner = count - hierarchy.bottomCount
    // The column of a given series is 1 at itself and at all that it adds to.
    let columns = (inner..<count).map { leaf -> [Double] in
      var column = [Double](repeating: 0, count: count)
      var place: Int? = leaf
      while let current = place {
        column[current] = 1
        place = hierarchy.nodes[current].parent
      }
      return column
    }
    weights = columns.map { inverse.solution($0) }
    let size = hierarchy.bottomCount
    var products = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size {
        products[row * size + column] = zip(columns[row], weights[column]).reduce(0) {
          $0 + $1.0 * $1.1
        }
      }
    }
    guard
      let equations = NormalEquations(
        products: products, penalties: [Double](repeating: 0, count: size))
    else { return nil }
    self.equations = equations
  }

  /// The forecasts of the given series.
  func bottom(_ base: [Double]) -> [Double] {
    equations.solution(weights.map { zip($0, base).reduce(0) { $0 + $1.0 * $1.1 } })
  }

  private static func shrunkCovariance(_ errors: [[Double]]) -> [Double] {
    let count = errors.count
    let steps = Double(errors[0].count)
    let centred = errors.map { own -> [Double] in
      let mean = own.reduce(0, +) / steps
      return own.map { $0 - mean }
    }
    let deviations = centred.map { own in
      (own.reduce(0) { $0 + $1 * $1 } / (steps - 1)).squareRoot()
    }
    var covariance = [Double](repeating: 0, count: count * count)
    var (noise, signal) = (0.0, 0.0)
    for row in 0..<count {
      for column in 0...row {
        var sum = 0.0
        for (a, b) in zip(centred[row], centred[column]) { sum += a * b }
        let value = sum / (steps - 1)
        covariance[row * count + column] = value
        covariance[column * count + row] = value
        guard row != column, deviations[row] > 0, deviations[column] > 0 else { continue }
        let unit = deviations[row] * deviations[column]
        let correlation = value / unit
        let mean = sum / unit / steps
        var spread = 0.0
        for (a, b) in zip(centred[row], centred[column]) {
          let distance = a * b / unit - mean
          spread += distance * distance
        }
        noise += steps / ((steps - 1) * (steps - 1) * (steps - 1)) * spread
        signal += correlation * correlation
      }
    }
    let share = signal > 0 ? min(max(noise / signal, 0), 1) : 1
    for row in 0..<count {
      for column in 0..<count where row != column { covariance[row * count + column] *= 1 - share }
    }
    return covariance
  }
}
