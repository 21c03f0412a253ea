import Forecasting
import Language
import Planning
import Series
import Tables
import Tasks

/// The parts of the past: what the additive model or Prophet's learned where it forecasts, else trend
/// and season by local regression.
struct ForecastComponents {
  private let verb: Forecast
  private let context: RunContext
  private var scan: Relation?

  /// More rows are not kept.
  static let mostRows = 2_000_000

  static let fields = ["level", "trend", "season", "regressors", "remainder"].map {
    Field($0, .number)
  }

  init(_ verb: Forecast, in context: RunContext) {
    self.verb = verb
    self.context = context
  }

  /// One row per past row of a series: `level` and `trend` are the slow part, one step before and its
  /// change since; all five add up to the value.
  func table(
    _ series: SeriesTable, _ panels: ForecastPanels, methods: [String], setting: ForecastSetting
  ) throws -> Table {
    let rows = series.table.rowCount
    var numbers = [[Double]](
      repeating: [Double](repeating: .nan, count: rows), count: Self.fields.count)
    var isPast = [Bool](repeating: false, count: rows)
    for cohort in panels.cohorts {
      let panel = cohort.panel
      let isAdditive = cohort.members.map { methods[$0].contains("additive") }
      let fits =
        isAdditive.contains(true)
        ? try LogAdditive(for: setting.frequency).fit(panel, cancellation: context.cancellation)
        : []
      let parts = try parallelMap(cohort.members.count) { place -> [Double] in
        try context.cancellation.check()
        let values = panel.series[place].values
        let parts: SeriesParts
        if isAdditive[place], let fit = fits[place] {
          parts = SeriesParts(fit, of: values)
        } else if methods[cohort.members[place]] == MethodWord.prophet.rawValue {
          let days = panel.axis.days
          let fit = try ProphetCompatible().settled(on: panel).fit(
            values, days: Array(days[..<panel.axis.count]),
            future: Array(days[panel.axis.count...]),
            regressors: panel.regressors, cancellation: context.cancellation)
          parts = SeriesParts(fit, of: values)
        } else {
          parts = try SeriesParts(values, seasons: panel.seasons, context.cancellation)
        }
        let first = values.count - min(values.count, series.rows[cohort.members[place]].count)
        return parts.table(from: first, values)
      }
      for (place, index) in cohort.members.enumerated() {
        let all = series.rows[index]
        let own = all.prefix(panel.series[place].values.count)
        for row in own { isPast[row] = true }
        for column in numbers.indices {
          var next = column * own.count
          for row in own {
            numbers[column][row] = parts[place][next]
            next += 1
          }
        }
      }
    }
    let kept = isPast.indices.filter { isPast[$0] }
    let taken = Set(Self.fields.map(\.name) + [verb.date.name])
    let given = verb.by.map { key -> (name: String, column: Column?) in
      (taken.contains(key.name) ? key.name + "_key" : key.name, series.table[key.name])
    }
    let found = numbers
    let measured = try parallelMap(found.count) { place in
      let values = found[place]
      return Column(
        .number(values.map { $0.isFinite ? $0 : 0 }), validity: Validity(values.map(\.isFinite)))
    }
    let columns =
      given + [(verb.date.name, series.table[verb.date.name])]
      + zip(Self.fields, measured).map { ($0.name, $1) }
    let table = Table(
      columns.compactMap { name, column in column.map { (name: name, column: $0) } })
    return kept.count == rows ? table : table.rows(kept)
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
  func table(from first: Int, _ values: [Double]) -> [Double] {
    let count = values.count - first
    var table = [Double](repeating: .nan, count: 5 * count)
    for place in 0..<count {
      let step = first + place
      let isBent = step > 0 && slow[step - 1].isFinite
      let seasonal = season?[step] ?? .nan
      let known = regressors?[step] ?? .nan
      let fitted = slow[step] + (seasonal.isFinite ? seasonal : 0) + (known.isFinite ? known : 0)
      table[place] = isBent ? slow[step - 1] : slow[step]
      if isBent { table[count + place] = slow[step] - slow[step - 1] }
      table[2 * count + place] = seasonal
      table[3 * count + place] = known
      table[4 * count + place] = values[step] - fitted
    }
    return table
  }
}
