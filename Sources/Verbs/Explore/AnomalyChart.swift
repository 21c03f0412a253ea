import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// The numbers in the order of their rows over the band of what is usual, anomalies in colour; one
  /// small chart per group.
  static func anomalies(of value: String, by group: String?) -> NaturalChart {
    NaturalChart("point") { answer, _ in
      guard let relation = answer.relation, relation.schema.contains(value) else {
        return Chart(layers: [])
      }
      let names = ([value, "lower", "upper", "score", "anomaly"] + (group.map { [$0] } ?? []))
        .filter(relation.schema.contains)
      let table = try relation.map { $0.selected(names) }.collect()
      guard let rows = AnomalyRows(table) else { return Chart(layers: []) }
      let drawn = table.rows(rows.kept)
      let places = EncodedColumn(
        "row", Column(.int(rows.kept.map { Int64($0 + 1) })), style: .number)
      var shared: [ChannelName: Encoding] = [.x: .column(places)]
      if let group, let column = drawn[group] {
        shared[.facet] = .column(EncodedColumn(group, column, isDiscrete: true))
      }
      func encoded(_ name: String) -> Encoding? {
        drawn[name].map { .column(EncodedColumn(name, $0)) }
      }
      var band = shared
      (band[.low], band[.high]) = (encoded("lower"), encoded("upper"))
      band[.color] = .constant(.text("grey"))
      var points = shared
      (points[.y], points[.color]) = (encoded(value), encoded("anomaly"))
      var chart = Chart(
        layers: [
          ChartLayer(.band, band, rowCount: rows.kept.count),
          ChartLayer(.point, points, rowCount: rows.kept.count),
        ], title: "Unusual values of \(value)", categoryColors: ["true": 1, "false": 10])
      chart.subtitleNotes = rows.notes
      return chart
    }
  }
}

/// The rows that a chart of anomalies shows: as many as can be told apart.
private struct AnomalyRows {
  let kept: [Int]
  let notes: [String]

  private static let mostAnomalies = 1_000
  private static let mostUsual = 3_000

  init?(_ table: Table) {
    guard let scores = table["score"]?.numbers, let flags = table["anomaly"] else { return nil }
    var anomalies: [Int] = []
    var usual: [Int] = []
    for (row, score) in scores.enumerated() where score != nil {
      if flags[row] == .bool(true) { anomalies.append(row) } else { usual.append(row) }
    }
    var notes: [String] = []
    if anomalies.count > Self.mostAnomalies {
      notes.append(
        "the \(Self.mostAnomalies.grouped) farthest of \(anomalies.count.grouped) anomalies")
      anomalies.sort { (abs(scores[$1] ?? 0), $0) < (abs(scores[$0] ?? 0), $1) }
      anomalies = Array(anomalies.prefix(Self.mostAnomalies))
    }
    let step = (usual.count + Self.mostUsual - 1) / Self.mostUsual
    if step > 1 {
      notes.append("one in \(step.grouped) of the usual rows")
      usual = stride(from: 0, to: usual.count, by: step).map { usual[$0] }
    }
    kept = (anomalies + usual).sorted()
    self.notes = notes
  }
}
