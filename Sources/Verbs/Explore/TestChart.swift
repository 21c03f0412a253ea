import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// The groups of a test: boxes of numbers, or bars of the shares of categories.
  static func comparison(of value: String, by group: String, _ pair: Relation) -> NaturalChart {
    let type = pair.schema.fields.first?.type ?? .null
    if type.isNumeric || type == .duration {
      return NaturalChart("box") { _, _ in try boxes(of: value, by: group, pair) }
    }
    return NaturalChart("bar") { _, _ in try bars(of: value, by: group, pair) }
  }

  private static func boxes(of value: String, by group: String, _ pair: Relation) throws -> Chart {
    let table = try pair.map { $0.filtered(by: isComplete($0)) }.collect()
    var chart = Chart(
      layers: [
        ChartLayer(
          .box,
          [
            .x: .column(EncodedColumn(value, table.columns[0])),
            .y: .column(EncodedColumn(group, table.columns[1], isDiscrete: true)),
          ], rowCount: table.rowCount)
      ], title: "\(value) by \(group)")
    chart.subtitleNotes = [table.rowCount.counted("row")]
    return chart
  }

  private static let mostValues = 8

  private static func bars(of value: String, by group: String, _ pair: Relation) throws -> Chart {
    let fields = pair.schema.fields
    let counts = try pair.map { plan in
      plan.filtered(by: isComplete(plan)).aggregated(
        keys: [
          NamedExpression(fields[1].name, Expression(fields[1])),
          NamedExpression(fields[0].name, Expression(fields[0])),
        ], aggregates: [NamedExpression("\u{1}rows", .count)])
    }.collect()
    var totals: [Value: Int] = [:]
    var sizes: [Value: Int] = [:]
    for row in 0..<counts.rowCount {
      let rows = Int(counts.columns[2][row].asNumber ?? 0)
      totals[counts.columns[1][row], default: 0] += rows
      sizes[counts.columns[0][row], default: 0] += rows
    }
    let order = totals.keys.sorted {
      let (a, b) = (totals[$0] ?? 0, totals[$1] ?? 0)
      return a != b ? a > b : $0.quotedText < $1.quotedText
    }
    let kept = Set(order.prefix(mostValues))
    var groups: [Value] = []
    var values: [Value] = []
    var shares: [Value] = []
    for row in 0..<counts.rowCount where kept.contains(counts.columns[1][row]) {
      let (key, rows) = (counts.columns[0][row], counts.columns[2][row].asNumber ?? 0)
      groups.append(key)
      values.append(counts.columns[1][row])
      shares.append(.number(rows / Double(max(1, sizes[key] ?? 1))))
    }
    var chart = Chart(
      layers: [
        ChartLayer(
          .bar,
          [
            .x: .column(
              EncodedColumn("share", Column(shares, type: .number), style: .percent)),
            .y: .column(
              EncodedColumn(group, Column(groups, type: fields[1].type), isDiscrete: true)),
            .color: .column(
              EncodedColumn(value, Column(values, type: fields[0].type), isDiscrete: true)),
          ], rowCount: groups.count)
      ], title: "\(value) by \(group)")
    chart.subtitleNotes = ["share of the rows of each \(group)"]
    if order.count > mostValues {
      chart.subtitleNotes.append("the \(mostValues) commonest of \(order.count.grouped) values")
    }
    return chart
  }

  /// Whether a row has both the value and the group.
  private static func isComplete(_ plan: Plan) -> Expression {
    let present = plan.schema.fields.prefix(2).map {
      Expression.call(.isNotNull, [Expression($0)], .bool)
    }
    return .call(.and, present, .bool)
  }
}
