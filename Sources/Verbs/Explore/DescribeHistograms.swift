import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// A small histogram of each column of numbers that `describe` counted, on axes of its own: the
  /// columns share no unit.
  static let histograms = NaturalChart("histogram") { answer, _ in
    let part = answer.parts.first { $0.name == "histograms" }
    guard let table = try part?.answer.relation?.collect(), let names = table["column"],
      let low = table["low"], let high = table["high"], let counts = table["rows"]
    else { return Chart(layers: []) }
    var order: [String] = []
    var rows: [String: [Int]] = [:]
    for row in 0..<table.rowCount {
      guard case .text(let name) = names[row] else { continue }
      if rows[name] == nil { order.append(name) }
      rows[name, default: []].append(row)
    }
    let members = order.prefix(mostHistograms).map { name in
      let own = rows[name] ?? []
      func taken(_ label: String, _ column: Column) -> Encoding {
        .column(EncodedColumn(label, Column(own.map { column[$0] }, type: column.type)))
      }
      return Chart(
        layers: [
          ChartLayer(
            .histogram,
            [
              .x: taken(name, low), .low: taken("low", low), .high: taken("high", high),
              .y: taken("rows", counts),
            ])
        ], title: name, subtitleNotes: ["1% to 99% of the values"], height: 210)
    }
    let title =
      order.count > mostHistograms
      ? "The first \(mostHistograms) of \(order.count) columns of numbers"
      : order.count.counted("column") + " of numbers"
    guard !members.isEmpty else { return Chart(layers: []) }
    return Chart(grid: Array(members), columns: 3, title: title, width: 960)
  }
}

private let mostHistograms = 12
