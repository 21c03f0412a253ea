import Language
import NumericalMethods
import Planning
import Segmentation
import Syntax
import Tables
import Tasks

/// How far apart the groups of other rows are, and how far they are the groups that are known.
struct ClusterEvaluation: ModelEvaluation {
  enum Measure: String, CaseIterable, Sendable { case silhouette, ari }

  static var words: [String] { Measure.allCases.map(\.rawValue) }
  static let options: Set<String> = ["actual"]
  static func measures(_ model: any FittedModel) -> Bool { model is ClusterModel }

  private let models: [(name: String, model: ClusterModel)]
  private let measures: [Measure]
  private let actual: ColumnName?

  init(
    _ models: [ModelArgument], _ settings: EvaluationSettings, _ input: Schema
  ) throws(Diagnostic) {
    let chosen = try Self.chosen(settings, among: Measure.self)
    actual = settings.actual == .unset ? nil : settings.actual
    if actual == nil, let given = settings.measures?.first(where: { $0.value == "ari" }) {
      throw Diagnostic(
        "E302", "`ari` needs `actual:`, the column of the known groups", at: given.span,
        label: "for instance  actual: segment")
    }
    measures = actual == nil ? [.silhouette] : chosen
    self.models = models.compactMap { argument in
      (argument.model as? ClusterModel).map { (argument.name, $0) }
    }
    for (_, model) in self.models {
      let needed = Schema(try model.columns(model.columnNames, of: input))
      _ = try model.shape(predicting: Shape(plan: .placeholder(needed)))
    }
  }

  var schema: Schema { Self.schema(measures) }

  func measured(on input: Relation, in context: RunContext) throws -> Answer {
    let total = try input.count()
    var outcomes: [PlacedRows] = []
    var silhouettes: [Silhouette?] = []
    for (place, (name, model)) in models.enumerated() {
      try context.cancellation.check()
      let (from, width) = (Double(place) / Double(models.count), 1 / Double(models.count))
      context.progress.update(from, "measuring \(name)")
      let rows = try PlacedRows(input, of: model, actual: actual, in: context)
      guard !rows.clusters.isEmpty else {
        throw Diagnostic(
          "E709", "no row has a value that the model goes by", at: context.span,
          label: "it needs \(model.columnNames.joined(separator: ", "))")
      }
      let progress = context.progress
      silhouettes.append(
        !measures.contains(.silhouette)
          ? nil
          : try rows.silhouette(
            seed: UInt64(bitPattern: context.seed),
            Execution(cancellation: context.cancellation) {
              progress.update(from + width * $0, "comparing \(name)'s rows")
            }))
      outcomes.append(rows)
    }
    let rows = models.indices.map { place -> [Value] in
      [.text(models[place].name), .text("cluster"), .int(Int64(outcomes[place].clusters.count))]
        + measures.map { measure in
          switch measure {
          case .silhouette: silhouettes[place].map { Value(finite: $0.mean) } ?? .null
          case .ari: outcomes[place].agreement.map { Value(finite: $0) } ?? .null
          }
        }
    }
    var answer = Answer(try context.stored(schema.fields, rows))
    if actual == nil {
      answer.absentParts = [
        AbsentPart("confusion", reason: "no known groups were given", advice: "add `actual: group`")
      ]
    } else {
      answer.parts = [Part("confusion", Answer(try context.stored(confusion(outcomes))))]
    }
    answer.naturalChart = .models(by: measures[0].rawValue)
    answer.record = RunRecord(
      rows: outcomes[0].clusters.count,
      metrics: zip(models, rows).compactMap { model, row in
        row[3].asNumber.map { .init("\(model.name) \(measures[0].rawValue)", $0) }
      })
    let words = zip(models, outcomes).map { model, outcome in
      (
        name: model.name,
        words: (model.model.caution.map { [$0] } ?? []) + facts(outcome, total: total)
      )
    }
    answer.footer = (Self.told(words) + [input.engine.name]).joined(separator: " · ")
    return answer
  }

  private func confusion(_ outcomes: [PlacedRows]) -> Table {
    Table(
      schema: Schema([
        Field("model", .text), Field("actual", .text), Field("predicted", .text),
        Field("rows", .int), Field("share", .number),
      ]),
      rows: zip(models, outcomes).flatMap { model, outcome in
        outcome.pairs.map { actual, cluster, rows, share in
          [
            .text(model.name), .text(actual), .text(cluster), .int(Int64(rows)), .number(share),
          ]
        }
      })
  }

