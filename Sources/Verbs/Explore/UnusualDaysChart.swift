import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// A series over the band of what is expected, with its anomalies as points; one small chart per
  /// group.
  static func unusualDays(of value: String, date: String, keys: [String]) -> NaturalChart {
    NaturalChart("line") { answer, _ in
      let needed = [value, date, "lower", "upper", "anomaly"]
      guard let relation = answer.relation, needed.allSatisfy(relation.schema.contains) else {
        return Chart(layers: [])
      }
      let groups = try SeriesGroups(
        of: relation, date: date, values: [value, "lower", "upper", "anomaly"], keys: keys,
        most: SeriesGroups.mostFacets)
      let table = groups.table
      var shared = groups.encodings
      if let group = shared.removeValue(forKey: .color) { shared[.facet] = group }
      func encoded(_ name: String, _ column: Column?) -> Encoding? {
        column.map { .column(EncodedColumn(name, $0)) }
      }
      var band = shared
      band[.low] = encoded("lower", table["lower"])
      band[.high] = encoded("upper", table["upper"])
      band[.color] = .constant(.text("grey"))
      var line = shared
      line[.y] = encoded(value, table[value])
      let flags = table["anomaly"]
      let odd = (0..<table.rowCount).filter { flags?[$0] == .bool(true) }
      var points = shared.mapValues { encoding -> Encoding in
        guard case .column(var column) = encoding else { return encoding }
        column.column = column.column.rows(odd)
        return .column(column)
      }
      points[.y] = encoded(value, table[value]?.rows(odd))
      points[.color] = .constant(.text("red"))
      var layers = [
        ChartLayer(.band, band, rowCount: table.rowCount),
        ChartLayer(.line, line, rowCount: table.rowCount),
      ]
      if !odd.isEmpty { layers.append(ChartLayer(.point, points, rowCount: odd.count)) }
      var chart = Chart(layers: layers, title: "Unusual values of \(value)")
      chart.subtitleNotes = groups.notes
      return chart
    }
  }
}
