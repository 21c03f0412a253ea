import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// How often items are bought together: a bar per set, the first ones of the table.
  static let itemsets = NaturalChart("bar") { answer, _ in
    guard let relation = answer.relation else { return Chart(layers: []) }
    let table = try relation.map { $0.limited(to: mostItemsets) }.collect()
    guard let items = table["items"], let support = table["support"] else {
      return Chart(layers: [])
    }
    var chart = Chart(
      layers: [
        ChartLayer(
          .bar,
          [
            .x: .column(EncodedColumn("support", support, style: .percent)),
            .y: .column(EncodedColumn("items", items, order: .data)),
          ], rowCount: table.rowCount)
      ], title: "What is bought together")
    let count = try relation.count()
    if count > mostItemsets {
      chart.subtitleNotes = ["the first \(mostItemsets) of \(count.grouped) sets"]
    }
    return chart
  }

  private static let mostItemsets = 20
}
