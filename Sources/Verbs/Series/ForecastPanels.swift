import Forecasting
import Language
import Planning
import Series
import Syntax
import Tables
import Tasks

/// The series of a batch as panels: those that end on the same day, and know the same of the days
/// ahead, are forecast together.
struct ForecastPanels {
  /// Series that are forecast together.
  struct Cohort {
    /// Which series of the batch are in the panel, in its order.
    let members: [Int]
    let panel: Panel
    /// The past dates of the longest series.
    let dates: SeriesDates
    /// The dates to forecast.
    let future: SeriesDates
  }

  let cohorts: [Cohort]
  /// How many rows of each series are its past; those after them hold its future.
  let pasts: [Int]
  /// The rows of the past, where other rows hold the future; nil for all.
  let pastRows: [Int]?

  init(
    _ series: SeriesTable, verb: Forecast, setting: ForecastSetting, in context: RunContext
  ) throws {
    let values = series.knownNumbers(verb.target.name)
    guard let column = series.table[verb.date.name] else {
      (cohorts, pastRows) = ([], nil)
      self.pasts = []
      return
    }
    let pasts = series.rows.map { rows in
      verb.regressors.isEmpty
        ? rows.count
        : (rows.lastIndex { values[$0].isFinite }.map { $0 + 1 } ?? rows.count)
    }
    self.pasts = pasts
    pastRows =
      verb.regressors.isEmpty
      ? nil : zip(series.rows, pasts).flatMap { $0.prefix($1) }.sorted()
    let known = try KnownAhead(series, pasts, verb: verb, setting: setting)
    var places: [Origin: Int] = [:]
    var members: [[Int]] = []
    for (index, rows) in series.rows.enumerated() where pasts[index] > 0 {
      let last = column[rows[pasts[index] - 1]]
      let origin = Origin(date: last, knowledge: known.kinds[index])
      if let place = places[origin] {
        members[place].append(index)
      } else {
        places[origin] = members.count
        members.append([index])
      }
    }
    cohorts = try members.map { members in
      try context.cancellation.check()
      let longest = members.max { (pasts[$0], $1) < (pasts[$1], $0) } ?? members[0]
      let past = Array(series.rows[longest].prefix(pasts[longest]))
      guard let dates = SeriesDates(column, rows: past),
        let future = dates.following(setting.horizon, setting.frequency)
      else { throw Diagnostic("E731", "the dates follow no step", at: verb.date.span) }
      let count = past.count
      let seasons = setting.seasons(count)
      var groups: [Value: Int] = [:]
      let histories = try parallelMap(members.count) { place in
        let own = series.rows[members[place]].prefix(pasts[members[place]])
        return [Double](repeating: .nan, count: count - own.count) + own.map { values[$0] }
      }
      var panel = Panel(
        axis: TimeAxis(past: dates.asDays, future: future.asDays, frequency: setting.frequency),
        series: zip(members, histories).map { index, history in
          var group = 0
          if setting.groupsByLastKey, let key = series.keys[index].last {
            group = groups[key] ?? groups.count
            groups[key] = group
          }
          return Panel.Member(history, group: group)
        }, seasons: seasons, regressors: known.regressors(of: longest))
      panel.isWithoutSeason = setting.isWithoutSeason
      if let holidays = setting.holidays { panel = panel.withHolidays(holidays) }
      return Cohort(members: members, panel: panel, dates: dates, future: future)
    }
  }

  private struct Origin: Hashable {
    let date: Value
    let knowledge: Int
  }
}

/// What is known ahead for each series: the regressors, past and future.
private struct KnownAhead {
  /// Series of one number know the same.
  let kinds: [Int]
  private let names: [String]
  private let columns: [[Double]]
  private let rows: [ArraySlice<Int>]

  init(
    _ series: SeriesTable, _ pasts: [Int], verb: Forecast, setting: ForecastSetting
  ) throws {
    names = verb.regressors.map(\.name)
    guard !names.isEmpty else {
      kinds = series.rows.map { _ in 0 }
      (columns, rows) = ([], series.rows.map { _ in [] })
      return
    }
    let columns = verb.regressors.map { regressor in
      (series.table[regressor.name]?.numbers ?? []).map { $0 ?? .nan }
    }
    let rows = zip(series.rows, pasts).map { $0.prefix($1 + setting.horizon) }
    (self.columns, self.rows) = (columns, rows)
    for (index, past) in pasts.enumerated() {
      let future = series.rows[index].count - past
      guard future >= setting.horizon else {
        throw Self.missing(future, series, index, verb, setting)
      }
      for (column, name) in zip(columns, verb.regressors) {
        if let gap = rows[index].first(where: { !column[$0].isFinite }) {
          throw Self.unknown(name, gap, series, index, verb)
        }
      }
    }
    // Two series know the same if their regressors agree as far back as the shorter one goes.
    var kinds = [Int](repeating: 0, count: rows.count)
    var leaders: [Int] = []
    for index in rows.indices.sorted(by: { (-rows[$0].count, $0) < (-rows[$1].count, $1) }) {
      let own = rows[index]
      let kind = leaders.firstIndex { leader in
        let other = rows[leader].suffix(own.count)
        return columns.allSatisfy { column in
          zip(own, other).allSatisfy { column[$0] == column[$1] }
        }
      }
      kinds[index] = kind ?? leaders.count
      if kind == nil { leaders.append(index) }
    }
    self.kinds = kinds
  }

  func regressors(of series: Int) -> [Panel.Regressor] {
    zip(names, columns).map { name, column in
      Panel.Regressor(name: name, values: rows[series].map { column[$0] })
    }
  }

  private static func missing(
    _ future: Int, _ series: SeriesTable, _ index: Int, _ verb: Forecast,
    _ setting: ForecastSetting
  ) -> Diagnostic {
    let group = series.keys.isEmpty ? "" : verb.group(series.keys[index])
    let name = verb.regressors[0].name.asCode
    return Diagnostic(
      "E733",
      "\(name) is known \(future == 0 ? "for no step" : "\(future.counted("step"))") ahead\(group), "
        + "and the horizon is \(setting.horizon.counted("step"))", at: verb.regressors[0].span,
      label: "append the future rows and leave \(verb.target.name.asCode) out: it is null there")
  }

  private static func unknown(
    _ regressor: ColumnName, _ row: Int, _ series: SeriesTable, _ index: Int, _ verb: Forecast
  ) -> Diagnostic {
    let date = series.table[verb.date.name]?[row] ?? .null
    return Diagnostic(
      "E733",
      "\(regressor.name.asCode) has no value on \(date.columnName)\(verb.group(series.keys[index]))",
      at: regressor.span, label: "fill it first, with `| impute` or `??`")
  }
}

extension Forecast {
  /// A series in a message: ` (store 1, item 2)`.
  func group(_ keys: [Value]) -> String {
    by.isEmpty ? "" : " (\(name(of: keys)))"
  }

  /// A series by its keys: `store 1, item 2`.
  func name(of keys: [Value]) -> String {
    zip(by, keys).map { "\($0.name) \($1.columnName)" }.joined(separator: ", ")
  }
}

extension SeriesDates {
  /// Days since 1970-01-01, with parts of a day.
  var asDays: [Double] {
    switch self {
    case .days(let days): days.map(Double.init)
    case .instants(let instants): instants.map { Double($0) / 86_400_000_000 }
    }
  }

  /// The dates as values.
  var values: [Value] {
    switch self {
    case .days(let days): days.map { .date(Int32(clamping: $0)) }
    case .instants(let instants): instants.map { .datetime($0) }
    }
  }
}
