import Charts
import Exploration
import Language
import Planning
import Rendering
import Syntax
import Tables
import Tasks

/// What distinguishes the two groups that a column makes, the largest effects first.
struct GroupComparison {
  static let schema = Schema([
    Field("column", .text), Field("value", .text), Field("group", .text), Field("share", .number),
    Field("other_share", .number), Field("mean", .number), Field("other_mean", .number),
    Field("effect", .number), Field("p_value", .number), Field("rows", .int),
  ])

  private static let intervals = [
    Field("column", .text), Field("value", .text), Field("group", .text), Field("effect", .number),
    Field("effect_name", .text), Field("low", .number), Field("high", .number),
    Field("level", .number),
  ]

  private let input: Relation
  private let group: ColumnName
  private let context: RunContext

  init(of input: Relation, on group: ColumnName, in context: RunContext) throws {
    self.input = input
    self.group = group
    self.context = context
  }

  func answer() throws -> Answer {
    let (first, second) = try twoGroups()
    let usable = input.schema.fields.filter { $0.name == group.name || $0.type.canBeContrasted }
    let all = try input.map { $0.selected(usable.map(\.name)) }.collect()
    let survey = ColumnSurvey(of: all, key: group.name, limitsCategories: false)
    let other = input.schema.fields.filter { !usable.contains($0) }
      .map { (name: $0.name, reason: $0.type.described) }
    let leftOut = survey.leftOut + other
    if !leftOut.isEmpty { context.notice(ColumnSurvey.notice(of: leftOut)) }
    let table = survey.kept
    guard let key = table.schema.index(of: group.name) else { return Answer(input) }
    context.progress.update(0, "comparing \(table.columns.count.counted("column"))")
    let names = table.schema.names
    let columns = table.columns.enumerated().map { $0 == key ? $1.withTruthFirst : $1 }
    let contrasts = try GroupContrast.ranked(
      in: Table(zip(names, columns).map { ($0, $1) }), by: key,
      cancellation: context.cancellation)
    let compared = Set(contrasts.map(\.column))
    let silent = names.indices.filter { $0 != key && !compared.contains($0) }
    if !silent.isEmpty {
      context.notice(
        "without spread, or without rows in both groups: "
          + silent.prefix(8).map { "`\(names[$0])`" }.joined(separator: ", ")
          + (silent.count > 8 ? " and \(silent.count - 8) more" : ""))
    }
    func value(_ contrast: GroupContrast) -> Value {
      contrast.value.map { .text(ValueText.plain($0)) } ?? .null
    }
    let label = Value.text(ValueText.plain(first))
    let rows = contrasts.map { contrast -> [Value] in
      [
        .text(names[contrast.column]), value(contrast), label, Value(contrast.share),
        Value(contrast.otherShare), Value(contrast.mean), Value(contrast.otherMean),
        Value(contrast.effect.value), Value(contrast.adjustedPValue), .int(Int64(contrast.rows)),
      ]
    }
    let intervals = contrasts.map { contrast -> [Value] in
      [
        .text(names[contrast.column]), value(contrast), label,
        Value(contrast.effect.value), .text(contrast.effect.kind.title),
        Value(contrast.effect.low), Value(contrast.effect.high), .number(contrast.effect.level),
      ]
    }
    let (a, b) = (ValueText.plain(first), ValueText.plain(second))
    let title =
      first == .bool(true)
      ? "What distinguishes \(group.name) from the rest"
      : "What distinguishes \(a) from \(b) in \(group.name)"
    return Answer(
      .table(try context.stored(Self.schema.fields, rows)),
      parts: [Part("intervals", Answer(try context.stored(Self.intervals, intervals)))],
      naturalChart: .effects(rows, title: title),
      footer: footer(table, key: key, first, second, contrasts: contrasts.count))
  }

  /// The two values of the column, or what is there in their place.
  private func twoGroups() throws -> (Value, Value) {
    let isThere = Expression.call(.isNotNull, [group.expression], .bool)
    let values = input.map { $0.filtered(by: isThere).selected([group.name]).distinct() }
    let found = try values.collect(limit: 4).columns[0].values
    if found.count == 2 {
      // True against false, else in the order of the values.
      return found[1] == .bool(true) ? (found[1], found[0]) : (found[0], found[1])
    }
    let name = group.name.asName
    guard let first = found.first else {
      throw Diagnostic(
        "E709", "`\(group.name)` has no value here, so that there are no groups", at: group.span,
        label: "look at it with `| describe \(name)`")
    }
    if found.count == 1 {
      throw Diagnostic(
        "E709", "all rows belong to one group, \(first.quotedText)", at: group.span,
        label: "`compare on` takes a column of two values")
    }
    let count = try values.count()
    throw Diagnostic(
      "E529", "`\(group.name)` has \(count.grouped) values, and `compare on` takes two groups",
      at: group.span,
      label:
        "set one against the rest: | derive is_one = \(name) == \(first.literalText) | compare on is_one",
      notes: ["or keep two of them with `| filter`"])
  }

  private func footer(
    _ table: Table, key: Int, _ first: Value, _ second: Value, contrasts: Int
  ) -> String {
    var sizes = [0, 0]
    let column = table.columns[key]
    for row in 0..<column.count where column.validity[row] {
      sizes[column[row] == first ? 0 : 1] += 1
    }
    let left = column.count - sizes[0] - sizes[1]
    var parts = [
      "\(ValueText.plain(first)) (\(sizes[0].counted("row"))) against "
        + "\(ValueText.plain(second)) (\(sizes[1].counted("row")))",
      "effect: Cohen’s d of numbers, difference of shares of values",
    ]
    if contrasts > 0 {
      parts.append(
        "p-values adjusted for \(contrasts.counted("comparison")) (Benjamini-Hochberg)")
    }
    if left > 0 { parts.append("\(left.counted("row")) without group left out") }
    return (parts + [input.engine.name]).joined(separator: " · ")
  }
}

extension DataType {
  /// Whether means or shares of the type say something.
  fileprivate var canBeContrasted: Bool {
    isNumeric || self == .text || self == .bool
  }
}

extension NaturalChart {
  private static let mostEffects = 20

  /// The largest effects as bars, those of one column and value each.
  fileprivate static func effects(_ rows: [[Value]], title: String) -> NaturalChart {
    NaturalChart("bar") { _, _ in
      let shown = rows.prefix(mostEffects)
      let labels = shown.map { row -> Value in
        let column = ValueText.plain(row[0])
        return .text(row[1].isNull ? column : "\(column) = \(ValueText.plain(row[1]))")
      }
      var chart = Chart(
        layers: [
          ChartLayer(
            .bar,
            [
              .x: .column(
                EncodedColumn("effect", Column(shown.map { $0[7] }, type: .number), style: .number)),
              .y: .column(EncodedColumn("what", Column(labels, type: .text), order: .data)),
            ], rowCount: shown.count)
        ], title: title)
      chart.subtitleNotes = ["Cohen’s d of numbers, differences of shares of values"]
      if rows.count > mostEffects {
        chart.subtitleNotes.append("the \(mostEffects) largest of \(rows.count.grouped)")
      }
      return chart
    }
  }
}
