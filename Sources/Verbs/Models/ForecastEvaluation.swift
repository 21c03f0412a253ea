import Forecasting
import Language
import Planning
import Series
import Syntax
import Tables
import Tasks

/// How near forecasts came: what they say of rows ahead, against what the rows say.
struct ForecastEvaluation: ModelEvaluation {
  enum Measure: String, CaseIterable, Sendable {
    case wape, mase, rmse, bias, coverage

    func value(_ metrics: ForecastMetrics) -> Value {
      let number: Double? =
        switch self {
        case .wape: metrics.weightedPercentageError
        case .mase: metrics.scaledError
        case .rmse: metrics.rootMeanSquaredError
        case .bias: metrics.bias
        case .coverage: metrics.coverage
        }
      return number.map { Value(finite: $0) } ?? .null
    }
  }

  static var words: [String] { Measure.allCases.map(\.rawValue) }
  static let options: Set<String> = []
  static func measures(_ model: any FittedModel) -> Bool { model is SeriesForecaster }

  private let models: [(name: String, model: SeriesForecaster)]
  private let measures: [Measure]

  init(
    _ models: [ModelArgument], _ settings: EvaluationSettings, _ input: Schema
  ) throws(Diagnostic) {
    measures = try Self.chosen(settings, among: Measure.self)
    self.models = models.compactMap { argument in
      (argument.model as? SeriesForecaster).map { (argument.name, $0) }
    }
    for (argument, (name, model)) in zip(models, self.models) {
      _ = try model.shape(predicting: Shape(plan: .placeholder(input)))
      let target = try model.column(model.forecast.target.name, of: input)
      guard target.type.isNumeric else {
        throw Diagnostic(
          "E401",
          "`\(target.name)` is \(target.type.described), and forecasts are compared with numbers",
          at: argument.span,
          label: "convert it first, for instance  derive \(target.name.asName) = "
            + "number(\(target.name.asName))")
      }
      guard model.series == self.models[0].model.series else {
        throw Diagnostic(
          "E306", "`\(name)` forecasts other series than `\(self.models[0].name)`",
          at: argument.span, label: "evaluate it by itself")
      }
    }
  }

  var schema: Schema { Self.schema(measures) }

  func measured(on input: Relation, in context: RunContext) throws -> Answer {
    let keys = models[0].model.forecast.by.map(\.field)
    let truth = try TrueValues(input, of: models[0].model.forecast, in: context)
    let outcomes = try models.enumerated().map { place, model in
      try context.cancellation.check()
      context.progress.update(Double(place) / Double(models.count), "forecasting \(model.name)")
      let ahead = try model.model.predict(Answer(input), in: context)
      return try ForecastComparison(
        ahead.relation?.collectMany() ?? Table([]), truth, model: model.model, in: context)
    }
    guard outcomes.contains(where: { $0.overall.count > 0 }) else {
      throw Diagnostic(
        "E709", "no row ahead of the history has a value to compare with", at: context.span,
        label: "the rows are later ones of the same series: see `split … on`")
    }
    let rows = zip(models, outcomes).map { model, outcome -> [Value] in
      [.text(model.name), .text("forecast"), .int(Int64(outcome.overall.count))]
        + measures.map { $0.value(outcome.overall) }
    }
    var answer = Answer(try context.stored(schema.fields, rows))
    answer.parts = [
      Part("series", Answer(try context.stored(series(outcomes, keys)))),
      Part("residuals", Answer(try context.stored(residuals(outcomes)))),
    ]
    answer.naturalChart = .models(by: measures[0].rawValue)
    answer.record = RunRecord(
      rows: outcomes[0].overall.count,
      metrics: zip(models, outcomes).compactMap { model, outcome in
        measures[0].value(outcome.overall).asNumber.map {
          .init("\(model.name) \(measures[0].rawValue)", $0)
        }
      })
    answer.footer = try footer(outcomes, input)
    return answer
  }

  /// The measures of each series by each model; keys that have the name of a measure get another.
  private func series(_ outcomes: [ForecastComparison], _ keys: [Field]) -> Table {
    let (first, last) = ([Field("model", .text)], Array(schema.fields.dropFirst(2)))
    let taken = Set((first + last).map(\.name))
    let own = keys.map { taken.contains($0.name) ? Field($0.name + "_key", $0.type) : $0 }
    return Table(
      schema: Schema(first + own + last),
      rows: zip(models, outcomes).flatMap { model, outcome in
        outcome.series.map { keys, metrics in
          [.text(model.name)] + keys + [.int(Int64(metrics.count))]
            + measures.map { $0.value(metrics) }
        }
      })
  }

  /// Rows are numbered by key and date.
  private func residuals(_ outcomes: [ForecastComparison]) -> Table {
    Table(
      schema: Schema([
        Field("model", .text), Field("row", .int), Field("actual", .number),
        Field("predicted", .number), Field("residual", .number),
      ]),
      rows: zip(models, outcomes).flatMap { model, outcome in
        outcome.pairs.enumerated().map { row, pair in
          [
            .text(model.name), .int(Int64(row + 1)), .number(pair.actual),
            .number(pair.predicted), .number(pair.actual - pair.predicted),
          ]
        }
      })
  }

  private func footer(_ outcomes: [ForecastComparison], _ input: Relation) throws -> String {
    let total = try input.count()
    let words = zip(models, outcomes).map { model, outcome in
      (name: model.name, words: facts(model.model.forecast, outcome, total: total))
    }
    return (Self.told(words) + [input.engine.name]).joined(separator: " · ")
  }

  /// What the footer says of one model.
  private func facts(
    _ forecast: Forecast, _ outcome: ForecastComparison, total: Int
  ) -> [String] {
    let metrics = outcome.overall
    var words = [
      "\(outcome.series.count.grouped) series, \(metrics.count.counted("value"))"
    ]
    if let baseline = metrics.baselineScaledError {
      words.append("repeating the season: MASE \(Recommend.short(baseline))")
    }
    if measures.contains(.coverage), metrics.coverage != nil,
      let level = forecast.levels.levels.first
    {
      words.append("bounds of \(PlainNumber.text(100 * level))%")
    }
    let left = total - metrics.count
    if left > 0 {
      words.append(
        "\(left.counted("row")) left out (no \(forecast.target.name), or no step ahead of a known "
          + "series)")
    }
    return words
  }
}

extension SeriesForecaster {
  /// What tells its series apart, when, and of what.
  fileprivate var series: [Field] {
    forecast.by.map(\.field) + [forecast.date.field, Field(forecast.target.name, .number)]
  }
}
