import Glibc
import Tasks

/// The search for the numbers of the Prophet model.
///
/// For the most probable ones, the sum of squares is minimised by Gauss-Newton steps; the absolute
/// values of the changes are majorised by squares that touch them (iteratively reweighted least
/// squares), and the deviation has a closed form.
struct ProphetSearch {
  /// The numbers of the model.
  struct Found: Hashable, Sendable {
    var slope: Double
    var offset: Double
    var changes: [Double]
    var effects: [Double]
    var deviation: Double
  }

  private let model: ProphetCompatible
  private let design: ProphetDesign
  private let values: [Double]

  init(_ model: ProphetCompatible, design: ProphetDesign, values: [Double]) {
    self.model = model
    self.design = design
    self.values = values
  }

  /// The numbers where Prophet's own search ends.
  ///
  /// From 100 values on, Stan walks by slopes and stops at the kinks of the changes' prior, a little
  /// before the most probable numbers. Where a walk of few values stops hangs on their last digits:
  /// of three from almost the same start, the one with the most probable end counts.
  func asProphetEnds(_ cancellation: Cancellation) throws -> Found {
    guard values.count >= 100 else { return try mostProbable(cancellation) }
    let objective = ProphetObjective(model, design: design, values: values)
    let walk = QuasiNewtonWalk { objective.value($0, gradient: &$1) }
    var best: QuasiNewtonWalk.Place?
    for shift in 0..<(model.isMultiplicative || values.count >= 500 ? 1 : 3) {
      let start = objective.start.map { $0 * (1 + Double(shift) * 1e-9) }
      if let end = try walk.end(from: start, cancellation: cancellation),
        end.value < best?.value ?? .infinity
      {
        best = end
      }
    }
    guard let best else { return try mostProbable(cancellation) }
    return objective.found(best.point)
  }

  /// The most probable numbers.
  func mostProbable(_ cancellation: Cancellation) throws -> Found {
    var found = start()
    // The additive model is linear: its table does not change between steps.
    var table = model.isMultiplicative ? nil : linearized(found)
    var last = Double.infinity
    for _ in 0..<(model.isMultiplicative ? 60 : 200) {
      try cancellation.check()
      let current = table ?? linearized(found)
      guard let next = step(found, current) else { break }
      found = next.found
      if !model.isMultiplicative { table = current }
      let cost = cost(found, squares: next.squares)
      if abs(last - cost) < 1e-9 * max(1, abs(cost)) { break }
      last = cost
    }
    return found
  }

  /// The line through the first and the last value, as Prophet begins.
  private func start() -> Found {
    let rows = design.known
    let (first, last) = (design.times[rows[0]], design.times[rows[rows.count - 1]])
    let slope = last > first ? (values[values.count - 1] - values[0]) / (last - first) : 0
    return Found(
      slope: slope, offset: values[0] - slope * first,
      changes: design.changepoints.map { _ in 0 },
      effects: (design.effects.first ?? []).map { _ in 0 }, deviation: 0.1)
  }

  /// What is linear in a neighbourhood: the products of the columns with each other and with the
  /// values that the columns should sum to.
  private struct Linearized {
    let products: [Double]
    let rightSide: [Double]
    let targetSquares: Double

    /// The sum of squared errors with these coefficients.
    func squares(_ solution: [Double]) -> Double {
      let count = solution.count
      var sum = targetSquares
      for row in 0..<count {
        var product = 0.0
        for column in 0..<count { product += products[row * count + column] * solution[column] }
        sum += solution[row] * (product - 2 * rightSide[row])
      }
      return max(0, sum)
    }
  }

  private func linearized(_ found: Found) -> Linearized {
    let rows = design.known
    let changes = design.changepoints
    let width = 2 + changes.count + found.effects.count
    var cells = [Double](repeating: 0, count: rows.count * width)
    var targets = [Double](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() {
      let own = place * width
      var factor = 1.0
      var reach = 1.0
      if model.isMultiplicative {
        let effect = zip(design.effects[row], found.effects).reduce(0) { $0 + $1.0 * $1.1 }
        factor = 1 + effect
        reach = design.trend(row, found)
        // The product's expansion counts the trend's effect twice: once is taken back.
        targets[place] = values[place] + reach * effect
      } else {
        targets[place] = values[place]
      }
      let time = design.times[row]
      cells[own] = factor * time
      cells[own + 1] = factor
      for (index, change) in changes.enumerated() where time > change {
        cells[own + 2 + index] = factor * (time - change)
      }
      for (index, effect) in design.effects[row].enumerated() {
        cells[own + 2 + changes.count + index] = reach * effect
      }
    }
    let table = DesignTable(cells: cells, rowCount: rows.count, columnCount: width)
    return Linearized(
      products: table.products(where: targets, count: rows.count),
      rightSide: table.products(with: targets, count: rows.count),
      targetSquares: targets.reduce(0) { $0 + $1 * $1 })
  }

  private func step(
    _ found: Found, _ table: Linearized
  ) -> (found: Found, squares: Double)? {
    let variance = found.deviation * found.deviation
    var penalties = [variance / 25, variance / 25]
    for change in found.changes {
      penalties.append(variance / (model.changepointScale * max(abs(change), 1e-7)))
    }
    let share = variance / (model.coefficientScale * model.coefficientScale)
    penalties += [Double](repeating: share, count: found.effects.count)
    guard let equations = NormalEquations(products: table.products, penalties: penalties) else {
      return nil
    }
    let solution = equations.solution(table.rightSide)
    var next = found
    next.slope = solution[0]
    next.offset = solution[1]
    next.changes = Array(solution[2..<(2 + found.changes.count)])
    next.effects = Array(solution[(2 + found.changes.count)...])
    // The zero of the derivative, with the deviation's own prior of scale 0.5.
    let squares = model.isMultiplicative ? squares(next) : table.squares(solution)
    let count = Double(values.count)
    let best = (-count + (count * count + 16 * squares).squareRoot()) / 8
    next.deviation = max(best, 1e-12).squareRoot()
    return (next, squares)
  }

  private func squares(_ found: Found) -> Double {
    var sum = 0.0
    for (place, row) in design.known.enumerated() {
      let error = values[place] - value(row, found)
      sum += error * error
    }
    return sum
  }

  /// The model's value of a row.
  private func value(_ row: Int, _ found: Found) -> Double {
    let trend = design.trend(row, found)
    let effect = zip(design.effects[row], found.effects).reduce(0) { $0 + $1.0 * $1.1 }
    return model.isMultiplicative ? trend * (1 + effect) : trend + effect
  }

  /// Minus the logarithm of the posterior, up to a constant.
  private func cost(_ found: Found, squares: Double) -> Double {
    let variance = found.deviation * found.deviation
    var cost = squares / (2 * variance) + 2 * variance
    cost += Double(values.count) * 0.5 * log(variance)
    cost += (found.slope * found.slope + found.offset * found.offset) / 50
    cost += found.changes.reduce(0) { $0 + abs($1) } / model.changepointScale
    let share = 1 / (2 * model.coefficientScale * model.coefficientScale)
    return cost + share * found.effects.reduce(0) { $0 + $1 * $1 }
  }
}
