/// Counts points in hexagonal bins.
struct HexagonalBins {
  struct Bin: Hashable {
    var column: Int
    var row: Int
  }

  let radius: Double
  private(set) var counts: [Bin: Int] = [:]

  private var width: Double { radius * 3.0.squareRoot() }
  private var height: Double { radius * 1.5 }

  /// Bins points; `radius` is the distance from a middle to a corner.
  init(_ points: [Point], radius: Double) {
    self.radius = radius
    for point in points { counts[bin(of: point), default: 0] += 1 }
  }

  func middle(of bin: Bin) -> Point {
    Point((Double(bin.column) + (bin.row & 1 == 0 ? 0 : 0.5)) * width, Double(bin.row) * height)
  }

  /// The bin with the nearest middle: the row by distance, or the one beside it near the corners.
  private func bin(of point: Point) -> Bin {
    func column(_ row: Int) -> Int {
      Int((point.x / width - (row & 1 == 0 ? 0 : 0.5)).rounded())
    }
    let row = Int((point.y / height).rounded())
    let first = Bin(column: column(row), row: row)
    let offset = point.y / height - Double(row)
    guard offset.magnitude * 3 > 1 else { return first }
    let otherRow = row + (offset > 0 ? 1 : -1)
    let second = Bin(column: column(otherRow), row: otherRow)
    func distance(_ bin: Bin) -> Double {
      let middle = middle(of: bin)
      let (dx, dy) = (middle.x - point.x, middle.y - point.y)
      return dx * dx + dy * dy
    }
    return distance(second) < distance(first) ? second : first
  }

  /// The corners of every bin, drawn a little smaller, as relative lines after a move.
  var outline: String {
    let r = radius * 0.96
    var text = "m0 \(coordinate(-r))"
    let half = 3.0.squareRoot() / 2
    for (x, y) in [(half, 0.5), (0, 1), (-half, 0.5), (-half, -0.5), (0, -1)] {
      text += "l\(coordinate(x * r)) \(coordinate(y * r))"
    }
    return text + "z"
  }
}
