/// The rows of one series of a layer.
struct SeriesRows {
  let name: String?
  let color: SeriesColor
  let rows: [Int]

  /// The series of a layer, by its colour channel; one for all rows when it has none.
  static func split(_ layer: LayerData) -> [SeriesRows] {
    guard case .categories(let colors, let channel) = layer.colors else {
      return [SeriesRows(name: nil, color: layer.colors.series(0), rows: Array(0..<layer.rowCount))]
    }
    var rows = [[Int]](repeating: [], count: channel.categories.count)
    for (row, code) in channel.values.enumerated() where !code.isNaN { rows[Int(code)].append(row) }
    return channel.categories.indices.map {
      SeriesRows(name: channel.categories[$0], color: colors[$0], rows: rows[$0])
    }
  }
}
