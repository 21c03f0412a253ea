import Glibc

/// Minus the logarithm of the posterior of the Prophet model, with its slope in each number.
///
/// A point holds the trend's slope and offset, its changes, the logarithm of the deviation, and the
/// coefficients of seasons and regressors.
struct ProphetObjective {
  private let model: ProphetCompatible
  private let values: [Double]
  /// The columns of slope, offset and changes at the known rows, row by row.
  private let trendCells: [Double]
  /// The columns of seasons and regressors at the known rows, row by row.
  private let effectCells: [Double]
  private let trendCount: Int
  private let effectCount: Int
  private let quadratic: Quadratic?

  init(_ model: ProphetCompatible, design: ProphetDesign, values: [Double]) {
    self.model = model
    self.values = values
    trendCount = 2 + design.changepoints.count
    effectCount = design.effects.first?.count ?? 0
    trendCells = design.known.flatMap { row in
      let time = design.times[row]
      return [time, 1] + design.changepoints.map { max(0, time - $0) }
    }
    effectCells = design.known.flatMap { design.effects[$0] }
    quadratic =
      model.isMultiplicative
      ? nil
      : Quadratic(
        cells: design.known.indices.flatMap { [trendCells, effectCells, trendCount, effectCount] in
          trendCells[($0 * trendCount)..<(($0 + 1) * trendCount)]
            + effectCells[($0 * effectCount)..<(($0 + 1) * effectCount)]
        }, width: trendCount + effectCount, values: values, changes: 2..<trendCount)
  }

  /// Where Prophet begins: the line through the first and the last value, and a deviation of 1.
  var start: [Double] {
    var point = [Double](repeating: 0, count: trendCount + 1 + effectCount)
    let (first, last) = (trendCells[0], trendCells[(values.count - 1) * trendCount])
    if last > first { point[0] = (values[values.count - 1] - values[0]) / (last - first) }
    point[1] = values[0] - point[0] * first
    return point
  }

  /// What a point says.
  func found(_ point: [Double]) -> ProphetSearch.Found {
    ProphetSearch.Found(
      slope: point[0], offset: point[1], changes: Array(point[2..<trendCount]),
      effects: Array(point[(trendCount + 1)...]), deviation: exp(point[trendCount]))
  }

  /// The value of a point; its slopes are written to `gradient`.
  func value(_ point: [Double], gradient: inout [Double]) -> Double {
    let deviation = exp(point[trendCount])
    let weight = 1 / (deviation * deviation)
    let squares =
      quadratic?.squares(point, without: trendCount, weight: weight, gradient: &gradient)
      ?? multipliedSquares(point, weight: weight, gradient: &gradient)
    let count = Double(values.count)
    var value = 0.5 * weight * squares + count * point[trendCount] + 2 * deviation * deviation
    gradient[trendCount] = count - weight * squares + 4 * deviation * deviation
    for place in 0..<2 {
      value += point[place] * point[place] / 50
      gradient[place] += point[place] / 25
    }
    for place in 2..<trendCount {
      value += abs(point[place]) / model.changepointScale
      let side = point[place] > 0 ? 1.0 : point[place] < 0 ? -1 : 0
      gradient[place] += side / model.changepointScale
    }
    let share = 1 / (model.coefficientScale * model.coefficientScale)
    for place in (trendCount + 1)..<(trendCount + 1 + effectCount) {
      value += 0.5 * share * point[place] * point[place]
      gradient[place] += share * point[place]
    }
    return value
  }

  /// The sum of squared errors where effects multiply the trend, and the slopes of its half.
  private func multipliedSquares(
    _ point: [Double], weight: Double, gradient: inout [Double]
  ) -> Double {
    let (trendCount, effectCount) = (trendCount, effectCount)
    var squares = 0.0
    for place in gradient.indices { gradient[place] = 0 }
    trendCells.withUnsafeBufferPointer { trendCells in
      effectCells.withUnsafeBufferPointer { effectCells in
        for row in values.indices {
          let (own, other) = (row * trendCount, row * effectCount)
          var trend = 0.0
          var effect = 1.0
          for place in 0..<trendCount { trend += trendCells[own + place] * point[place] }
          for place in 0..<effectCount {
            effect += effectCells[other + place] * point[trendCount + 1 + place]
          }
          let error = values[row] - trend * effect
          squares += error * error
          let (trendShare, effectShare) = (-weight * error * effect, -weight * error * trend)
          for place in 0..<trendCount { gradient[place] += trendShare * trendCells[own + place] }
          for place in 0..<effectCount {
            gradient[trendCount + 1 + place] += effectShare * effectCells[other + place]
          }
        }
      }
    }
    return squares
  }

  /// The sum of squared errors of a linear model, seen from numbers near the wanted ones: there,
  /// small errors do not drown in large sums.
  private struct Quadratic {
    private let width: Int
    private let products: [Double]
    private let centre: [Double]
    private let centreSquares: Double
    /// The products of the columns with the errors at the centre.
    private let rest: [Double]

    init?(cells: [Double], width: Int, values: [Double], changes: Range<Int>) {
      let table = DesignTable(cells: cells, rowCount: values.count, columnCount: width)
      let products = table.products(where: values, count: values.count)
      // Changes as small as the prior has them.
      let penalties = (0..<width).map { changes.contains($0) ? 4 : 1e-4 }
      guard let equations = NormalEquations(products: products, penalties: penalties) else {
        return nil
      }
      let centre = equations.solution(table.products(with: values, count: values.count))
      let errors = values.indices.map { row in
        (0..<width).reduce(values[row]) { $0 - cells[row * width + $1] * centre[$1] }
      }
      self.width = width
      self.products = products
      self.centre = centre
      centreSquares = errors.reduce(0) { $0 + $1 * $1 }
      rest = table.products(with: errors, count: values.count)
    }

    /// The squares at a point, of which the number at `gap` is no coefficient, and the weighted
    /// slopes of their half.
    func squares(
      _ point: [Double], without gap: Int, weight: Double, gradient: inout [Double]
    ) -> Double {
      let distances = (0..<width).map { point[$0 < gap ? $0 : $0 + 1] - centre[$0] }
      var squares = centreSquares
      products.withUnsafeBufferPointer { products in
        for row in 0..<width {
          var sum = 0.0
          for column in 0..<width { sum += products[row * width + column] * distances[column] }
          squares += distances[row] * (sum - 2 * rest[row])
          gradient[row < gap ? row : row + 1] = weight * (sum - rest[row])
        }
      }
      return max(0, squares)
    }
  }
}
