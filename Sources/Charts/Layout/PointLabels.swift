/// Finds free places for texts near their points.
enum PointLabels {
  /// Writes as many of the labels as have room, the most telling first: the ends and the extremes.
  static func paint(
    _ labels: [(text: String, point: Point, radius: Double)], ink: Ink = .full,
    on canvas: inout Canvas, in plot: Box
  ) {
    let area = Box(
      left: min(plot.left, 12), top: plot.top - 12, right: canvas.width - 8,
      bottom: plot.bottom - 1)
    for index in order(of: labels).prefix(300) {
      let label = labels[index]
      let text = TextWidth.cut(label.text, to: plot.width * 0.35)
      var best: (point: Point, style: TextStyle, cost: Int)?
      for (place, anchor) in candidates(label.point, label.radius) {
        let style = TextStyle(anchor: anchor, ink: ink, hasHalo: true)
        let box = Canvas.box(of: text, at: place, style)
        guard area.contains(box), !canvas.textBoxes.contains(where: box.overlaps) else { continue }
        let cost = canvas.obstacles.count { box.isCrossed(by: $0.0, $0.1) }
        if cost < best?.cost ?? .max { best = (place, style, cost) }
        if cost == 0 { break }
      }
      // A label in the thick of the marks says more about clutter than about its point.
      guard let best, best.cost <= 2 else { continue }
      canvas.text(text, at: best.point, best.style)
    }
  }

  /// Above, below, beside, then aslant.
  private static func candidates(_ point: Point, _ radius: Double) -> [(Point, TextAnchor)] {
    let gap = radius + 5
    return [
      (Point(point.x, point.y - gap), .middle), (Point(point.x, point.y + gap + 9), .middle),
      (Point(point.x + gap, point.y + 4), .start), (Point(point.x - gap, point.y + 4), .end),
      (Point(point.x + radius, point.y - gap), .start),
      (Point(point.x - radius, point.y - gap), .end),
      (Point(point.x + radius, point.y + gap + 9), .start),
      (Point(point.x - radius, point.y + gap + 9), .end),
    ]
  }

  private static func order(of labels: [(text: String, point: Point, radius: Double)]) -> [Int] {
    guard let first = labels.indices.first, let last = labels.indices.last else { return [] }
    var order: [Int] = []
    for index in [
      labels.indices.min { labels[$0].point.y < labels[$1].point.y } ?? first,
      labels.indices.max { labels[$0].point.y < labels[$1].point.y } ?? first, last, first,
    ] where !order.contains(index) {
      order.append(index)
    }
    let seen = Set(order)
    return order + labels.indices.filter { !seen.contains($0) }
  }
}

/// Finds a free place for the name of each group of points, near its middle.
struct GroupLabels {
  private static let cell = 4.0
  /// Points per cell, summed over everything above and to the left.
  private var sums: [[Int]]
  private let plot: Box

  init(_ points: [Point], in plot: Box) {
    self.plot = plot
    let columns = Int(plot.width / Self.cell) + 2
    let rows = Int(plot.height / Self.cell) + 2
    sums = Array(repeating: Array(repeating: 0, count: columns + 1), count: rows + 1)
    for point in points {
      let column = min(columns - 1, max(0, Int((point.x - plot.left) / Self.cell)))
      let row = min(rows - 1, max(0, Int((point.y - plot.top) / Self.cell)))
      sums[row + 1][column + 1] += 1
    }
    for row in 1...rows {
      for column in 1...columns {
        sums[row][column] +=
          sums[row - 1][column] + sums[row][column - 1] - sums[row - 1][column - 1]
      }
    }
  }

  private func points(in box: Box) -> Int {
    func column(_ x: Double) -> Int {
      min(sums[0].count - 1, max(0, Int(((x - plot.left) / Self.cell).rounded())))
    }
    func row(_ y: Double) -> Int {
      min(sums.count - 1, max(0, Int(((y - plot.top) / Self.cell).rounded())))
    }
    let (left, right) = (column(box.left), column(box.right))
    let (top, bottom) = (row(box.top), row(box.bottom))
    return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]
  }

  /// The place for `text` that covers the fewest points and is nearest to the middle of `members`;
  /// nil when other texts leave none.
  func place(_ text: String, near members: [Point], style: TextStyle, on canvas: Canvas) -> Point? {
    guard !members.isEmpty else { return nil }
    let count = Double(members.count)
    let middle = Point(
      members.reduce(0) { $0 + $1.x } / count, members.reduce(0) { $0 + $1.y } / count)
    let (left, right) = Self.range(members.map(\.x), by: 50)
    let (top, bottom) = Self.range(members.map(\.y), by: 34)
    var best: (point: Point, cost: Double)?
    for i in 0...40 {
      for j in 0...40 {
        let point = Point(
          left + (right - left) * Double(i) / 40, top + (bottom - top) * Double(j) / 40)
        var box = Canvas.box(of: text, at: point, style)
        guard plot.contains(box) else { continue }
        let (dx, dy) = (point.x - middle.x, point.y - middle.y)
        let distance = dx * dx + dy * dy
        guard distance < best?.cost ?? .infinity else { continue }
        box = Box(
          left: box.left - 5, top: box.top - 3, right: box.right + 5, bottom: box.bottom + 3)
        let cost = distance + 4000 * Double(points(in: box))
        guard cost < best?.cost ?? .infinity,
          !canvas.textBoxes.contains(where: box.overlaps)
        else { continue }
        best = (point, cost)
      }
    }
    return best?.point
  }

  private static func range(_ values: [Double], by margin: Double) -> (Double, Double) {
    ((values.min() ?? 0) - margin, (values.max() ?? 0) + margin)
  }
}
