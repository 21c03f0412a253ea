/// Spreads translucent dots over a few paths, because one path paints its union only once.
enum DotLayers {
  /// The most paths; further dots in a crowd go to the last.
  private static let most = 8

  /// Groups of points in which no two dots of `radius` overlap, first fit.
  static func split(_ points: [Point], radius: Double) -> [[Point]] {
    struct Cell: Hashable {
      var column: Int
      var row: Int
    }
    var grid: [Cell: [(Point, Int)]] = [:]
    var layers: [[Point]] = []
    let size = 2 * radius
    for point in points {
      let home = Cell(
        column: Int((point.x / size).rounded(.down)), row: Int((point.y / size).rounded(.down)))
      var used: Set<Int> = []
      for column in (home.column - 1)...(home.column + 1) {
        for row in (home.row - 1)...(home.row + 1) {
          for (other, layer) in grid[Cell(column: column, row: row)] ?? [] {
            let (dx, dy) = (other.x - point.x, other.y - point.y)
            if dx * dx + dy * dy < size * size { used.insert(layer) }
          }
        }
      }
      let layer = (0..<most).first { !used.contains($0) } ?? most - 1
      while layers.count <= layer { layers.append([]) }
      layers[layer].append(point)
      grid[home, default: []].append((point, layer))
    }
    return layers.filter { !$0.isEmpty }
  }
}
