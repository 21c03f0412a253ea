import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// The rows along two columns, in the colours of their groups.
  static func clusters(along columns: [String]) -> NaturalChart {
    NaturalChart("point") { answer, _ in
      let names = columns + ["cluster"]
      guard columns.count == 2, let relation = answer.relation,
        names.allSatisfy(relation.schema.contains)
      else { return Chart(layers: []) }
      var table = try relation.map { $0.selected(names) }.collect()
      var notes: [String] = []
      let step = (table.rowCount + 2_999) / 3_000
      if step > 1 {
        notes.append("one in \(step.grouped) of \(table.rowCount.counted("row"))")
        table = table.rows(Array(stride(from: 0, to: table.rowCount, by: step)))
      }
      var channels: [ChannelName: Encoding] = [:]
      for (channel, name) in zip([ChannelName.x, .y, .color], names) {
        if let column = table[name] {
          channels[channel] = .column(
            EncodedColumn(name, column, isDiscrete: channel == .color ? true : nil))
        }
      }
      var chart = Chart(
        layers: [ChartLayer(.point, channels, rowCount: table.rowCount)],
        title: "Groups by \(columns[0]) and \(columns[1])")
      chart.subtitleNotes = notes
      return chart
    }
  }

  /// The silhouette by the number of groups.
  static let clusterSelection = NaturalChart("line") { answer, _ in
    guard let table = try answer.relation?.collect(), let k = table["k"],
      let silhouette = table["silhouette"]
    else { return Chart(layers: []) }
    return Chart(
      layers: [
        ChartLayer(
          .line,
          [
            .x: .column(EncodedColumn("k", k)),
            .y: .column(EncodedColumn("silhouette", silhouette)),
          ], rowCount: table.rowCount)
      ], title: "How well rows fit their groups")
  }
}
