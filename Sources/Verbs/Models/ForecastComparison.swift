import Forecasting
import Language
import Planning
import Series
import Syntax
import Tables
import Tasks

/// What came, by the keys of a series and the date.
struct TrueValues {
  private var values: [[Value]: Double] = [:]

  init(_ input: Relation, of forecast: Forecast, in context: RunContext) throws {
    let names = forecast.by.map(\.name) + [forecast.date.name]
    let target = forecast.target.name
    let table = try input.map { plan in
      let present = [forecast.date.name, target].compactMap { plan.schema[$0] }.map {
        Expression.call(.isNotNull, [Expression($0)], .bool)
      }
      return plan.filtered(by: .call(.and, present, .bool)).selected(names + [target])
    }.collectMany()
    for row in 0..<table.rowCount {
      if row % 4_096 == 0 { try context.cancellation.check() }
      let place = (0..<names.count).map { table.columns[$0][row] }
      guard let value = table.columns[names.count][row].asNumber, value.isFinite else { continue }
      guard values.updateValue(value, forKey: place) == nil else {
        let date = forecast.date.name
        let by =
          forecast.by.isEmpty ? "" : " by \(names.dropLast().map(\.asName).joined(separator: ", "))"
        throw Diagnostic(
          "E731",
          "`\(date)` has \((place.last ?? .null).columnName) more than once"
            + forecast.group(place.dropLast()), at: context.span,
          label: "make it regular first: | series \(target.asName) = sum(\(target.asName)) on "
            + "\(date.asName)\(by) every: 1d")
      }
    }
  }

  /// The value of a series on a date.
  subscript(place: [Value]) -> Double? { values[place] }
}

/// Forecasts of a model beside what came.
struct ForecastComparison {
  /// What came and what was forecast, by key and date.
  private(set) var pairs: [(actual: Double, predicted: Double)] = []
  /// The measures of each series that has any, in the order of the keys.
  private(set) var series: [(keys: [Value], metrics: ForecastMetrics)] = []
  private(set) var overall = ForecastMetrics()

  /// Compares the rows that `predict` gave, which stand by key and date.
  init(
    _ ahead: Table, _ truth: TrueValues, model: SeriesForecaster, in context: RunContext
  ) throws {
    let forecast = model.forecast
    let keys = forecast.by.count
    let past = try PastOfSeries(model, of: ahead, in: context)
    let bounds = forecast.levels.fields.prefix(2).compactMap { ahead[$0.name]?.numbers }
    let points = ahead[forecast.target.name]?.numbers ?? []
    let steps = ahead["step"]?.numbers ?? []
    var start = 0
    while start < ahead.rowCount {
      let own = Array(ahead.row(start).prefix(keys))
      var end = start + 1
      while end < ahead.rowCount, Array(ahead.row(end).prefix(keys)) == own { end += 1 }
      let rows = (start..<end).filter { row in
        points[row]?.isFinite ?? false && truth[Array(ahead.row(row).prefix(keys + 1))] != nil
      }
      start = end
      guard !rows.isEmpty else { continue }
      // Steps that nobody asked for stay unknown, so that each one keeps its place in the season.
      let places = rows.map { max(0, Int(steps[$0] ?? 1) - 1) }
      let count = (places.max() ?? 0) + 1
      var actual = [Double](repeating: .nan, count: count)
      var predicted = actual
      var edges = [actual, actual]
      for (row, place) in zip(rows, places) {
        actual[place] = truth[Array(ahead.row(row).prefix(keys + 1))] ?? .nan
        predicted[place] = points[row] ?? .nan
        for (edge, bound) in bounds.enumerated() { edges[edge][place] = bound[row] ?? .nan }
        pairs.append((actual[place], predicted[place]))
      }
      var interval: Forecasting.Forecast.Interval?
      if let level = forecast.levels.levels.first,
        places.allSatisfy({ place in edges.allSatisfy { $0[place].isFinite } })
      {
        interval = .init(level: level, lower: edges[0], upper: edges[1])
      }
      let metrics = ForecastMetrics(
        actual: actual, predicted: predicted, interval: interval, history: past[own],
        season: past.season)
      series.append((own, metrics))
      overall.add(metrics)
    }
  }
}

/// What a model knows of each series that is asked for, from its first value on, and the shortest of
/// its seasons.
private struct PastOfSeries {
  private var histories: [[Value]: [Double]] = [:]
  let season: Int

  /// The past of the series that have rows in `ahead`, whose first columns are the keys.
  init(_ model: SeriesForecaster, of ahead: Table, in context: RunContext) throws {
    let forecast = model.forecast
    let keys = forecast.by.map(\.name)
    var past = try model.past(in: context).map {
      $0.selected(keys + [forecast.date.name, forecast.target.name])
    }
    // The season goes by all series, whichever are asked for.
    let rows = NamedExpression("rows", .count)
    let most = NamedExpression(
      "most", .aggregate(AggregateCall(.max, [.column("rows", .int)], type: .int)))
    let longest =
      try past.map {
        $0.aggregated(
          keys: forecast.by.enumerated().map { NamedExpression("k\($0)", $1.expression) },
          aggregates: [rows]
        ).aggregated(keys: [], aggregates: [most])
      }.collect()["most"]?[0].asNumber ?? 0
    if !keys.isEmpty, ahead.columns.count >= keys.count {
      // The history may be more than is held at once: the others stay where they are.
      let asked = try Relation(
        storing: Table(zip(keys, ahead.columns).map { ($0, $1) }), in: past.engine)
      past = past.map {
        $0.joined(
          with: asked.plan, kind: .semi, on: keys.map { Plan.Join.Key($0, $0) },
          rightName: "asked", matchesNulls: true)
      }
    }
    let series = try SeriesTable(
      past, value: forecast.target, on: forecast.date, by: forecast.by,
      isDated: true, in: context)
    let values = series.knownNumbers(forecast.target.name)
    for (keys, rows) in zip(series.keys, series.rows) {
      histories[keys] = Array(rows.map { values[$0] }.drop { !$0.isFinite })
    }
    switch forecast.season {
    case .off: season = 1
    case .lengths(let lengths, _): season = lengths.compactMap { Int($0.word) }.min() ?? 1
    case .auto:
      season =
        (series.frequency?.usualPeriods ?? []).filter { $0 > 1 && Double(2 * $0) <= longest }.min()
        ?? 1
    }
  }

  subscript(keys: [Value]) -> [Double] { histories[keys] ?? [] }
}
