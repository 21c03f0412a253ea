public import Tasks

/// The last value goes on.
public struct Naive: ForecastMethod {
  /// The method's name.
  public let name = "naive"

  /// The method; it has no settings.
  public init() {}

  /// Keeps the last value; the bounds widen with the root of the step.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values)
    return SeasonalNaiveModel(values, period: 1, method: name)
  }
}

/// The values of the last season come again.
public struct SeasonalNaive: ForecastMethod {
  /// The method's name.
  public let name = "seasonal_naive"

  /// The method; it has no settings.
  public init() {}

  /// Keeps the last season; needs one whole season.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values, atLeast: max(1, season))
    return SeasonalNaiveModel(values, period: max(1, season), method: name)
  }
}

/// The last season, kept.
struct SeasonalNaiveModel: ForecastModel {
  let method: String
  let fitted: [Double]
  private let last: [Double]
  private let variance: Double

  init(_ values: [Double], period: Int, method: String) {
    self.method = method
    last = Array(values.suffix(period))
    fitted = values.indices.map { $0 >= period ? values[$0 - period] : .nan }
    var sum = 0.0
    for place in values.indices.dropFirst(period) {
      let error = values[place] - values[place - period]
      sum += error * error
    }
    variance = sum / Double(max(1, values.count - period))
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    let steps = 0..<max(0, horizon)
    return Forecast(
      points: steps.map { last[$0 % last.count] },
      // A further season away, the errors of one more season come in.
      variances: steps.map { variance * Double($0 / last.count + 1) }, levels: levels,
      method: method)
  }
}
