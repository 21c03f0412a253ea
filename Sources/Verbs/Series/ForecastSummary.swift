import Forecasting
import Language
import Planning
import Series
import Tables

/// What the line under a forecast says.
struct ForecastSummary {
  /// Whether nothing told the step of the dates.
  var isStepAssumed = false
  /// The holidays that were asked for.
  var holidays: HolidayReach?
  private(set) var seriesCount = 0
  private var methods: [String: Int] = [:]
  private var fallbacks: [String: Int] = [:]
  private(set) var known = 0
  /// How many series have no value at all, and the keys of the first ones.
  private(set) var emptyCount = 0
  private(set) var emptyKeys: [[Value]] = []
  /// How many series and totals were forecast, and how many of them by a method without holidays.
  private var forecastCount = 0
  private var unheeded = 0
  /// The weekdays on which nothing ever came, and how many series have such.
  private var closedWeekdays: Set<Int> = []
  private var closedCount = 0
  /// How many other zeros were not learned from, and in how many series.
  private var closedDays = (days: 0, series: 0)
  private(set) var missing = 0
  private var earlyEnds = 0
  private var lateStarts = 0
  private var totalCount = 0
  /// How many series have bounds from errors, and how many from their model's own assumptions.
  private var tried = 0
  private var mostErrors = 0
  private var mostStretches = 0
  private var untested = 0
  /// From how many earlier days the series with the longest past was tried.
  private var origins = 0

  /// How many series without a value are named.
  private static let mostNamed = 3

  private static let weekdayNames = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// Whether any series has a value.
  var hasValues: Bool { known > 0 }
  /// Whether any series was forecast by a method that takes holidays.
  var heedsHolidays: Bool { unheeded < forecastCount }

  /// Counts a series, or a total of some.
  mutating func add(_ outcome: SeriesOutcome, keys: [Value], isTotal: Bool) {
    if isTotal {
      totalCount += 1
    } else {
      seriesCount += 1
      known += outcome.known
      missing += outcome.missing
      if outcome.endsEarly { earlyEnds += 1 }
      if outcome.startsLate { lateStarts += 1 }
    }
    guard outcome.known > 0 else {
      if !isTotal {
        emptyCount += 1
        if emptyKeys.count < Self.mostNamed { emptyKeys.append(keys) }
      }
      return
    }
    forecastCount += 1
    if !outcome.forecast.closedWeekdays.isEmpty {
      closedWeekdays.formUnion(outcome.forecast.closedWeekdays)
      closedCount += 1
    }
    if outcome.forecast.closedDayCount > 0 {
      closedDays.days += outcome.forecast.closedDayCount
      closedDays.series += 1
    }
    if !outcome.takesRegressors { unheeded += 1 }
    if outcome.forecast.fallbackReason == nil {
      methods[outcome.method, default: 0] += 1
    } else {
      fallbacks[outcome.method, default: 0] += 1
    }
    if outcome.forecast.triedErrorCount > 0 {
      tried += 1
      mostErrors = max(mostErrors, outcome.forecast.triedErrorCount)
      mostStretches = max(mostStretches, outcome.forecast.triedOriginCount)
    }
    if outcome.trials.contains(where: { $0.windows.isEmpty }) { untested += 1 }
    origins = max(origins, outcome.trials.map(\.windows.count).max() ?? 0)
  }

  func footer(
    _ verb: Forecast, _ setting: ForecastSetting, _ overall: [MethodWord: ForecastMetrics],
    _ source: ForecastSource, _ engine: any Engine
  ) -> String {
    var words = [Self.counts(named(verb))].filter { !$0.isEmpty }
    let others = fallbacks.filter { !verb.asksFor($0.key) }
    if !others.isEmpty {
      let count = others.values.reduce(0, +)
      words.append("\(count.grouped) by another method: \(Self.counts(others))")
    }
    words.append(
      "\(seriesCount.grouped) series, \(known.counted("value"))"
        + (missing > 0 ? ", \(missing.grouped) missing" : ""))
    if emptyCount > 0 { words.append("\(emptyCount.grouped) series without a value") }
    if lateStarts > 0 {
      words.append("\(lateStarts.grouped) series learned from the first sale on")
    }
    if earlyEnds > 0 {
      words.append(
        "\(earlyEnds.grouped) series without the last values, forecast from their own last")
    }
    if totalCount > 0 {
      words.append("\(totalCount.counted("total")), reconciled by \(verb.reconcile.rawValue)")
    }
    words.append(
      "\(setting.horizon.counted("step")) of \(setting.frequency.described)"
        + (isStepAssumed ? " (assumed)" : ""))
    if let seasons = setting.givenSeasons {
      words.append(
        seasons.isEmpty
          ? "no season" : "season \(seasons.map(\.grouped).joined(separator: ", "))")
    }
    if let holidays { words.append(holidays.note(unheeded: unheeded)) }
    if closedCount > 0 {
      let days = closedWeekdays.sorted().map { Self.weekdayNames[$0 - 1] + "s" }
      words.append(
        "0 on \(days.joined(separator: ", ")), as in the past"
          + (seriesCount > 1 ? ": \(closedCount.grouped) series" : ""))
    }
    if closedDays.days > 0 {
      let zeros =
        closedDays.days == 1
        ? "1 zero between high values taken for a day without trade"
        : "\(closedDays.days.grouped) zeros between high values taken for days without trade"
      words.append(
        zeros + (seriesCount > 1 ? ": \(closedDays.series.grouped) series" : ""))
    }
    words += validation(verb, setting, overall)
    words.append(bounds(setting))
    if source.dateless > 0 {
      words.append("\(source.dateless.counted("row")) without \(verb.date.name) left out")
    }
    return (words + [engine.name]).joined(separator: " · ")
  }

