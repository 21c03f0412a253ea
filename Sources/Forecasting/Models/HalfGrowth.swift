public import Tasks

/// The values of the last season come again, with half of the growth since the season before.
public struct HalfGrowth: ForecastMethod {
  /// The method's name.
  public let name = "half_growth"

  /// The method; it has no settings.
  public init() {}

  /// Compares the last quarter of a season with the same one a season before.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    let window = max(1, season / 4)
    try ForecastRefusal.check(values, atLeast: season + window)
    let now = values.suffix(window).reduce(0, +)
    let before = values.dropLast(season).suffix(window).reduce(0, +)
    let growth = before > 0 && now > 0 ? min(max(now / before, 0.25), 4) : 1
    return GrowthModel(
      base: SeasonalNaiveModel(values, period: season, method: name), factor: 1 + (growth - 1) / 2)
  }
}

private struct GrowthModel: ForecastModel {
  let base: SeasonalNaiveModel
  let factor: Double

  var method: String { base.method }
  var fitted: [Double] { base.fitted }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    var forecast = base.forecast(horizon: horizon, levels: levels)
    forecast.points = forecast.points.map { $0 * factor }
    for place in forecast.intervals.indices {
      forecast.intervals[place].lower = forecast.intervals[place].lower.map { $0 * factor }
      forecast.intervals[place].upper = forecast.intervals[place].upper.map { $0 * factor }
    }
    return forecast
  }
}
