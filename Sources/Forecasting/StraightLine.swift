/// The straight line of least squares through values at equal steps from 0.
struct StraightLine: Hashable, Sendable {
  let intercept: Double
  let slope: Double

  init(_ values: ArraySlice<Double>) {
    let count = Double(values.count)
    let middle = (count - 1) / 2
    let mean = values.reduce(0, +) / max(1, count)
    var (products, squares) = (0.0, 0.0)
    for (step, value) in values.enumerated() {
      let distance = Double(step) - middle
      products += distance * (value - mean)
      squares += distance * distance
    }
    slope = squares > 0 ? products / squares : 0
    intercept = mean - slope * middle
  }

  /// The line at a step, counted from the first value.
  func value(at step: Double) -> Double { intercept + slope * step }
}
