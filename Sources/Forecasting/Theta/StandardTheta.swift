import NumericalMethods
public import Tasks

/// The theta method: the mean of simple smoothing and a straight line.
///
/// V. Assimakopoulos and K. Nikolopoulos 2000, in the form of R. J. Hyndman and B. Billah 2003:
/// simple exponential smoothing with half the slope of the line as drift (STM).
public struct StandardTheta: ForecastMethod {
  /// The method's name.
  public let name = "standard_theta"

  /// The method; it has no settings.
  public init() {}

  /// Learns the line by least squares and the smoothing by the errors one step ahead.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values, atLeast: 4)
    try cancellation.check()
    let scale = values.reduce(0) { $0 + abs($1) } / Double(values.count)
    guard scale > 0 else { throw ForecastRefusal.onlyZeros }
    let adjustment = SeasonalAdjustment(testing: values.map { $0 / scale }, period: season)
    return StandardThetaModel(adjustment: adjustment, scale: scale)
  }
}

/// A standard theta model that has been fitted.
private struct StandardThetaModel: ForecastModel {
  let method = "theta(standard)"
  let fitted: [Double]
  private let adjustment: SeasonalAdjustment
  private let scale: Double
  private let line: StraightLine
  private let smoothing: Double
  private let level: Double
  private let variance: Double

  init(adjustment: SeasonalAdjustment, scale: Double) {
    let values = adjustment.adjusted
    let line = StraightLine(values[...])
    // The theta line of 2 doubles the curvature around the straight line.
    let curved = values.indices.map { 2 * values[$0] - line.value(at: Double($0)) }
    let minimum = NelderMead(maximumEvaluations: 300).minimize(
      from: [curved[0], 0.5], steps: [0.1, 0.1], lower: [-1e10, 0.01], upper: [1e10, 0.99]
    ) { point in
      var level = point[0]
      var sum = 0.0
      for value in curved {
        sum += (value - level) * (value - level)
        level += point[1] * (value - level)
      }
      return sum
    }
    var level = minimum.point[0]
    var sum = 0.0
    fitted = values.indices.map { place in
      let expected = 0.5 * (level + line.value(at: Double(place)))
      sum += (values[place] - expected) * (values[place] - expected)
      level += minimum.point[1] * (curved[place] - level)
      return scale * adjustment.seasoned(expected, at: place)
    }
    (self.adjustment, self.scale, self.line, self.level) = (adjustment, scale, line, level)
    smoothing = minimum.point[1]
    variance = sum / Double(max(1, values.count - 3))
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    let count = adjustment.adjusted.count
    var points: [Double] = []
    var variances: [Double] = []
    for step in 0..<horizon {
      let value = 0.5 * (level + line.value(at: Double(count + step)))
      points.append(scale * adjustment.seasoned(value, at: count + step))
      let stretch = scale * adjustment.scale(at: count + step)
      variances.append(stretch * stretch * variance * (1 + Double(step) * smoothing * smoothing))
    }
    return Forecast(points: points, variances: variances, levels: levels, method: method)
  }
}
