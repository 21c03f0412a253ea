import NumericalMethods

extension SmoothingStart {
  /// The parameters and the start of the season with the greatest likelihood that can be found.
  ///
  /// The smoothing may lie anywhere in the admissible region, where errors of long ago fade out: it
  /// is larger than the usual one. Walks begin at slow and at fast smoothing, and begin again until
  /// they gain nothing.
  func thoroughSearch(
    _ recursion: SmoothingRecursion
  ) -> (parameters: SmoothingParameters, deviance: Double, recursion: SmoothingRecursion)? {
    let hasSlope = form.trend != .none
    let isDamped = form.trend == .damped
    let period = recursion.seasonStart.count
    let fixed = hasSlope ? 5 : 2
    var lower = [1e-4, -1e10]
    var upper = [0.9999, 1e10]
    if hasSlope {
      lower += [1e-4, -1e10, 0.8]
      upper += [0.9999, 1e10, isDamped ? 0.98 : 0.8]
    }
    if period > 0 {
      lower += [1e-4] + [Double](repeating: -1e10, count: period)
      upper += [0.9999] + [Double](repeating: 1e10, count: period)
    }
    func parameters(_ point: [Double]) -> SmoothingParameters {
      SmoothingParameters(
        alpha: point[0], beta: hasSlope ? point[2] : 0, gamma: period > 0 ? point[fixed] : 0,
        damping: isDamped ? point[4] : 1, level: point[1], slope: hasSlope ? point[3] : 0)
    }
    func seasoned(_ point: [Double]) -> SmoothingRecursion {
      SmoothingRecursion(
        form: recursion.form, seasonStart: Array(point.suffix(period)), values: recursion.values)
    }
    var memory = recursion.seasonStart
    var best = (point: [Double](), value: Double.infinity)
    func walk(from start: [Double]) {
      var point = start
      var last = Double.infinity
      for round in 0..<25 {
        let steps = point.enumerated().map { place, value -> Double in
          let share = round % 2 == 0 ? 0.1 : 0.02
          return max(share * abs(value), place < fixed ? 0.01 : 0.005)
        }
        let found = NelderMead(maximumEvaluations: 300 * point.count, tolerance: 1e-10).minimize(
          from: point, steps: steps, lower: lower, upper: upper
        ) { point in
          let own = parameters(point)
          guard own.isAdmissible(period: period) else { return .infinity }
          return (period > 0 ? seasoned(point) : recursion).deviance(own, season: &memory)
        }
        point = found.point
        if found.value < best.value { best = (found.point, found.value) }
        if round > 1, last - found.value < 1e-3 { break }
        last = found.value
      }
    }
    let usual = search(recursion, rival: nil)
    let near = usual?.parameters ?? self.parameters
    var starts = [near]
    for (smoothing, seasonal) in [(0.05, 0.1), (0.4, 0.1), (0.9, 0.1), (0.1, 0.7), (0.5, 0.9)]
    where period > 0 || seasonal < 0.5 {
      var start = near
      (start.alpha, start.beta, start.gamma) = (smoothing, 0.1 * smoothing, seasonal)
      (start.level, start.slope, start.damping) = (level, slope, 0.95)
      starts.append(start)
    }
    func point(_ start: SmoothingParameters, season: [Double]) -> [Double] {
      var point = [start.alpha, start.level]
      if hasSlope { point += [start.beta, start.slope, isDamped ? start.damping : 0.8] }
      return period > 0 ? point + [start.gamma] + season : point
    }
    for start in starts { walk(from: point(start, season: recursion.seasonStart)) }
    if best.value >= .greatestFiniteMagnitude {
      // A season or a slope so strong that it leads below zero: begin with hardly any.
      let middle = form.season == .multiplicative ? 1.0 : 0
      let season = recursion.seasonStart.map { middle + 0.1 * ($0 - middle) }
      for var start in starts {
        start.level = recursion.values.reduce(0, +) / Double(recursion.values.count)
        start.slope = 0
        walk(from: point(start, season: season))
      }
    }
    guard !best.point.isEmpty else { return usual }
    return (parameters(best.point), best.value, seasoned(best.point))
  }
}

extension SmoothingParameters {
  /// Whether errors of long ago fade out of what is expected.
  ///
  /// R. J. Hyndman and others 2008, chapter 10. With level and slope, any smoothing below one is
  /// admissible. With a season, too, the roots of the characteristic polynomial must lie in the unit
  /// circle, which the Schur-Cohn recursion tells without finding them.
  func isAdmissible(period: Int) -> Bool {
    guard period > 1, beta > 0, beta > alpha || gamma > 1 - alpha else { return true }
    let common = alpha + beta - alpha * damping
    // From the greatest power, which has the coefficient 1, to the constant.
    var polynomial = [1, alpha + beta - damping]
    polynomial += [Double](repeating: common, count: period - 2)
    polynomial += [common + gamma - 1, damping * (1 - alpha - gamma)]
    while polynomial.count > 1 {
      let reflection = polynomial[polynomial.count - 1]
      guard abs(reflection) < 1 else { return false }
      let scale = 1 / (1 - reflection * reflection)
      let degree = polynomial.count - 1
      polynomial = (0..<degree).map {
        (polynomial[$0] - reflection * polynomial[degree - $0]) * scale
      }
    }
    return true
  }
}
