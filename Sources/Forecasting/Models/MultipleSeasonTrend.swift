import Series
public import Tasks

/// Trend and several seasons parted by loess; the trend goes on by smoothing, each season comes
/// again as it was last (MSTL).
///
/// K. Bandara, R. J. Hyndman and C. Bergmeir 2021.
public struct MultipleSeasonTrend: ForecastMethod {
  /// The method's name.
  public let name = "mstl"
  private let periods: [Int]
  private let rest: any ForecastMethod

  /// The method with the lengths of its seasons; `rest` forecasts what is left without them.
  public init(periods: [Int], rest: any ForecastMethod = ExponentialSmoothing(isCautious: true)) {
    self.periods = Set(periods.filter { $0 > 1 }).sorted()
    self.rest = rest
  }

  /// Parts the values; seasons that do not fit in twice are left out.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values, atLeast: 4)
    let usable = (periods.isEmpty ? [season] : periods).filter {
      $0 > 1 && values.count >= 2 * $0
    }
    guard let longest = usable.last else {
      throw ForecastRefusal.tooFewValues(
        needed: 2 * (periods.first ?? max(2, season)), found: values.count)
    }
    var seasons = usable.map { _ in [Double](repeating: 0, count: values.count) }
    var adjusted = values
    for _ in 0..<(usable.count > 1 ? 2 : 1) {
      for (place, period) in usable.enumerated() {
        for step in values.indices { adjusted[step] += seasons[place][step] }
        var options = SeasonalTrend.Options()
        options.seasonWindow = 11 + 4 * place
        options.isSeasonSloped = false
        let parts = try SeasonalTrend(
          adjusted, period: period, options: options, cancellation: cancellation)
        seasons[place] = parts.season
        for step in values.indices { adjusted[step] -= parts.season[step] }
      }
    }
    let tails = zip(usable, seasons).map { Array($1.suffix($0)) }
    let whole = seasons.dropFirst().reduce(seasons[0]) { sum, part in
      zip(sum, part).map { $0 + $1 }
    }
    let model = try rest.fit(adjusted, season: 1, cancellation: cancellation)
    return MultipleSeasonModel(
      method: "mstl(\(usable.map(String.init).joined(separator: ", ")))",
      fitted: zip(model.fitted, whole).map { $0 + $1 }, rest: model, tails: tails,
      unseen: Self.unseenVariance(values, period: longest))
  }

  /// A season that was seen but a few times follows its noise: the fewer cycles, the more.
  private static func unseenVariance(_ values: [Double], period: Int) -> Double {
    let differences = zip(values.dropFirst(period), values).map { $0 - $1 }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let spread = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let cycles = Double(values.count) / Double(period)
    return 0.5 * spread / max(1, cycles - 1)
  }
}

private struct MultipleSeasonModel: ForecastModel {
  let method: String
  let fitted: [Double]
  let rest: any ForecastModel
  /// The last cycle of each season.
  let tails: [[Double]]
  /// The variance that the season's own freedom hides from the errors within the history.
  let unseen: Double

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    var forecast = rest.forecast(horizon: horizon, levels: levels)
    for step in 0..<max(0, horizon) {
      let season = tails.reduce(0) { $0 + $1[step % $1.count] }
      forecast.points[step] += season
      for place in forecast.intervals.indices {
        let reach = NormalQuantile.twoSided(levels[place])
        func widened(_ width: Double) -> Double {
          (width * width + reach * reach * unseen).squareRoot()
        }
        let point = forecast.points[step] - season
        let below = widened(point - forecast.intervals[place].lower[step])
        let above = widened(forecast.intervals[place].upper[step] - point)
        forecast.intervals[place].lower[step] = forecast.points[step] - below
        forecast.intervals[place].upper[step] = forecast.points[step] + above
      }
    }
    forecast.method = method
    return forecast
  }
}
