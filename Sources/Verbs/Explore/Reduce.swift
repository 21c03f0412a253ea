import Charts
package import Language
import NumericalMethods
package import Planning
import Segmentation
package import Syntax
package import Tables
import Tasks

/// Draws many columns together into the few directions in which rows differ most.
package struct Reduce: Verb {
  package enum Method: String, CaseIterable, Sendable { case pca }
  var columns: [ColumnName] = []
  var count = 2
  var method = Method.pca
  var scale = Cluster.Scale.zscore
  var logs = false
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "reduce",
    family: .explore,
    summary: "Draws many columns together into the few directions in which rows differ most.",
    discussion: "Principal components of the columns, each number scaled by its z-score first, "
      + "two different texts 1 apart. Ids and "
      + "constants are left out and named; missing numbers become the median, missing texts a "
      + "value of their own, and are counted; a row without any value has no place. In each "
      + "component the loading farthest from zero is positive.",
    parameters: [
      .columns(\.columns, "The columns; all that fit without them."),
      .option(\.count, "n", "How many components.", in: 1...50, default: 2),
      .word(\.method, "method", "How directions are found.", default: .pca),
      .word(\.scale, "scale", "How numbers are made comparable.", default: .zscore),
      .option(\.logs, "logs", "Whether skewed amounts count by their logarithm.", default: false),
    ],
    parts: [
      .table("loadings", "How much each column counts in each component."),
      .table("variance", "How much of the difference between rows each component tells."),
    ],
    chart: "point",
    examples: [
      Example("supermarket | reduce age, total_spend, avg_basket_size", "A map of customers.")
    ])

  private var names: [String] { (1...count).map { "pc\($0)" } }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    if let clash = names.first(where: { input.contains($0) }) {
      throw Diagnostic(
        "E522", "there is a column `\(clash)` already", at: nil,
        label: "rename it first: | rename \(clash)_1 = \(clash)")
    }
    if let list = columns.first(where: { if case .list = $0.type { true } else { false } }) {
      throw Diagnostic(
        "E401", "`\(list.name)` is \(list.type.described) and has no place on a map",
        at: list.span, label: "leave it out")
    }
    return Schema(input.fields + names.map { Field($0, .number) })
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    do {
      return try answer(on: input, in: context)
    } catch let error as SegmentationError {
      var advice = "look at the columns with `| describe`"
      if case .tooFewRows = error {
        advice = "look at the table before this stage: | summarize count()"
      }
      throw Diagnostic("E709", Self.words(error), at: context.span, label: advice)
    } catch let error as LinearAlgebraError {
      throw Diagnostic("E709", error.description, at: context.span)
    }
  }

  /// An error of the library in the words of this verb.
  private static func words(_ error: SegmentationError) -> String {
    switch error {
    case .tooFewRows: "`reduce` needs two rows at least"
    default: error.description
    }
  }

  private func answer(on input: Relation, in context: RunContext) throws -> Answer {
    let table = try input.collect()
    guard table.rowCount >= 2 else {
      throw SegmentationError.tooFewRows(rows: table.rowCount, needed: 2)
    }
    let chosen = columns.isEmpty ? nil : columns.map(\.name)
    let reading = "reading \(table.rowCount.counted("row"))"
    let progress = context.progress
    let rows = try ComparableRows(
      table,
      options: FeatureOptions(
        columns: chosen, scaling: FeatureOptions.Scaling(rawValue: scale.rawValue) ?? .zscore,
        logsSkewed: logs),
      execution: Execution(cancellation: context.cancellation) {
        progress.update($0 * 0.5, reading)
      })
    if !rows.space.leftOut.isEmpty {
      context.notice(
        ColumnSurvey.notice(of: rows.space.leftOut.map { ($0.column, $0.reason.description) }))
    }
    guard count <= rows.points.columns else {
      throw Diagnostic(
        "E709",
        "\(count.counted("component")) need as many columns of numbers, and there "
          + (rows.points.columns == 1 ? "is 1" : "are \(rows.points.columns)"),
        at: context.span, label: "write  n: \(rows.points.columns)")
    }
    context.progress.update(0.5, "reducing \(rows.points.columns.counted("column"))")
    let execution = Execution(cancellation: context.cancellation)
    let components = try PrincipalComponents(
      of: rows.points, count: count, execution: execution)
    let scores = try components.scores(of: rows.points, execution: execution)
    let made = names.enumerated().map { index, name in
      (name: name, column: rows.column(Array(scores[column: index])))
    }
    let result = Table(
      zip(table.schema.names, table.columns).map { (name: $0, column: $1) } + made)
    var answer = Answer(
      .table(try context.stored(result)),
      parts: [
        Part(
          "loadings",
          Answer(
            .table(try loadings(components, rows.space, context)),
            naturalChart: Self.loadingsChart)),
        Part(
          "variance",
          Answer(.table(try variance(components, context)), naturalChart: Self.varianceChart)),
      ],
      naturalChart: chart(components, rows.space),
      footer: footer(components, rows, engine: input.engine))
    answer.record = RunRecord(
      rows: rows.table.rowCount, metrics: [.init("components", count)])
    return answer
  }

  // MARK: The parts

  private func loadings(
    _ components: PrincipalComponents, _ space: FeatureSpace, _ context: RunContext
  ) throws -> Relation {
    let fields = [Field("column", .text), Field("component", .text), Field("loading", .number)]
    var rows: [[Value]] = []
    for (index, feature) in space.features.enumerated() {
      for (component, name) in names.enumerated() {
        rows.append([
          .text(feature.name), .text(name), .number(components.loadings[index, component]),
        ])
      }
    }
    return try context.stored(fields, rows)
  }

  private func variance(
    _ components: PrincipalComponents, _ context: RunContext
  ) throws -> Relation {
    let fields = [
      Field("component", .text), Field("variance", .number), Field("share", .number),
      Field("cumulative", .number),
    ]
    var told = 0.0
    let rows = names.enumerated().map { index, name -> [Value] in
      told += components.shares[index]
      return [
        .text(name), .number(components.variances[index]), .number(components.shares[index]),
        .number(min(1, told)),
      ]
    }
    return try context.stored(fields, rows)
  }

  // MARK: The picture and the footer

  private func chart(_ components: PrincipalComponents, _ space: FeatureSpace) -> NaturalChart? {
    guard count > 1 else { return nil }
    let biplot = Biplot(space: space, components: components)
    return NaturalChart("point") { answer, _ in
      let needed = Set(space.features.map(\.column))
      guard let relation = answer.relation, needed.allSatisfy(relation.schema.contains) else {
        return Chart(layers: [])
      }
      let names = relation.schema.names.filter(needed.contains)
      return try biplot.chart(
        of: relation.map { $0.selected(names) }.collect(), color: nil,
        title: "Where rows differ most")
    }
  }

  /// How much each component tells.
  private static let varianceChart = NaturalChart("bar") { answer, _ in
    guard let table = try answer.relation?.collect() else { return Chart(layers: []) }
    return Chart(
      layers: [
        ChartLayer(
          .bar, table.channels([(.x, "component"), (.y, "share")]), rowCount: table.rowCount)
      ], title: "How much of the difference between rows each component tells")
  }

  /// How much each column counts in each component.
  private static let loadingsChart = NaturalChart("heatmap") { answer, _ in
    guard let table = try answer.relation?.collect() else { return Chart(layers: []) }
    return Chart(
      layers: [
        ChartLayer(
          .heatmap, table.channels([(.x, "component"), (.y, "column"), (.color, "loading")]),
          rowCount: table.rowCount)
      ], title: "How much each column counts")
  }

  private func footer(
    _ components: PrincipalComponents, _ rows: ComparableRows, engine: any Engine
  ) -> String {
    let sources = Set(rows.space.features.map(\.column)).count
    let told = components.shares.reduce(0, +)
    let parts = [
      "principal components of z-scores",
      "\(count.counted("component")) \(count == 1 ? "tells" : "tell") \(Biplot.percent(told)) of "
        + "\(sources.counted("column"))",
    ]
    return (parts + rows.described + [engine.name]).joined(separator: " · ")
  }
}
