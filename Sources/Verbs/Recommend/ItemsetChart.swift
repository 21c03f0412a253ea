import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// How often items are bought together: a bar per set of several, the first ones of the table;
  /// where there are single items only, how often they are bought.
  static let itemsets = NaturalChart("bar") { answer, _ in
    guard let relation = answer.relation else { return Chart(layers: []) }
    var sets = relation
    var isTogether = false
    if let size = relation.schema["size"], size.type == .int {
      let several = relation.map {
        $0.filtered(by: .call(.greater, [Expression(size), .literal(.int(1), .int)], .bool))
      }
      isTogether = try several.count() > 0
      if isTogether { sets = several }
    }
    let table = try sets.map { $0.limited(to: mostItemsets) }.collect()
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
      ], title: isTogether ? "What is bought together" : "What is bought")
    let count = try sets.count()
    if count > mostItemsets {
      chart.subtitleNotes = ["the first \(mostItemsets) of \(count.grouped) sets"]
    }
    return chart
  }

  private static let mostItemsets = 20
}
