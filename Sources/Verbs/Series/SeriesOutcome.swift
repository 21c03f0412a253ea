import Forecasting
import Tasks

/// What came out for one series: its forecast, and how each method did on the past.
struct SeriesOutcome: Sendable {
  /// One method's forecasts from earlier days.
  struct Trial: Sendable {
    let word: MethodWord
    let isChosen: Bool
    let windows: [Backtest.Window]
    let metrics: ForecastMetrics
  }

  let forecast: Forecasting.Forecast
  /// The method that gave the points, in a word or as the mean of some.
  let method: String
  let trials: [Trial]
  /// How many values the past has.
  let known: Int
  /// How many steps between the first value and the last have none.
  let missing: Int

  /// The outcomes of all series of a panel, in its order.
  static func all(
    _ panel: Panel, _ setting: ForecastSetting, cancellation: Cancellation,
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws -> [SeriesOutcome] {
    let words = setting.methods.words
    var tests: [Backtest] = []
    var chosen = panel.series.map { _ in 0 }
    var forecasts: [Forecasting.Forecast]
    if case .best = setting.methods {
      let selection = try MethodSelection(
        panel, methods: words, levels: setting.levels, origins: setting.origins,
        cancellation: cancellation, progress: progress)
      (tests, chosen, forecasts) = (selection.backtests, selection.chosen, selection.forecasts)
    } else {
      let forecaster = PanelForecaster(method: words[0].method(for: panel), levels: setting.levels)
      let share = 1 / Double(setting.origins + 1)
      if setting.origins > 0 {
        tests = [
          try Backtest(
            panel, forecaster: forecaster, horizon: panel.axis.horizon, origins: setting.origins,
            cancellation: cancellation, progress: { progress($0 * (1 - share)) })
        ]
      }
      forecasts = try forecaster.forecast(
        panel, cancellation: cancellation, progress: { progress(1 - share + $0 * share) })
    }
    let windows = tests.map { test in
      var bySeries = [[Backtest.Window]](repeating: [], count: panel.series.count)
      for window in test.windows { bySeries[window.series].append(window) }
      return bySeries
    }
    return panel.series.indices.map { series in
      let values = panel.series[series].values
      let first = values.firstIndex(where: \.isFinite) ?? values.count
      let known = values.count(where: \.isFinite)
      let word = words[chosen[series]]
      return SeriesOutcome(
        forecast: forecasts[series], method: name(of: forecasts[series], word),
        trials: zip(words, tests).enumerated().map { place, pair in
          Trial(
            word: pair.0, isChosen: place == chosen[series], windows: windows[place][series],
            metrics: pair.1.bySeries[series] ?? ForecastMetrics())
        }, known: known, missing: values.count - first - known)
    }
  }

  /// The word of a method without the form that it found; what stood in has a word of its own.
  static func name(of forecast: Forecasting.Forecast, _ word: MethodWord) -> String {
    if word != .automatic, forecast.fallbackReason == nil { return word.rawValue }
    let members = forecast.method
    guard members.hasPrefix("mean("), members.hasSuffix(")"), word == .automatic else {
      return plain(members)
    }
    // Forms stand in parentheses of their own: mean(theta(dynamic), ets(weighted)).
    var (depth, text) = (0, "")
    for character in members.dropFirst(5).dropLast() {
      if character == "(" { depth += 1 }
      if depth == 0 { text.append(character) }
      if character == ")" { depth -= 1 }
    }
    return "mean(\(text))"
  }

  private static func plain(_ method: String) -> String {
    String(method.prefix { $0 != "(" })
  }
}
