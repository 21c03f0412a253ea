import Forecasting
package import Language
import Planning
import Series
package import Syntax
import Tables

/// A forecast as a model: the past of each series and how it is forecast, for other future rows.
package struct SeriesForecaster: FittedModel {
  package static let kind = "forecast"
  package static let verb = "forecast"

  /// What was asked for, with options in steps.
  let forecast: Forecast
  let history: History

  /// The past: keys, date, value, regressors.
  enum History {
    case rows(Table)
    /// More rows than are held at once stay where they are.
    case stored(Relation, count: Int, until: Value)
  }

  /// The model of a run: options in steps, and the rows of the past.
  init(_ verb: Forecast, setting: ForecastSetting, history: Table) {
    self.init(verb, setting, .rows(history))
  }

  /// The model of a run over more rows than are held at once.
  init(_ verb: Forecast, setting: ForecastSetting, source: ForecastSource) throws {
    let last = NamedExpression(
      verb.date.name,
      .aggregate(AggregateCall(.max, [verb.date.expression], type: verb.date.type)))
    let latest = try source.relation.map { $0.aggregated(keys: [], aggregates: [last]) }.collect()
    self.init(
      verb, setting,
      .stored(
        source.relation, count: source.rowCount, until: latest[verb.date.name]?[0] ?? .null))
  }

  /// A model whose options are in steps already.
  init(_ forecast: Forecast, history: Table) {
    self.forecast = forecast
    self.history = .rows(history)
  }

  private init(_ verb: Forecast, _ setting: ForecastSetting, _ history: History) {
    var plain = verb
    plain.by = verb.by.map { NamedExpression($0.name, .column($0.name, $0.expression.type)) }
    plain.horizon = Given(.value(.int(Int64(setting.horizon)), .int), verb.horizon.span)
    if let seasons = setting.givenSeasons, !seasons.isEmpty {
      plain.season = .lengths(
        seasons.map { .init(season: .steps($0), word: String($0)) }, verb.date.span)
    }
    forecast = plain
    self.history = history
  }

  package var facts: [ModelFact] {
    var facts = [
      ModelFact("forecasts", forecast.target.name),
      ModelFact("method", forecast.methods.words.map(\.rawValue).joined(separator: ", ")),
    ]
    if !forecast.by.isEmpty {
      facts.append(ModelFact("series by", forecast.by.map(\.name).joined(separator: ", ")))
    }
    facts += [
      ModelFact("rows of history", rowCount.grouped),
      ModelFact("history until", last.columnName),
    ]
    if !forecast.regressors.isEmpty {
      facts.append(
        ModelFact("known ahead", forecast.regressors.map(\.name).joined(separator: ", ")))
    }
    return facts
  }

  /// The rows of the past, in an engine.
  func past(in context: RunContext) throws -> Relation {
    switch history {
    case .rows(let table): try context.stored(table)
    case .stored(let relation, _, _): relation
    }
  }

  var rowCount: Int {
    switch history {
    case .rows(let table): table.rowCount
    case .stored(_, let count, _): count
    }
  }

  private var last: Value {
    guard case .rows(let history) = history else {
      if case .stored(_, _, let last) = history { return last }
      return .null
    }
    return (history[forecast.date.name]?.values ?? []).max { a, b in
      (a.moment ?? .min) < (b.moment ?? .min)
    } ?? .null
  }

  private var inputs: [Field] {
    forecast.by.map(\.field) + [forecast.date.field] + forecast.regressors.map(\.field)
  }

  package func shape(predicting input: Shape) throws(Diagnostic) -> Shape {
    let found = try columns(inputs.map(\.name), of: input.schema)
    for (needed, field) in zip(inputs, found) where needed.type != field.type {
      throw Diagnostic(
        "E401",
        "the model needs \(field.name.asCode) to be \(needed.type.described), and it is "
          + field.type.described, at: nil, label: field.conversion(to: needed.type))
    }
    return Shape(
      plan: .placeholder(Schema(forecast.by.map(\.field) + forecast.made)), roles: forecast.roles)
  }

  package func predict(_ input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: "predict")
    let date = forecast.date.name
    let rows = try relation.map { plan in
      plan.filtered(by: .call(.isNotNull, [forecast.date.expression], .bool))
        .selected(inputs.map(\.name)).sorted(by: inputs.map { SortKey(Expression($0)) })
    }.collectMany()
    guard rows.rowCount > 0 else {
      throw Diagnostic("E709", "there is no row with a date to predict", at: context.span)
    }
    var wanted: Set<[Value]> = []
    for row in 0..<rows.rowCount {
      wanted.insert(Array(rows.row(row).prefix(forecast.by.count + 1)))
    }
    let table: Relation
    switch history {
    case .rows(let past):
      table = try context.stored(forecast.regressors.isEmpty ? past : joined(past, rows))
    case .stored(let relation, _, _): table = relation
    }
    var verb = forecast.placed(at: context.span)
    var answer: Answer
    let end = NamedExpression(
      date,
      .aggregate(AggregateCall(.max, [forecast.date.expression], type: forecast.date.type)))
    // The horizon grows until it holds the last date that is asked for.
    var steps = max(1, try horizon(context))
    let latest = rows[date]?.values.compactMap(\.moment).max() ?? .min
    if !forecast.regressors.isEmpty { steps = try mostFuture(rows) }
    while true {
      verb.horizon = Given(.value(.int(Int64(steps)), .int), forecast.horizon.span)
      verb.backtest = 0
      answer = try outcome(verb, on: table, in: context)
      guard let relation = answer.relation else { return answer }
      let found = try relation.map { $0.aggregated(keys: [], aggregates: [end]) }.collect()
      let reached = found[date]?[0].moment ?? .max
      guard forecast.regressors.isEmpty, reached < latest, steps < 20_000 else { break }
      steps = min(20_000, 2 * steps)
    }
    // All series are forecast, because they learn from each other; the rows that nobody asked for
    // stay where they are.
    let kept = try ahead(answer, of: rows, in: context)
    guard kept.rowCount > 0 else {
      throw Diagnostic(
        "E709", "no row is a step ahead of a series that the model knows", at: context.span,
        label: "its history ends on \(last.columnName)")
    }
    let unknown = wanted.count - kept.rowCount
    if unknown > 0 {
      context.notice(
        "\(unknown.counted("row")) left out: no step ahead of a series that the model knows")
    }
    let repeated = rows.rowCount - wanted.count
    if repeated > 0 {
      context.notice(
        "\(repeated.counted("row")) left out: \(repeated == 1 ? "it repeats" : "they repeat") the "
          + (forecast.by.isEmpty ? "date of another" : "keys and the date of another"))
    }
    answer.content = .table(try context.stored(kept))
    answer.parts = []
    answer.absentParts = []
    return answer
  }

  /// A run whose errors tell of the rows that were given, not of the history.
  private func outcome(
    _ verb: Forecast, on table: Relation, in context: RunContext
  ) throws -> Answer {
    do {
      return try verb.run(on: table, in: context)
    } catch let error as Diagnostic where error.code == "E731" && !forecast.regressors.isEmpty {
      throw Diagnostic(
        "E731", error.message, at: context.span,
        label: "give a row for each step after \(last.columnName), once")
    }
  }

  /// The rows of a forecast whose keys and dates stand in `rows`.
  private func ahead(_ answer: Answer, of rows: Table, in context: RunContext) throws -> Table {
    guard let relation = answer.relation else { return Table([]) }
    let names = forecast.by.map(\.name) + [forecast.date.name]
    let asked = try context.stored(Table(zip(names, rows.columns).map { ($0, $1) }))
    return try relation.map {
      $0.joined(
        with: asked.plan, kind: .semi, on: names.map { Plan.Join.Key($0, $0) },
        rightName: "asked", matchesNulls: true)
    }.collectMany()
  }

  private func horizon(_ context: RunContext) throws -> Int {
    guard case .value(.int(let steps), _) = forecast.horizon.value else { return 1 }
    return Int(steps)
  }

  /// The history of the series that are asked for, with their future rows behind it.
  private func joined(_ history: Table, _ rows: Table) throws -> Table {
    let keys = forecast.by.count
    var series: Set<[Value]> = []
    for row in 0..<rows.rowCount { series.insert(Array(rows.row(row).prefix(keys))) }
    var all: [[Value]] = []
    for row in 0..<history.rowCount {
      let values = history.row(row)
      if series.contains(Array(values.prefix(keys))) { all.append(values) }
    }
    for row in 0..<rows.rowCount {
      let values = rows.row(row)
      all.append(Array(values.prefix(keys + 1)) + [.null] + values.dropFirst(keys + 1))
    }
    return Table(schema: history.schema, rows: all)
  }

  /// The most rows that a series has ahead.
  private func mostFuture(_ rows: Table) throws -> Int {
    var counts: [[Value]: Int] = [:]
    for row in 0..<rows.rowCount {
      counts[Array(rows.row(row).prefix(forecast.by.count)), default: 0] += 1
    }
    return counts.values.max() ?? 1
  }
}

extension Forecast {
  /// The same with every place in the text at `span`: the cell of a model's forecast has gone.
  fileprivate func placed(at span: SourceSpan) -> Forecast {
    var forecast = self
    forecast.date.span = span
    forecast.target.span = span
    for place in regressors.indices { forecast.regressors[place].span = span }
    forecast.horizon.span = span
    forecast.holidays?.span = span
    switch season {
    case .auto: break
    case .off: forecast.season = .off(span)
    case .lengths(let lengths, _): forecast.season = .lengths(lengths, span)
    }
    return forecast
  }
}

extension Value {
  /// A date or an instant as a number that grows with it.
  fileprivate var moment: Int64? {
    switch self {
    case .date(let days): Int64(days)
    case .datetime(let instant): instant
    default: nil
    }
  }
}
