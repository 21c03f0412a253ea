public import Tasks

/// Forecasts made after earlier steps of a panel, compared with what came: the rolling origin.
///
/// Each forecast starts from a panel that was cut off at its origin, so nothing that came later can
/// enter it: no scale, no pooled coefficient, no choice of a model.
public struct Backtest: Sendable {
  /// One forecast of one series from one origin.
  public struct Window: Hashable, Sendable {
    /// Which series of the panel.
    public let series: Int
    /// How many steps were known.
    public let origin: Int
    /// What came.
    public let actual: [Double]
    /// What was forecast.
    public let forecast: Forecast
    /// How good it was.
    public let metrics: ForecastMetrics
  }

  /// All windows: by origin, the earliest first, then by series.
  public let windows: [Window]
  /// The metrics of each series over its windows; nil for a series without.
  public let bySeries: [ForecastMetrics?]
  /// The metrics of all windows together.
  public let overall: ForecastMetrics

  /// Forecasts the last `origins` stretches of one horizon each, `step` apart (one horizon if nil).
  ///
  /// Metrics take their bounds from the first of the forecaster's levels. Origins that leave fewer
  /// than `least` known steps are left out.
  public init(
    _ panel: Panel, forecaster: PanelForecaster, horizon: Int, origins: Int, step: Int? = nil,
    least: Int = 3, cancellation: Cancellation = Cancellation(),
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws {
    let places = (0..<max(0, origins)).map { panel.axis.count - horizon - $0 * (step ?? horizon) }
      .filter { $0 >= max(1, least) }.reversed()
    let season = panel.seasons.first ?? 1
    var windows: [Window] = []
    for (done, origin) in places.enumerated() {
      let known = panel.known(after: origin, horizon: horizon)
      let forecasts = try forecaster.forecast(known, cancellation: cancellation)
      for (index, forecast) in forecasts.enumerated() {
        let values = panel.series[index].values
        let actual = Array(values[origin..<min(values.count, origin + horizon)])
        guard values[..<origin].contains(where: \.isFinite) else { continue }
        let metrics = ForecastMetrics(
          actual: actual, predicted: forecast.points, interval: forecast.intervals.first,
          history: Self.history(values[..<origin]), season: season)
        windows.append(
          Window(
            series: index, origin: origin, actual: actual, forecast: forecast, metrics: metrics))
      }
      progress(Double(done + 1) / Double(places.count))
    }
    var bySeries = [ForecastMetrics?](repeating: nil, count: panel.series.count)
    var overall = ForecastMetrics()
    for window in windows {
      bySeries[window.series, default: ForecastMetrics()].add(window.metrics)
      overall.add(window.metrics)
    }
    self.windows = windows
    self.bySeries = bySeries
    self.overall = overall
  }

  /// The values from the first known one on.
  private static func history(_ values: ArraySlice<Double>) -> [Double] {
    Array(values.drop { !$0.isFinite })
  }
}

extension Array where Element == ForecastMetrics? {
  fileprivate subscript(place: Int, default metrics: ForecastMetrics) -> ForecastMetrics {
    get { self[place] ?? metrics }
    set { self[place] = newValue }
  }
}
