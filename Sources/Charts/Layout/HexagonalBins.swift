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

  /// Bins of one class as a path: hexagons a little smaller than the bins, each row from left to
  /// right with relative moves, which take less than half the text of absolute ones.
  func path(of members: [Bin]) -> PathData {
    let r = radius * 0.96
    let half = r * 3.0.squareRoot() / 2
    let (side, slope, edge) = (coordinate(half), coordinate(r / 2), coordinate(r))
    let outline =
      "l\(side) \(slope)v\(edge)l-\(side) \(slope)-\(side)-\(slope)v-\(edge)z"
    var data = PathData()
    var last: (row: Int, x: Double)?
    for bin in members.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
      let top = Point(middle(of: bin).x, middle(of: bin).y - r)
      let x = (top.x * 10).rounded() / 10
      if let last, last.row == bin.row {
        data.raw("m\(coordinate(x - last.x)) 0")
      } else {
        data.move(to: top)
      }
      data.raw(outline)
      last = (bin.row, x)
    }
    return data
  }
}
