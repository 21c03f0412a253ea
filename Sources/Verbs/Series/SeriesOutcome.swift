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
  /// Whether the last steps have no value.
  let endsEarly: Bool
  /// Whether zeros before the first sale were left out.
  let startsLate: Bool

  /// Whether the method heeded what is known ahead, holidays among it.
  var takesRegressors: Bool {
    method.contains(MethodWord.additive.rawValue) || method == MethodWord.prophet.rawValue
  }

  /// The outcomes of all series of a panel, in its order.
  ///
  /// Series of a hierarchy must add up, so that all of them take the method that is best on the
  /// whole; other series have the best of their own.
  static func all(
    _ panel: Panel, _ setting: ForecastSetting, hierarchy: Hierarchy? = nil,
    cancellation: Cancellation, progress: @Sendable (Double) -> Void = { _ in }
  ) throws -> [SeriesOutcome] {
    let words = setting.methods.words
    let forecasters = words.map { word -> PanelForecaster in
      var method = word.method(for: panel)
      if let hierarchy, let reconciliation = setting.reconciliation {
        method = ReconciledMethod(method, hierarchy: hierarchy, by: reconciliation)
      }
      return PanelForecaster(method: method, levels: setting.levels)
    }
    let work = Double(words.count * (setting.origins + 1))
    var tests: [Backtest] = []
    if setting.origins > 0 {
      for (place, forecaster) in forecasters.enumerated() {
        let before = Double(place * setting.origins)
        tests.append(
          try Backtest(
            panel, forecaster: forecaster, horizon: panel.axis.horizon, origins: setting.origins,
            cancellation: cancellation
          ) { progress((before + $0 * Double(setting.origins)) / work) })
      }
    }
    let chosen = choices(tests, of: panel, isCommon: hierarchy != nil)
    var forecasts = [[Forecasting.Forecast]](repeating: [], count: words.count)
    let used = Set(chosen).sorted()
    for (place, word) in used.enumerated() {
      let before = 1 - Double(used.count - place) / work
      forecasts[word] = try forecasters[word].forecast(panel, cancellation: cancellation) {
        progress(before + $0 / work)
      }
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
      let word = chosen[series]
      let forecast = forecasts[word][series]
      return SeriesOutcome(
        forecast: forecast, method: name(of: forecast, words[word]),
        trials: zip(words, tests).enumerated().map { place, pair in
          Trial(
            word: pair.0, isChosen: place == word, windows: windows[place][series],
            metrics: pair.1.bySeries[series] ?? ForecastMetrics())
        }, known: known, missing: values.count - first - known,
        endsEarly: known > 0 && values.last?.isFinite != true,
        startsLate: words[word] == .automatic && !forecast.method.contains("additive")
          && PreparedHistory.launch(values, season: panel.seasons.first ?? 1) > 0)
    }
  }

  /// The method of each series: the one with the least absolute error on the past, the first of
  /// equal ones.
  private static func choices(_ tests: [Backtest], of panel: Panel, isCommon: Bool) -> [Int] {
    func best(_ errors: [Double?]) -> Int {
      // What is not a number loses against all others.
      let sizes = errors.map { $0.flatMap { $0.isNaN ? nil : $0 } ?? .infinity }
      return sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0
    }
    guard tests.count > 1 else { return panel.series.map { _ in 0 } }
    if isCommon {
      let common = best(tests.map(\.overall.meanAbsoluteError))
      return panel.series.map { _ in common }
    }
    return panel.series.indices.map { series in
      best(tests.map { $0.bySeries[series]?.meanAbsoluteError })
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
