import Forecasting
import Language
import Planning
import Tables

/// The rows of a forecast and of its parts, stored as they come.
struct ForecastTables {
  private let forecast: StoredRows
  private let metrics: StoredRows
  private let backtest: StoredRows
  private let selection: StoredRows
  /// The metrics over all series, by method.
  private(set) var overall: [MethodWord: ForecastMetrics] = [:]

  init(_ verb: Forecast, in context: RunContext) {
    let keys = verb.by.map(\.field)
    let bounds = verb.levels.fields
    forecast = StoredRows(keys + verb.made, in: context)
    let test: [Field] =
      [
        Field("origin", verb.date.type), verb.date.field, Field("step", .int),
        Field("method", .text), Field("actual", .number), Field("predicted", .number),
      ] + bounds
    metrics = StoredRows(Self.keys(keys, besides: Self.measures) + Self.measures, in: context)
    backtest = StoredRows(Self.keys(keys, besides: test) + test, in: context)
    selection = StoredRows(Self.keys(keys, besides: Self.choice) + Self.choice, in: context)
  }

  private static let measures = [
    Field("method", .text), Field("chosen", .bool), Field("origins", .int), Field("n", .int),
    Field("mae", .number), Field("rmse", .number), Field("r2", .number), Field("wape", .number),
    Field("mase", .number), Field("rmsse", .number), Field("smape", .number),
    Field("bias", .number), Field("coverage", .number), Field("msis", .number),
    Field("baseline_mase", .number),
  ]

  private static let choice = [
    Field("method", .text), Field("model", .text), Field("fallback", .text),
    Field("values", .int), Field("missing", .int),
  ]

  /// The keys under names that the other columns do not have.
  private static func keys(_ keys: [Field], besides fields: [Field]) -> [Field] {
    let taken = Set(fields.map(\.name))
    return keys.map { taken.contains($0.name) ? Field($0.name + "_key", $0.type) : $0 }
  }

  /// Adds all rows of a series.
  mutating func append(
    _ outcome: SeriesOutcome, keys: [Value], past: [Value], future: [Value]
  ) throws {
    let own = outcome.forecast
    for (step, date) in future.enumerated() {
      try forecast.append(
        keys + [date, Value(known: own.points[step])] + Self.bounds(own, step) + [
          .int(Int64(step + 1)), .text(outcome.method),
        ])
    }
    try selection.append(
      keys + [
        .text(outcome.method), .text(own.method), own.fallbackReason.map { .text($0) } ?? .null,
        .int(Int64(outcome.known)), .int(Int64(outcome.missing)),
      ])
    for trial in outcome.trials {
      overall[trial.word, default: ForecastMetrics()].add(trial.metrics)
      try metrics.append(keys + Self.row(trial))
      for window in trial.windows {
        let origin = past[window.origin - 1]
        let name = SeriesOutcome.name(of: window.forecast, trial.word)
        for step in window.actual.indices {
          try backtest.append(
            keys + [
              origin, past[window.origin + step], .int(Int64(step + 1)), .text(name),
              Value(known: window.actual[step]), Value(known: window.forecast.points[step]),
            ] + Self.bounds(window.forecast, step))
        }
      }
    }
  }

  /// The forecast as a relation.
  func finish() throws -> Relation { try forecast.finish() }

  /// The parts that tell how it was made; what was tried only if anything was.
  func parts(_ verb: Forecast, in context: RunContext) throws -> [Part] {
    var parts: [Part] = []
    if !overall.isEmpty {
      let rows = verb.methods.words.compactMap { word -> [Value]? in
        overall[word].map { [.text(word.rawValue)] + Self.row($0) }
      }
      let fields = [Field("method", .text)] + Self.measures.dropFirst(3)
      func keys(of relation: Relation) -> [String] {
        relation.schema.fields.prefix(verb.by.count).map(\.name)
      }
      let (measured, tried) = (try metrics.finish(), try backtest.finish())
      let error = Roles([.value: "wape"])
      parts = [
        Part(
          "metrics",
          Answer(
            .table(measured), roles: error, naturalChart: .forecastErrors(keys: keys(of: measured)),
            footer: verb.levels.measured)),
        Part(
          "overall",
          Answer(
            .table(try context.stored(fields, rows)), roles: error,
            naturalChart: .forecastErrors(keys: []), footer: verb.levels.measured)),
        Part(
          "backtest",
          Answer(
            .table(tried), roles: verb.roles(in: "predicted"),
            naturalChart: .backtest(date: verb.date.name, keys: keys(of: tried)))),
      ]
    }
    let choice = Answer(
      .table(try selection.finish()), roles: Roles([.label: "method"]),
      naturalChart: .selectedMethods)
    return parts + [Part("selection", choice)]
  }

  private static func row(_ trial: SeriesOutcome.Trial) -> [Value] {
    [
      .text(trial.word.rawValue), .bool(trial.isChosen), .int(Int64(trial.windows.count)),
    ] + row(trial.metrics)
  }

  /// The count and the measures.
  private static func row(_ metrics: ForecastMetrics) -> [Value] {
    let isEmpty = metrics.count == 0
    let numbers: [Double?] = [
      isEmpty ? nil : metrics.meanAbsoluteError, isEmpty ? nil : metrics.rootMeanSquaredError,
      metrics.rSquared, metrics.weightedPercentageError, metrics.scaledError,
      metrics.rootScaledError, isEmpty ? nil : metrics.symmetricPercentageError, metrics.bias,
      metrics.coverage, metrics.intervalScore, metrics.baselineScaledError,
    ]
    return [.int(Int64(metrics.count))] + numbers.map { Value(known: $0 ?? .nan) }
  }

  private static func bounds(_ forecast: Forecasting.Forecast, _ step: Int) -> [Value] {
    forecast.intervals.flatMap {
      [Value(known: $0.lower[step]), Value(known: $0.upper[step])]
    }
  }
}

extension Forecast {
  /// The roles of a table in which the forecast is another column.
  func roles(in value: String) -> Roles {
    let bounds = levels.fields
    return Roles([
      .date: date.name, .value: value, .lower: bounds[0].name, .upper: bounds[1].name,
    ])
  }
}

extension Value {
  /// A number; what is not finite is not known.
  init(known number: Double) { self = number.isFinite ? .number(number) : .null }
}