  /// What a run of the registry says.
  func metrics(_ verb: Forecast, _ overall: [MethodWord: ForecastMetrics]) -> [RunRecord.Metric] {
    var metrics: [RunRecord.Metric] = [
      .init("series", seriesCount), .init("method", Self.counts(named(verb))),
    ]
    guard let best = Self.best(verb, overall)?.metrics else { return metrics }
    if let error = best.weightedPercentageError { metrics.append(.init("wape", error)) }
    if let error = best.scaledError { metrics.append(.init("mase", error)) }
    if let coverage = best.coverage { metrics.append(.init("coverage", coverage)) }
    return metrics
  }

  /// The method with the least error over all series.
  private static func best(
    _ verb: Forecast, _ overall: [MethodWord: ForecastMetrics]
  ) -> (word: MethodWord, metrics: ForecastMetrics)? {
    verb.methods.words.compactMap { word in overall[word].map { (word, $0) } }
      .filter { $0.1.count > 0 }
      .min { $0.1.meanAbsoluteError < $1.1.meanAbsoluteError }
  }

  private func validation(
    _ verb: Forecast, _ setting: ForecastSetting, _ overall: [MethodWord: ForecastMetrics]
  ) -> [String] {
    guard setting.origins > 0 else { return [] }
    guard let (word, metrics) = Self.best(verb, overall) else {
      return ["the past is too short for a backtest"]
    }
    func percent(_ share: Double) -> String {
      PlainNumber.text((1000 * share).rounded() / 10) + "%"
    }
    func short(_ value: Double) -> String { PlainNumber.text((1000 * value).rounded() / 1000) }
    var text = "backtest from \(origins.counted("origin"))"
    if verb.methods.words.count > 1 { text += ", best on the whole \(word.rawValue)" }
    var facts: [String] = []
    if let error = metrics.weightedPercentageError { facts.append("WAPE \(percent(error))") }
    if let error = metrics.scaledError {
      facts.append(
        "MASE \(short(error))"
          + (metrics.baselineScaledError.map { " (seasonal naive \(short($0)))" } ?? ""))
    }
    if let coverage = metrics.coverage {
      facts.append("\(percent(setting.levels[0])) bounds held \(percent(coverage))")
    }
    if !facts.isEmpty { text += ": " + facts.joined(separator: ", ") }
    return untested > 0 ? [text, "\(untested.grouped) series too short for it"] : [text]
  }

  private func bounds(_ setting: ForecastSetting) -> String {
    if tried == 0 {
      return "bounds by the methods' own assumptions: too few errors on the past to learn from"
    }
    let text =
      "bounds from \(mostErrors.counted("error")) on the past"
      + (mostStretches == 1 ? ", all from one earlier day" : "")
    let rest = forecastCount - tried
    return rest > 0 ? text + ", those of \(rest.grouped) series by assumption" : text
  }

  /// The methods of the series: what `auto` took is its choice, never a stand-in.
  private func named(_ verb: Forecast) -> [String: Int] {
    methods.merging(fallbacks.filter { verb.asksFor($0.key) }) { $0 + $1 }
  }

  /// `additive`, or `488 additive, 12 constant`, the most frequent first.
  private static func counts(_ methods: [String: Int]) -> String {
    let ordered = methods.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard ordered.count > 1 else {
      return ordered.first.map { $0.key } ?? ""
    }
    let named = ordered.prefix(4).map { "\($0.value.grouped) \($0.key)" }
    let rest = ordered.dropFirst(4).reduce(0) { $0 + $1.value }
    return (named + (rest > 0 ? ["\(rest.grouped) others"] : [])).joined(separator: ", ")
  }
}

extension Forecast {
  /// Whether a method that stood in for another one is what the cell asked for: with `auto` all are.
  fileprivate func asksFor(_ method: String) -> Bool {
    methods == .one(.automatic) || methods.words.contains { $0.rawValue == method }
  }
}
