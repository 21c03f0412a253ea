import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// What follows what: an edge per rule, as wide as its confidence, coloured by its lift.
  ///
  /// It is drawn from the rows that are there, so that it also fits a filtered table.
  static let baskets = NaturalChart("network") { answer, _ in
    let channels: [(ChannelName, String)] = [
      (.x, "antecedent"), (.y, "consequent"), (.size, "confidence"), (.color, "lift"),
    ]
    guard let relation = answer.relation,
      channels.allSatisfy({ relation.schema.contains($0.1) })
    else { return Chart(layers: []) }
    let table = try relation.map { $0.selected(channels.map(\.1)) }.collect()
    var encodings: [ChannelName: Encoding] = [:]
    for (channel, name) in channels {
      encodings[channel] = table[name].map { .column(EncodedColumn(name, $0)) }
    }
    return Chart(
      layers: [ChartLayer(.network, encodings, rowCount: table.rowCount)],
      title: "What is bought together", subtitleNotes: [Basket.caution])
  }
}
