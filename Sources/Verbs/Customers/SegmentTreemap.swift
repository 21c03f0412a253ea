import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// Scores alone are drawn as one wants.
  static let withoutSegments = NaturalChart.refused(
    "segments: none", such: "chart point x: recency, y: monetary")

  /// Segments by size: area is customers, colour is revenue.
  ///
  /// It is drawn from the rows that are there, so that it also fits a filtered table.
  static let segmentTreemap = NaturalChart("treemap") { answer, _ in
    guard let relation = answer.relation, relation.schema.contains("segment") else {
      return Chart(layers: [])
    }
    var aggregates = [NamedExpression("customers", .count)]
    let hasRevenue = relation.schema["monetary"]?.type == .number
    if hasRevenue { aggregates.append(NamedExpression("revenue", .sum("monetary"))) }
    let table = try relation.map {
      $0.aggregated(
        keys: [NamedExpression("segment", .column("segment", .text))], aggregates: aggregates
      ).sorted(by: [SortKey(.column("customers", .int), descending: true)])
    }.collect()
    var encodings: [ChannelName: Encoding] = [:]
    let channels: [(ChannelName, String)] = [
      (.label, "segment"), (.size, "customers"), (.color, "revenue"),
    ]
    for (channel, name) in channels {
      if let column = table[name] { encodings[channel] = .column(EncodedColumn(name, column)) }
    }
    return Chart(
      layers: [ChartLayer(.treemap, encodings, rowCount: table.rowCount)],
      title: "Customers by segment")
  }
}