  /// What the footer says of one model.
  private func facts(_ outcome: PlacedRows, total: Int) -> [String] {
    let groups = Set(outcome.clusters).subtracting([0])
    var words = [outcome.clusters.count.counted("row"), groups.count.counted("group")]
    let noise = outcome.clusters.count { $0 == 0 }
    if noise > 0 { words.append("\(noise.counted("row")) in no group") }
    if measures.contains(.silhouette) {
      if groups.count < 2 {
        words.append("no silhouette of fewer than two groups")
      } else if outcome.clusters.count > PlacedRows.most {
        words.append("silhouette of \(PlacedRows.most.grouped) rows drawn")
      }
    }
    if let actual, case let unknown = outcome.truth.count(where: \.isNull), unknown > 0 {
      words.append("\(unknown.counted("row")) without \(actual.name) left out of ari")
    }
    let dropped = total - outcome.clusters.count
    if dropped > 0 { words.append("\(dropped.counted("row")) dropped (no value at all)") }
    return words
  }
}

/// Rows with the scores that a model compares them by, their groups by it, and those that are known.
private struct PlacedRows {
  /// Silhouettes of more rows than these are those of some that are drawn.
  static let most = ClusterSelection.silhouetteLimit
  private static let actual = "\u{1}actual"

  let clusters: [Int]
  let truth: [Value]
  private let scores: [[Double]]

  init(
    _ input: Relation, of model: ClusterModel, actual: ColumnName?, in context: RunContext
  ) throws {
    let names = model.columnNames
    let needed = input.map { plan in
      plan.derived(actual.map { [NamedExpression(Self.actual, $0.expression)] } ?? [])
        .selected(names + (actual == nil ? [] : [Self.actual]))
    }
    guard let grouped = try model.predict(Answer(needed), in: context).relation else {
      (clusters, truth, scores) = ([], [], [])
      return
    }
    let schema = grouped.schema
    let columns = model.features.indices.map { "\u{1}score\($0)" }
    let table = try grouped.map { plan in
      plan.filtered(by: .call(.isNotNull, [.column("cluster", .int)], .bool))
        .derived(
          zip(columns, model.features).map { NamedExpression($0, $1.score(in: schema)) }
        ).selected(["cluster"] + columns + (actual == nil ? [] : [Self.actual]))
    }.collectMany()
    clusters = (table["cluster"]?.numbers ?? []).map { Int($0 ?? 0) }
    truth = table[Self.actual]?.values ?? []
    scores = columns.map { (table[$0]?.numbers ?? []).map { $0 ?? 0 } }
  }

  func silhouette(seed: UInt64, _ execution: Execution) throws -> Silhouette? {
    let labels = clusters.map { $0 - 1 }
    guard let drawn = ClusterSelection.rows(labels.count, upTo: Self.most, seed) else {
      return try Silhouette(
        of: Matrix(columns: scores), labels: ClusterLabels(grouping: labels), execution: execution)
    }
    return try Silhouette(
      of: Matrix(columns: scores.map { column in drawn.map { column[$0] } }),
      labels: ClusterLabels(grouping: drawn.map { labels[$0] }), execution: execution)
  }

  /// The adjusted Rand index of the rows whose group is known.
  var agreement: Double? {
    AssignmentComparison.adjustedRand(
      zip(truth, clusters).filter { !$0.0.isNull }.map { ($0, .int(Int64($1))) })
  }

  /// The rows of each known and found group, and their share of the known one, by both.
  var pairs: [(actual: String, cluster: String, rows: Int, share: Double)] {
    var counts: [String: [Int: Int]] = [:]
    for (value, cluster) in zip(truth, clusters) where !value.isNull {
      counts[value.columnName, default: [:]][cluster, default: 0] += 1
    }
    return counts.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.flatMap { actual in
      let own = counts[actual] ?? [:]
      let all = Double(own.values.reduce(0, +))
      return own.keys.sorted().map { cluster in
        (actual, String(cluster), own[cluster] ?? 0, Double(own[cluster] ?? 0) / all)
      }
    }
  }
}
