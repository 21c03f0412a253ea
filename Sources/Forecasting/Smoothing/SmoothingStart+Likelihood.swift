import NumericalMethods

extension SmoothingStart {
  /// The parameters and the start of the season with the greatest likelihood that can be found.
  ///
  /// Walks begin at slow and at fast smoothing, and begin again until they gain nothing.
  func thoroughSearch(
    _ recursion: SmoothingRecursion
  ) -> (parameters: SmoothingParameters, deviance: Double, recursion: SmoothingRecursion) {
    let hasSlope = form.trend != .none
    let isDamped = form.trend == .damped
    let period = recursion.seasonStart.count
    let fixed = hasSlope ? 5 : 2
    var lower = [1e-4, -1e10]
    var upper = [0.9999, 1e10]
    if hasSlope {
      lower += [1e-4, -1e10, 0.8]
      upper += [1, 1e10, isDamped ? 0.98 : 0.8]
    }
    if period > 0 {
      lower += [1e-4] + [Double](repeating: -1e10, count: period)
      upper += [1] + [Double](repeating: 1e10, count: period)
    }
    func parameters(_ point: [Double]) -> SmoothingParameters {
      SmoothingParameters(
        alpha: point[0], beta: hasSlope ? point[2] * point[0] : 0,
        gamma: period > 0 ? point[fixed] * (1 - point[0]) : 0, damping: isDamped ? point[4] : 1,
        level: point[1], slope: hasSlope ? point[3] : 0)
    }
    func seasoned(_ point: [Double]) -> SmoothingRecursion {
      SmoothingRecursion(
        form: recursion.form, seasonStart: Array(point.suffix(period)), values: recursion.values)
    }
    var memory = recursion.seasonStart
    var best = (point: [Double](), value: Double.infinity)
    let starts =
      [(0.05, 0.1), (0.4, 0.1), (0.9, 0.1)] + (period > 0 ? [(0.1, 0.7), (0.5, 0.95)] : [])
    for (smoothing, seasonal) in starts {
      var point = [smoothing, level]
      if hasSlope { point += [0.1, slope, isDamped ? 0.95 : 0.8] }
      if period > 0 { point += [seasonal] + recursion.seasonStart }
      var last = Double.infinity
      for round in 0..<25 {
        let steps = point.enumerated().map { place, value -> Double in
          let share = round % 2 == 0 ? 0.1 : 0.02
          return max(share * abs(value), place < fixed ? 0.01 : 0.005)
        }
        let found = NelderMead(maximumEvaluations: 300 * point.count, tolerance: 1e-10).minimize(
          from: point, steps: steps, lower: lower, upper: upper
        ) { point in
          let own = period > 0 ? seasoned(point) : recursion
          return own.deviance(parameters(point), season: &memory)
        }
        point = found.point
        if found.value < best.value { best = (found.point, found.value) }
        if round > 1, last - found.value < 1e-3 { break }
        last = found.value
      }
    }
    guard !best.point.isEmpty else { return search(recursion) }
    return (parameters(best.point), best.value, seasoned(best.point))
  }
}
