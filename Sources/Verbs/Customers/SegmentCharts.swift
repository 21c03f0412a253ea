import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// Orders per customer of each segment, month by month.
  static let segmentTrend = NaturalChart("line") { answer, _ in
    guard let table = try answer.relation?.collect(),
      let encodings = table.encodings([
        (.x, "month"), (.y, "orders_per_customer"), (.color, "segment"),
      ])
    else { return Chart(layers: []) }
    return Chart(
      layers: [ChartLayer(.line, encodings, rowCount: table.rowCount)],
      title: "Orders per customer and month")
  }

  /// From which segment customers came, down, and where they are, across.
  static let segmentMoves = NaturalChart("heatmap") { answer, _ in
    guard let table = try answer.relation?.collect().bestFirst,
      let encodings = table.encodings([
        (.x, "to"), (.y, "from"), (.color, "share"), (.label, "customers"),
      ])
    else { return Chart(layers: []) }
    return Chart(
      layers: [ChartLayer(.heatmap, encodings, rowCount: table.rowCount)],
      title: "From segment to segment", subtitleNotes: ["share of those that were there"],
      width: 1_040)
  }
}

extension Table {
  /// Moves with the standard segments from best to worst.
  ///
  /// Those who stayed come first: they set the order of the names on both axes.
  fileprivate var bestFirst: Table {
    guard let from = self["from"], let to = self["to"] else { return self }
    func place(_ value: Value) -> Int {
      guard case .text(let name) = value else { return Int.max }
      return RFMSegments.names.firstIndex(of: name) ?? Int.max - 1
    }
    let order = (0..<rowCount).sorted { a, b in
      let (stayedA, stayedB) = (from[a] == to[a], from[b] == to[b])
      if stayedA != stayedB { return stayedA }
      return (place(from[a]), place(to[a]), a) < (place(from[b]), place(to[b]), b)
    }
    return Table(schema: schema, rows: order.map(row))
  }

  /// The columns as channels, nil if one of them is gone.
  fileprivate func encodings(_ channels: [(ChannelName, String)]) -> [ChannelName: Encoding]? {
    var encodings: [ChannelName: Encoding] = [:]
    for (channel, name) in channels {
      guard let column = self[name] else { return nil }
      encodings[channel] = .column(EncodedColumn(name, column, order: .data))
    }
    return encodings
  }
}
