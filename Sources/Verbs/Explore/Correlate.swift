import Exploration
package import Language
package import Planning
package import Syntax
package import Tables
import Tasks

/// How strongly columns hang together, pair by pair.
package struct Correlate: Verb {
  package enum Method: String, CaseIterable, Sendable { case pearson, spearman, auto }
  var columns: [ColumnName] = []
  var method = Method.pearson
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "correlate",
    family: .explore,
    summary: "How strongly columns hang together: one row per pair, over the rows that have both.",
    discussion: "Numbers by Pearson's correlation, or of their ranks (spearman); two columns of "
      + "categories by Cramér's V, numbers with categories by the correlation ratio, both from 0 "
      + "to 1. Without columns all numbers are taken, with `method: auto` texts and truth values "
      + "too; ids and constants are left out and named. P-values are adjusted for the number of "
      + "pairs (Benjamini-Hochberg).",
    parameters: [
      .columns(\.columns, "The columns, at most 200; all that fit without them."),
      .word(\.method, "method", "How numbers are compared.", default: .pearson),
    ],
    parts: [.table("matrix", "All pairs as a square table.")],
    chart: "heatmap",
    examples: [
      Example("supermarket | correlate", "All numbers."),
      Example(
        "orders | correlate quantity, unit_price, region method: spearman",
        "Ranks of numbers, and a column of categories."),
    ])

  /// The most columns: more pairs are no answer that anybody reads.
  private static let most = 200

  private static let fields = [
    Field("a", .text), Field("b", .text), Field("correlation", .number), Field("rows", .int),
    Field("p_value", .number),
  ]

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    if let list = columns.first(where: { !$0.type.canCorrelate }) {
      throw Diagnostic(
        "E401", "`\(list.name)` is \(list.type.described) and has no correlations", at: list.span,
        label: "leave it out")
    }
    let chosen = chosen(in: input)
    guard chosen.count > 1 else {
      throw Diagnostic(
        "E302",
        "`correlate` needs two columns, and there \(chosen.count == 1 ? "is one" : "is none")",
        at: columns.first?.span,
        label: columns.isEmpty && method != .auto
          ? "with `method: auto` texts and truth values count too" : "name another one")
    }
    guard chosen.count <= Self.most else {
      let pairs = chosen.count * (chosen.count - 1) / 2
      throw Diagnostic(
        "E306",
        "\(chosen.count.grouped) columns make \(pairs.grouped) pairs; `correlate` takes up to "
          + "\(Self.most) columns", at: columns.first?.span,
        label: "name those of interest: | correlate "
          + chosen.prefix(3).map(\.name.asName).joined(separator: ", ") + ", …")
    }
    return Schema(Self.fields)
  }

  /// The columns to correlate: those named, or all that suit the method.
  private func chosen(in schema: Schema) -> [Field] {
    guard columns.isEmpty else { return columns.map { Field($0.name, $0.type) } }
    return schema.fields.filter {
      $0.type.isNumeric || (method == .auto && ($0.type == .text || $0.type == .bool))
    }
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let names = chosen(in: input.schema).map(\.name)
    let all = try input.map { $0.selected(names) }.collect()
    let survey = ColumnSurvey(of: all, keepsOddOnes: !columns.isEmpty)
    if !survey.leftOut.isEmpty { context.notice(survey.notice) }
    let table = survey.kept
    guard table.columns.count > 1 else {
      throw Diagnostic(
        "E709", "fewer than two of these columns vary", at: context.span,
        label: "look at them with `| describe`")
    }
    context.progress.update(0, "correlating \(table.columns.count.counted("column"))")
    let pairs = try Association.all(
      of: table.columns, method: method == .spearman ? .spearman : .pearson,
      cancellation: context.cancellation)
    let columnNames = table.schema.names
    let rows = pairs.map { pair -> [Value] in
      [
        .text(columnNames[pair.a]), .text(columnNames[pair.b]), Value(pair.strength),
        .int(Int64(pair.rows)), Value(pair.adjustedPValue),
      ]
    }
    let matrix = CorrelationSquare(pairs, names: columnNames, method: methods(pairs))
    let square = try Relation(storing: matrix.table, in: context.embedded)
    return Answer(
      .table(try context.stored(Self.fields, rows)),
      parts: [Part("matrix", Answer(.table(square), naturalChart: matrix.chart))],
      naturalChart: matrix.chart,
      footer: footer(pairs, columns: columnNames.count, all: all.rowCount, engine: input.engine))
  }

  /// The measures that the pairs took.
  private func methods(_ pairs: [Association]) -> String {
    let measures = Set(pairs.map(\.measure))
    var methods: [String] = []
    if !measures.isDisjoint(with: [.pearson, .spearman]) {
      methods.append(method == .spearman ? "Spearman" : "Pearson")
    }
    if measures.contains(.cramersV) { methods.append("Cramér’s V for categories") }
    if measures.contains(.correlationRatio) {
      methods.append("correlation ratio for numbers with categories")
    }
    return methods.joined(separator: ", ")
  }

  private func footer(_ pairs: [Association], columns: Int, all: Int, engine: any Engine) -> String
  {
    let (least, largest) = (pairs.map(\.rows).min() ?? 0, pairs.map(\.rows).max() ?? 0)
    let used = least == largest ? least.grouped : "\(least.grouped) to \(largest.grouped)"
    let rows = "\(used) of \(all.counted("row")) per pair, those with both values"
    return [
      methods(pairs),
      "\(pairs.count.counted("pair")) of \(columns.counted("column"))", rows,
      "p-values adjusted for \(pairs.count.counted("pair")) (Benjamini-Hochberg)", engine.name,
    ].joined(separator: " · ")
  }
}

extension DataType {
  /// Whether `correlate` has a measure for the type.
  fileprivate var canCorrelate: Bool {
    isNumeric || isTemporal || self == .duration || self == .text || self == .bool
  }
}
