import Glibc

/// A series on its way through the two passes.
struct AdditiveDraft: Sendable {
  /// The logarithms, NaN where there is no value.
  let logarithms: [Double]
  let scale: Double
  let rightSide: [Double]
  let observed: Int
  /// The sum of the squared logarithms.
  let squares: Double
  var coefficients: [Double] = []

  /// Whether no value is missing, so that the shared table serves.
  var isWhole: Bool { observed == logarithms.count }

  init?(_ values: [Double], design: AdditiveDesign) {
    var (sum, observed) = (0.0, 0)
    for value in values where value.isFinite {
      sum += abs(value)
      observed += 1
    }
    guard observed > 0, sum > 0 else { return nil }
    // The logarithm of 1 + y is at home with counts; other scales are brought there.
    let mean = sum / Double(observed)
    scale = mean < 1 ? mean / 10 : 1
    let factor = 1 / scale
    self.observed = observed
    logarithms = values.map { $0.isFinite ? log1p(max(0, $0 * factor)) : .nan }
    rightSide = design.table.products(with: logarithms, count: values.count)
    squares = logarithms.reduce(0) { $1.isFinite ? $0 + $1 * $1 : $0 }
  }

  /// The equations that all whole series share, or those of the rows with a value.
  private func equations(
    _ shared: NormalEquations?, _ design: AdditiveDesign, _ penalties: [Double]
  ) -> NormalEquations? {
    shared
      ?? NormalEquations(
        products: design.table.products(where: logarithms, count: logarithms.count),
        penalties: penalties)
  }

  func solved(
    _ shared: NormalEquations?, _ design: AdditiveDesign, _ penalties: [Double]
  ) -> AdditiveDraft? {
    guard let equations = equations(shared, design, penalties) else { return nil }
    var solved = self
    solved.coefficients = equations.solution(rightSide)
    return solved
  }

  func finished(
    _ shared: NormalEquations?, _ design: AdditiveDesign, centre: [Double], pooling: [Double],
    model: LogAdditive, from values: [Double]
  ) -> LogAdditive.Fit? {
    guard let equations = equations(shared, design, design.penalties(pooling: pooling)) else {
      return nil
    }
    var side = rightSide
    for (column, penalty) in zip(design.pooledColumns, pooling) {
      side[column] += penalty * centre[column]
    }
    let coefficients = equations.solution(side)
    let rows = 0..<design.table.rowCount
    let whole = design.table.values(coefficients, rows: rows)
    var slow = coefficients
    for column in design.pooledColumns { slow[column] = 0 }
    let count = logarithms.count
    let exponentials = whole.map { exp($0) }
    var (ratios, weights, errors, power) = (0.0, 0.0, 0.0, 1.0)
    var seen = 0
    for row in stride(from: count - 1, through: 0, by: -1) {
      let own = logarithms[row]
      guard own.isFinite else { continue }
      ratios += (max(0, values[row]) / scale + 1) / exponentials[row]
      if seen < 200 {
        errors += power * (own - whole[row])
        weights += power
        power *= model.levelMemory
        seen += 1
      }
    }
    let smearing = ratios / Double(observed)
    let shift = exp(errors / (weights + model.levelInertia))
    let fitted = exponentials[..<count].map { scale * max(0, $0 * smearing - 1) }
    let points = exponentials[count...].map { scale * max(0, $0 * shift * smearing - 1) }
    var squares = 0.0
    for row in 0..<count where values[row].isFinite {
      let error = values[row] - fitted[row]
      squares += error * error / max(fitted[row], scale)
    }
    let trend = design.trendValues(slow).enumerated().map { row, value in
      scale * max(0, exp(value) * smearing * (row < count ? 1 : shift) - 1)
    }
    let season = rows.map { row in
      let value = row < count ? fitted[row] : points[row - count]
      return trend[row] > 0 ? value / trend[row] : 1
    }
    var regressors: [Double] = []
    if !design.regressorColumns.isEmpty {
      var others = coefficients
      for column in design.regressorColumns { others[column] = 0 }
      regressors = design.table.values(others, rows: rows).enumerated().map { row, value in
        let without = scale * max(0, exp(value) * smearing * (row < count ? 1 : shift) - 1)
        return (row < count ? fitted[row] : points[row - count]) - without
      }
    }
    return LogAdditive.Fit(
      fitted: fitted, points: points, trend: trend, season: season, regressors: regressors,
      scales: points.map { (squares / Double(observed) * max($0, scale)).squareRoot() })
  }
}
