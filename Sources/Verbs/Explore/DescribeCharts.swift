import Charts
import Language
import Planning
import Syntax
import Tables

extension NaturalChart {
  /// A small histogram of each column of numbers that `describe` counted, on axes of its own: the
  /// columns share no unit.
  static let histograms = NaturalChart("histogram") { answer, context in
    let part = answer.parts.first { $0.name == "histograms" }
    guard let table = try part?.answer.relation?.collect(), let names = table["column"],
      let low = table["low"], let high = table["high"], let counts = table["rows"]
    else { throw Diagnostic("E709", "the profile has no histograms", at: context.span) }
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
        ], title: name, subtitleNotes: ["long tails left out"], height: 210)
    }
    let title =
      order.count > mostHistograms
      ? "The first \(mostHistograms) of \(order.count) columns of numbers"
      : order.count.counted("column") + " of numbers"
    guard !members.isEmpty else {
      throw Diagnostic("E709", "no column of numbers has values to draw", at: context.span)
    }
    return Chart(grid: Array(members), columns: 3, title: title, width: 960)
  }
}

private let mostHistograms = 12

extension NaturalChart {
  /// Which columns are missing together: a bar for each pattern, the commonest first.
  static let missingPatterns = NaturalChart("bar") { answer, context in
    guard let table = try answer.relation?.collect(), table.rowCount > 0,
      let patterns = table["pattern"], let counts = table["rows"]
    else {
      throw Diagnostic("E709", "no value is missing, so nothing is to draw", at: context.span)
    }
    let shown = Array(0..<min(table.rowCount, mostPatterns))
    func taken(_ label: String, _ column: Column) -> Encoding {
      .column(EncodedColumn(label, column.rows(shown)))
    }
    let title =
      table.rowCount > mostPatterns
      ? "The \(mostPatterns) commonest of \(table.rowCount.counted("pattern")) of missing values"
      : "What is missing together"
    return Chart(
      layers: [ChartLayer(.bar, [.y: taken("missing", patterns), .x: taken("rows", counts)])],
      title: title)
  }
}

private let mostPatterns = 20
