import Forecasting
import Language
import Planning
import Series
import Tables
import Tasks

/// The parts of the past: what the additive model or Prophet's learned where it forecasts, else trend
/// and season by local regression.
struct ForecastComponents: Sendable {
  private let verb: Forecast
  private let series: SeriesTable
  private let panels: ForecastPanels
  private let methods: [String]
  private let setting: ForecastSetting

  static let fields = ["level", "trend", "season", "regressors", "remainder"].map {
    Field($0, .number)
  }

  /// Keeps what is needed; `methods` are the series' own, in their order.
  init(
    _ verb: Forecast, _ series: SeriesTable, _ panels: ForecastPanels, methods: [String],
    setting: ForecastSetting
  ) {
    self.verb = verb
    self.series = series
    self.panels = panels
    self.methods = methods
    self.setting = setting
  }

  /// The columns of the rows: keys and date, then the parts.
  private var given: [(name: String, column: Column)] {
    let taken = Set(Self.fields.map(\.name) + [verb.date.name])
    let keys = verb.by.map { key in
      (taken.contains(key.name) ? key.name + "_key" : key.name, series.table[key.name])
    }
    return (keys + [(verb.date.name, series.table[verb.date.name])]).compactMap { name, column in
      column.map { (name, $0) }
    }
  }

  /// The columns of the table.
  var schema: Schema {
    Schema(given.map { Field($0.name, $0.column.type) } + Self.fields)
  }

  /// How many rows the table has.
  var rowCount: Int { rows.reduce(0) { $0 + $1.count } }

  /// The past rows of each series, cohort by cohort.
  private var rows: [ArraySlice<Int>] {
    panels.cohorts.flatMap { cohort in
      cohort.members.map { series.rows[$0].prefix(panels.pasts[$0]) }
    }
  }

  /// One row per past row of a series: `level` and `trend` are the slow part, one step before and its
  /// change since; all five add up to the value.
  func table(_ cancellation: Cancellation) throws -> Table {
    let parts = try panels.cohorts.flatMap { try self.parts(of: $0, cancellation) }
    let rows = self.rows
    let count = series.table.rowCount
    let measured = try parallelMap(Self.fields.count) { column in
      var values = [Double](repeating: 0, count: count)
      var isKnown = [Bool](repeating: false, count: count)
      for (own, parts) in zip(rows, parts) {
        var next = column * own.count
        for row in own {
          let value = parts[next]
          if value.isFinite { (values[row], isKnown[row]) = (value, true) }
          next += 1
        }
      }
      return Column(.number(values), validity: Validity(isKnown))
    }
    let table = Table(
      given + zip(Self.fields, measured).map { (name: $0.name, column: $1) })
    let kept = rowCount
    return kept == count ? table : table.rows(rows.flatMap { $0 }.sorted())
  }

  /// The parts of each series of a cohort: one column after the other.
  private func parts(
    of cohort: ForecastPanels.Cohort, _ cancellation: Cancellation
  ) throws -> [[Double]] {
    let panel = cohort.panel
    let isAdditive = cohort.members.map { methods[$0].contains("additive") }
    let fits =
      isAdditive.contains(true)
      ? try LogAdditive(for: setting.frequency).fit(panel, cancellation: cancellation) : []
    return try parallelMap(cohort.members.count) { place -> [Double] in
      try cancellation.check()
      let values = panel.series[place].values
      let parts: SeriesParts
      if isAdditive[place], let fit = fits[place] {
        parts = SeriesParts(fit, of: values)
      } else if methods[cohort.members[place]] == MethodWord.prophet.rawValue {
        let days = panel.axis.days
        let fit = try ProphetCompatible().settled(on: panel).fit(
          values, days: Array(days[..<panel.axis.count]),
          future: Array(days[panel.axis.count...]),
          regressors: panel.regressors, cancellation: cancellation)
        parts = SeriesParts(fit, of: values)
      } else {
        parts = try SeriesParts(values, seasons: panel.seasons, cancellation)
      }
      // Before its own past a series has nothing but the steps of the longest one.
      let own = panels.pasts[cohort.members[place]]
      return parts.table(from: values.count - own, values)
    }
  }
}

/// The parts of one series, step by step; NaN where one is not known.
private struct SeriesParts: Sendable {
  private var slow: [Double]
  private var season: [Double]?
  private var regressors: [Double]?

  init(_ fit: LogAdditive.Fit, of values: [Double]) {
    let count = values.count
    slow = Array(fit.trend.prefix(count))
    let known = fit.regressors.isEmpty ? nil : Array(fit.regressors.prefix(count))
    season = (0..<count).map { fit.fitted[$0] - fit.trend[$0] - (known?[$0] ?? 0) }
    regressors = known
  }

  init(_ fit: ProphetFit, of values: [Double]) {
    let count = values.count
    slow = Array(fit.trend.prefix(count))
    season = fit.season.isEmpty ? nil : Array(fit.season.prefix(count))
    regressors = fit.regressors.isEmpty ? nil : Array(fit.regressors.prefix(count))
  }

  init(_ values: [Double], seasons: [Int], _ cancellation: Cancellation) throws {
    slow = [Double](repeating: .nan, count: values.count)
    guard let filled = FilledSeries(values.map { $0.isFinite ? $0 : nil }) else { return }
    let known = filled.values
    let trend: [Double]
    if let period = seasons.first(where: { 2 * $0 <= known.count }) {
      let parts = try MultipleSeasons(
        known, periods: [period], isRobust: false, cancellation: cancellation)
      trend = parts.trend
      var own = [Double](repeating: .nan, count: values.count)
      own.replaceSubrange(filled.range, with: parts.season)
      season = own
    } else if known.count >= 12 {
      trend = try RobustTrend(known, cancellation: cancellation).trend
    } else {
      let mean = known.reduce(0, +) / Double(known.count)
      trend = [Double](repeating: mean, count: known.count)
    }
    slow.replaceSubrange(filled.range, with: trend)
  }

  /// Level, trend, season, regressors and remainder of the steps from one on: one after the other.
  ///
  /// What the model has no part for is 0, so that the columns add up as they are.
  func table(from first: Int, _ values: [Double]) -> [Double] {
    let count = values.count - first
    var table = [Double](repeating: .nan, count: 5 * count)
    for place in 0..<count {
      let step = first + place
      guard slow[step].isFinite else { continue }
      // The first step goes on as the next one does.
      let isBent = step > 0 && slow[step - 1].isFinite
      let next = step + 1 < slow.count && slow[step + 1].isFinite ? slow[step + 1] : slow[step]
      let trend = isBent ? slow[step] - slow[step - 1] : next - slow[step]
      let seasonal = season.map { $0[step].isFinite ? $0[step] : 0 } ?? 0
      let known = regressors.map { $0[step].isFinite ? $0[step] : 0 } ?? 0
      table[place] = slow[step] - trend
      table[count + place] = trend
      table[2 * count + place] = seasonal
      table[3 * count + place] = known
      table[4 * count + place] = values[step] - (slow[step] + seasonal + known)
    }
    return table
  }
}
