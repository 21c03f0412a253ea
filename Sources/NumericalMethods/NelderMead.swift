/// The minimum of a function by a simplex that walks downhill, without derivatives.
///
/// J. A. Nelder and R. Mead 1965, with the adaptive coefficients of F. Gao and L. Han 2012. Points
/// outside the bounds are set on them. The walk depends on nothing but its arguments.
public struct NelderMead: Hashable, Sendable {
  /// The most evaluations of the function.
  public var maximumEvaluations = 1000
  /// The walk ends when the values at the corners differ by less, relative to their size.
  public var tolerance = 1e-8

  /// What the walk found.
  public struct Minimum: Hashable, Sendable {
    /// Where the function is least.
    public let point: [Double]
    /// Its value there.
    public let value: Double
    /// How often the function was evaluated.
    public let evaluations: Int
  }

  /// A walk with a budget and a tolerance.
  public init(maximumEvaluations: Int = 1000, tolerance: Double = 1e-8) {
    self.maximumEvaluations = maximumEvaluations
    self.tolerance = tolerance
  }

  /// Walks from `start`, whose other corners are `steps` away, between `lower` and `upper`.
  ///
  /// A value that is not finite counts as infinitely bad. The walk ends early where `isHopeless`
  /// says so of the evaluations made and of the least value that they found.
  public func minimize(
    from start: [Double], steps: [Double], lower: [Double], upper: [Double],
    isHopeless: ((_ evaluations: Int, _ least: Double) -> Bool)? = nil,
    _ function: ([Double]) -> Double
  ) -> Minimum {
    let count = start.count
    guard count > 0 else { return Minimum(point: [], value: function([]), evaluations: 1) }
    var evaluations = 0
    func value(_ point: [Double]) -> Double {
      evaluations += 1
      let value = function(point)
      return value.isFinite ? value : .greatestFiniteMagnitude
    }
    var corners = [[Double]](repeating: start, count: count + 1)
    for place in 0..<count {
      corners[0][place] = min(max(start[place], lower[place]), upper[place])
    }
    for place in 0..<count {
      corners[place + 1] = corners[0]
      var moved = corners[0][place] + steps[place]
      if moved > upper[place] { moved = corners[0][place] - steps[place] }
      corners[place + 1][place] = min(max(moved, lower[place]), upper[place])
    }
    var values = corners.map(value)
    let size = Double(count)
    let expansion = 1 + 2 / size
    let contraction = 0.75 - 1 / (2 * size)
    let shrinkage = count > 1 ? 1 - 1 / size : 0.5
    var centre = [Double](repeating: 0, count: count)
    var trial = centre
    var second = centre
    func move(_ target: inout [Double], _ worst: Int, _ factor: Double) {
      for place in 0..<count {
        let moved = centre[place] + factor * (centre[place] - corners[worst][place])
        target[place] = min(max(moved, lower[place]), upper[place])
      }
    }
    while evaluations < maximumEvaluations {
      var (best, worst) = (0, 0)
      for corner in 1...count {
        if values[corner] < values[best] { best = corner }
        if values[corner] >= values[worst] { worst = corner }
      }
      if best == worst || isHopeless?(evaluations, values[best]) == true { break }
      var runnerUp = best
      for corner in 0...count where corner != worst && values[corner] > values[runnerUp] {
        runnerUp = corner
      }
      if values[worst] - values[best] <= tolerance * (abs(values[best]) + tolerance) { break }
      for place in 0..<count {
        var sum = 0.0
        for corner in 0...count where corner != worst { sum += corners[corner][place] }
        centre[place] = sum / size
      }
      move(&trial, worst, 1)
      let reflected = value(trial)
      if reflected < values[best] {
        move(&second, worst, expansion)
        let expanded = value(second)
        if expanded < reflected {
          swap(&corners[worst], &second)
          values[worst] = expanded
        } else {
          swap(&corners[worst], &trial)
          values[worst] = reflected
        }
        continue
      }
      if reflected < values[runnerUp] {
        swap(&corners[worst], &trial)
        values[worst] = reflected
        continue
      }
      let isOutside = reflected < values[worst]
      move(&second, worst, isOutside ? contraction : -contraction)
      let contracted = value(second)
      if contracted < min(reflected, values[worst]) {
        swap(&corners[worst], &second)
        values[worst] = contracted
        continue
      }
      for corner in 0...count where corner != best {
        for place in 0..<count {
          corners[corner][place] =
            corners[best][place] + shrinkage * (corners[corner][place] - corners[best][place])
        }
        values[corner] = value(corners[corner])
      }
    }
    var best = 0
    for corner in 1...count where values[corner] < values[best] { best = corner }
    return Minimum(point: corners[best], value: values[best], evaluations: evaluations)
  }
}
