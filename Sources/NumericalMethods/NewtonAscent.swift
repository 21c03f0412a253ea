/// The highest place of a smooth function of a few numbers, by Newton's steps with damping.
public struct NewtonAscent: Hashable, Sendable {
  /// A function's value at a place, with its first and second derivatives.
  public struct Surface: Sendable {
    /// The value; a place where it is not finite is never entered.
    public var value: Double
    /// The first derivatives.
    public var gradient: [Double]
    /// The second derivatives, row by row.
    public var hessian: [[Double]]

    /// Describes a function at a place.
    public init(value: Double, gradient: [Double], hessian: [[Double]]) {
      self.value = value
      self.gradient = gradient
      self.hessian = hessian
    }
  }

  /// The place.
  public let place: [Double]
  /// The value there.
  public let value: Double
  /// The second derivatives there, row by row.
  public let hessian: [[Double]]
  /// The number of steps.
  public let steps: Int
  /// Whether no further step would raise the value by more than a rounding error.
  public let hasConverged: Bool

  /// Climbs from a place; no number gets farther from zero than `bound`.
  ///
  /// The end is where the rise that a step promises is below 1e-13 of the value: a test of the
  /// gradient alone would depend on the units of the numbers.
  public init(
    from start: [Double], bound: Double = 25, limit: Int = 200, of function: ([Double]) -> Surface
  ) {
    var place = start
    var here = function(place)
    var damping = 0.0
    var steps = 0
    var hasConverged = false
    while steps < limit && !hasConverged {
      steps += 1
      guard let step = Self.step(here, damping) else {
        damping = max(1e-3 * Self.scale(here.hessian), damping * 10)
        continue
      }
      let next = zip(place, step).map { min(bound, max(-bound, $0 + $1)) }
      let rise = zip(here.gradient, zip(next, place)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
      let there = function(next)
      if there.value >= here.value {
        hasConverged = rise < 1e-13 * (1 + abs(there.value))
        (place, here) = (next, there)
        damping = damping < 1e-9 * Self.scale(here.hessian) ? 0 : damping / 10
      } else {
        // On the flat top a step can only lose a rounding error.
        hasConverged = rise < 1e-11 * (1 + abs(here.value))
        damping = max(1e-3 * Self.scale(here.hessian), damping * 10)
      }
    }
    self.place = place
    value = here.value
    hessian = here.hessian
    self.steps = steps
    self.hasConverged = hasConverged
  }

  private static func scale(_ hessian: [[Double]]) -> Double {
    hessian.indices.reduce(1e-12) { max($0, abs(hessian[$1][$1])) }
  }

  /// The step to the top of the parabola, no number by more than 2; nil where the function does not
  /// bend down.
  private static func step(_ surface: Surface, _ damping: Double) -> [Double]? {
    var matrix = surface.hessian
    for row in matrix.indices {
      for column in matrix.indices { matrix[row][column] = -matrix[row][column] }
      matrix[row][row] += damping
    }
    guard let step = solve(matrix, surface.gradient) else { return nil }
    let longest = step.reduce(0) { max($0, abs($1)) }
    guard longest.isFinite else { return nil }
    return longest > 2 ? step.map { $0 * 2 / longest } : step
  }

  /// The x with a x = b for a small symmetric positive definite matrix; nil if it is not one.
  public static func solve(_ a: [[Double]], _ b: [Double]) -> [Double]? {
    let n = b.count
    var factor = a
    for column in 0..<n {
      for row in column..<n {
        var sum = a[row][column]
        for k in 0..<column { sum -= factor[row][k] * factor[column][k] }
        if row == column {
          guard sum > 1e-14 * abs(a[row][row]) else { return nil }
          factor[row][row] = sum.squareRoot()
        } else {
          factor[row][column] = sum / factor[column][column]
        }
      }
    }
    var x = b
    for row in 0..<n {
      for k in 0..<row { x[row] -= factor[row][k] * x[k] }
      x[row] /= factor[row][row]
    }
    for row in (0..<n).reversed() {
      for k in (row + 1)..<max(row + 1, n) { x[row] -= factor[k][row] * x[k] }
      x[row] /= factor[row][row]
    }
    return x
  }
}
