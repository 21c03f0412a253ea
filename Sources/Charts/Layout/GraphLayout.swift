import Glibc

/// Places the nodes of a small graph so that distances on paper are like distances along edges.
///
/// Stress majorization one node at a time (Gansner, Koren and North, 2004) from a fixed spiral: no
/// random numbers, so equal graphs give equal pictures.
enum GraphLayout {
  private static let rounds = 300
  /// The distance between parts of the graph that no edge joins.
  private static let apart = 3.0

  /// The places of `count` nodes within `area`, with the long side of the cloud along its wide side.
  static func places(count: Int, edges: [(Int, Int)], in area: Box) -> [Point] {
    let middle = Point((area.left + area.right) / 2, (area.top + area.bottom) / 2)
    guard count > 1 else { return Array(repeating: middle, count: count) }
    let distances = distances(count: count, edges: edges)
    var points = (0..<count).map { index in
      let angle = Double(index) * 2.399963
      let radius = (Double(index) + 0.5).squareRoot() / 2
      return Point(cos(angle) * radius, sin(angle) * radius)
    }
    for _ in 0..<rounds {
      for i in 0..<count {
        var (x, y, weights) = (0.0, 0.0, 0.0)
        for j in 0..<count where j != i {
          let wished = distances[i][j]
          let weight = 1 / (wished * wished)
          let (dx, dy) = (points[i].x - points[j].x, points[i].y - points[j].y)
          let length = max(1e-6, (dx * dx + dy * dy).squareRoot())
          x += weight * (points[j].x + wished * dx / length)
          y += weight * (points[j].y + wished * dy / length)
          weights += weight
        }
        points[i] = Point(x / weights, y / weights)
      }
    }
    return fitted(turned(points, isWide: area.width >= area.height), into: area)
  }

  /// The number of edges between all pairs (Floyd and Warshall).
  private static func distances(count: Int, edges: [(Int, Int)]) -> [[Double]] {
    var distances = [[Double]](
      repeating: Array(repeating: .infinity, count: count), count: count)
    for (a, b) in edges where a != b {
      distances[a][b] = 1
      distances[b][a] = 1
    }
    for k in 0..<count {
      for i in 0..<count {
        for j in 0..<count {
          distances[i][j] = min(distances[i][j], distances[i][k] + distances[k][j])
        }
      }
    }
    return distances.map { row in row.map { $0.isFinite ? $0 : apart } }
  }

  /// The cloud turned so that its longest axis lies across or down.
  private static func turned(_ points: [Point], isWide: Bool) -> [Point] {
    let count = Double(points.count)
    let x = points.reduce(0) { $0 + $1.x } / count
    let y = points.reduce(0) { $0 + $1.y } / count
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for point in points {
      xx += (point.x - x) * (point.x - x)
      yy += (point.y - y) * (point.y - y)
      xy += (point.x - x) * (point.y - y)
    }
    let angle = atan2(2 * xy, xx - yy) / 2 + (isWide ? 0 : Double.pi / 2)
    let (c, s) = (cos(angle), sin(angle))
    return points.map { point in
      Point(
        c * (point.x - x) + s * (point.y - y), c * (point.y - y) - s * (point.x - x))
    }
  }

  private static func fitted(_ points: [Point], into area: Box) -> [Point] {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 1)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 1)
    func place(_ value: Double, _ low: Double, _ high: Double, _ from: Double, _ to: Double)
      -> Double
    {
      high - low > 1e-6 ? from + (value - low) / (high - low) * (to - from) : (from + to) / 2
    }
    return points.map {
      Point(
        place($0.x, left, right, area.left, area.right),
        place($0.y, top, bottom, area.top, area.bottom))
    }
  }

  /// Pushes nodes with their labels apart as boxes, inside `area`.
  static func separated(
    _ points: [Point], halfWidths: [Double], radii: [Double], labelHeight: Double, in area: Box
  ) -> [Point] {
    var points = points
    for _ in 0..<rounds {
      var moves = [Point](repeating: Point(0, 0), count: points.count)
      var isDone = true
      for i in points.indices {
        for j in 0..<i {
          let (dx, dy) = (points[i].x - points[j].x, points[i].y - points[j].y)
          let x = halfWidths[i] + halfWidths[j] + 8 - dx.magnitude
          let y = radii[i] + radii[j] + labelHeight + 4 - dy.magnitude
          guard x > 0, y > 0 else { continue }
          isDone = false
          if y < x {
            let step = y / 4 * (dy >= 0 ? 1 : -1)
            moves[i].y += step
            moves[j].y -= step
          } else {
            let step = x / 4 * (dx >= 0 ? 1 : -1)
            moves[i].x += step
            moves[j].x -= step
          }
        }
      }
      for i in points.indices {
        points[i].x = max(
          area.left + halfWidths[i], min(area.right - halfWidths[i], points[i].x + moves[i].x))
        points[i].y = max(
          area.top + radii[i] + 2,
          min(area.bottom - radii[i] - labelHeight, points[i].y + moves[i].y))
      }
      if isDone { break }
    }
    return points
  }
}
