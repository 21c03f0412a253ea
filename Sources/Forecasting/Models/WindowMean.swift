public import Tasks

/// The mean of the last values goes on.
public struct WindowMean: ForecastMethod {
  /// The method's name.
  public let name = "mean"
  /// How many of the last values count; nil for all.
  public let window: Int?

  /// The mean of the last `window` values, or of all.
  public init(window: Int? = nil) { self.window = window }

  /// Keeps the mean.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values)
    let part = values.suffix(max(1, window ?? values.count))
    let mean = part.reduce(0, +) / Double(part.count)
    let squares = part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return WindowMeanModel(
      method: name, fitted: values.indices.map { $0 < part.startIndex ? .nan : mean }, mean: mean,
      variance: squares / Double(max(1, part.count - 1)) * (1 + 1 / Double(part.count)))
  }
}

private struct WindowMeanModel: ForecastModel {
  let method: String
  let fitted: [Double]
  let mean: Double
  let variance: Double

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    Forecast(
      points: [Double](repeating: mean, count: max(0, horizon)),
      variances: [Double](repeating: variance, count: max(0, horizon)), levels: levels,
      method: method)
  }
}
