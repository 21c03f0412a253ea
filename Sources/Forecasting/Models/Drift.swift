public import Tasks

/// The last value goes on along the line from the first value to the last.
public struct Drift: ForecastMethod {
  /// The method's name.
  public let name = "drift"

  /// The method; it has no settings.
  public init() {}

  /// Keeps the last value and the mean step; needs two values.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values, atLeast: 2)
    return DriftModel(values, method: name)
  }
}

private struct DriftModel: ForecastModel {
  let method: String
  let fitted: [Double]
  private let last: Double
  private let slope: Double
  private let steps: Double
  private let variance: Double

  init(_ values: [Double], method: String) {
    self.method = method
    steps = Double(values.count - 1)
    let slope = (values[values.count - 1] - values[0]) / steps
    last = values[values.count - 1]
    self.slope = slope
    fitted = values.indices.map { $0 > 0 ? values[$0 - 1] + slope : .nan }
    let sum = zip(values.dropFirst(), values).reduce(0) { sum, pair in
      let error = pair.0 - pair.1 - slope
      return sum + error * error
    }
    variance = sum / max(1, steps - 1)
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    let ahead = (0..<max(0, horizon)).map { Double($0 + 1) }
    return Forecast(
      points: ahead.map { last + slope * $0 },
      variances: ahead.map { variance * $0 * (1 + $0 / steps) }, levels: levels, method: method)
  }
}
