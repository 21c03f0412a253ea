/// What marks over an ordered axis say in words: titles, sentences and tips.
enum OrderedText {
  static func topic(_ y: ChannelData, by x: ChannelData, _ layer: LayerData) -> String {
    var text = "\(y.name) by \(x.name)"
    if let color = layer[.color], color.name != x.name, color.name != y.name {
      text += ", \(color.name)"
    }
    return text
  }

  /// "Line chart of revenue by month, Dec 2010 to Nov 2011: France ends at 31.8k, …".
  static func sentence(
    _ kind: String, _ topic: String?, x: ChannelData, y: ChannelData, series: [SeriesRows]
  ) -> String {
    var text = kind + (topic.map { " of " + $0 } ?? "")
    let places = series.flatMap(\.rows).map { x.values[$0] }
    guard let first = places.min(), let last = places.max() else { return text + ", without rows" }
    text += first < last ? ", \(x.short(first)) to \(x.short(last))" : ", \(x.short(first))"
    let ends = series.compactMap { line -> String? in
      let present = line.rows.filter { !y.values[$0].isNaN }
      guard let row = present.last else { return nil }
      let value = y.format.short(y.values[row])
      if let name = line.name { return "\(name) ends at \(value)" }
      guard let low = present.min(by: { y.values[$0] < y.values[$1] }),
        let high = present.max(by: { y.values[$0] < y.values[$1] })
      else { return nil }
      return "from \(y.format.short(y.values[present[0]])) to \(value), lowest "
        + "\(y.format.short(y.values[low])) (\(x.short(x.values[low]))), highest "
        + "\(y.format.short(y.values[high])) (\(x.short(x.values[high])))"
    }
    guard !ends.isEmpty else { return text + ", all values null" }
    text += ": " + ends.prefix(10).joined(separator: ", ")
    return ends.count > 10 ? text + " and \(ends.count - 10) more" : text
  }

  /// Reads every value at its position across.
  static func readings(
    x: ChannelData, y: ChannelData, series: [SeriesRows], columns: [Double], _ layer: LayerData,
    _ canvas: inout Canvas
  ) {
    for line in series {
      var lastCell = Int.min
      for row in line.rows where !columns[row].isNaN && !y.values[row].isNaN {
        // Hit areas are no narrower than 5 px, so further rows would never be shown.
        if line.rows.count > 400 {
          let cell = Int(columns[row] / 5)
          guard cell != lastCell else { continue }
          lastCell = cell
        }
        let name = line.name ?? y.name
        canvas.reading(
          Reading(
            column: columns[row], head: x.label(row), value: y.values[row],
            line: "\(name): \(y.format.full(y.values[row]))"))
      }
    }
  }
}
