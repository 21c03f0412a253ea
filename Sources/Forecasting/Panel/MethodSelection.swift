public import Tasks

/// Several methods tried on the past of a panel, and for each series the best of them.
///
/// One window chooses by luck as much as by merit: the mean of methods is often better than the best
/// of them, so this is for those who want one.
public struct MethodSelection: Sendable {
  /// The words of the methods, in the given order.
  public let methods: [MethodWord]
  /// The backtest of each method.
  public let backtests: [Backtest]
  /// For each series, which of the methods had the least absolute error; the first among equals.
  public let chosen: [Int]
  /// The forecast of each series by its chosen method.
  public let forecasts: [Forecast]

  /// Tries methods on the last `origins` stretches of one horizon (at least one), then forecasts the
  /// future steps of the panel.
  public init(
    _ panel: Panel, methods: [MethodWord], levels: [Double] = [0.8], origins: Int = 1,
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation(),
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws {
    let horizon = panel.axis.horizon
    var backtests: [Backtest] = []
    var forecasts: [[Forecast]] = []
    for (place, word) in methods.enumerated() {
      let forecaster = PanelForecaster(
        method: word.method(for: panel), levels: levels, threads: threads)
      backtests.append(
        try Backtest(
          panel, forecaster: forecaster, horizon: horizon, origins: max(1, origins),
          cancellation: cancellation))
      forecasts.append(try forecaster.forecast(panel, cancellation: cancellation))
      progress(Double(place + 1) / Double(methods.count))
    }
    let chosen = panel.series.indices.map { series -> Int in
      let errors = backtests.map { $0.bySeries[series]?.meanAbsoluteError ?? .infinity }
      // What is not a number loses against all others.
      let sizes = errors.map { $0.isNaN ? .infinity : $0 }
      return sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0
    }
    self.methods = methods
    self.backtests = backtests
    self.chosen = chosen
    self.forecasts = chosen.enumerated().map { series, method in forecasts[method][series] }
  }
}
