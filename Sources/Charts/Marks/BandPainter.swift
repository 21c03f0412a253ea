import Tables

/// Draws bands.
struct BandPainter: MarkPainter {
  static let mark = Mark(
    name: "band",
    summary: "Fills between a lower and an upper value: intervals, ranges.",
    channels: [
      .required(.x, "The ordered axis: a date or a number."),
      .required(.low, "The lower edge.", column: "lower"),
      .required(.high, "The upper edge.", column: "upper"),
      .optional(.color, "One band per category, or a constant."),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .color
  }

  private let layer: LayerData
  private let x: ChannelData
  private let low: ChannelData
  private let high: ChannelData
  private let series: [SeriesRows]
  /// Of several bands over each other the later is the narrower one.
  private var opacity = 0.2

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.required(.x, of: Self.mark)
    low = try layer.quantity(.low, of: Self.mark)
    high = try layer.quantity(.high, of: Self.mark)
    let x = x
    series = SeriesRows.split(layer).map { $0.sorted(by: x.values) }
  }

  var topic: String? { "\(low.name) to \(high.name) by \(x.name)" }

  var sentence: String? {
    var text = "Band of \(topic ?? "")"
    let rows = (0..<layer.rowCount).filter { isDrawn($0) }
    guard let first = rows.min(by: { x.values[$0] < x.values[$1] }),
      let last = rows.max(by: { x.values[$0] < x.values[$1] })
    else { return text + ", without rows" }
    func range(_ row: Int) -> String {
      "\(low.short(low.values[row])) to \(high.short(high.values[row])) at "
        + x.short(x.values[row])
    }
    text += ": " + range(first)
    return first == last ? text : text + ", " + range(last)
  }

  private func isDrawn(_ row: Int) -> Bool {
    !x.values[row].isNaN && !low.values[row].isNaN && !high.values[row].isNaN
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    try request.x.add(x, .x, layer: layer.index)
    try request.y.add(low, .low, layer: layer.index)
    try request.y.add(high, .high, layer: layer.index)
    request.x.readers += 1
    request.x.hasGrid = request.x.hasGrid && x.kind == .category
    request.x.insets.low = max(request.x.insets.low, 6)
    if x.kind == .quantity { request.x.name(x.name) }
    request.y.readers += 1
    request.y.zero = max(request.y.zero, .whenNear)
    request.measure("\(low.name) to \(high.name)")
    if request.marks.count(where: { $0 == Self.mark }) > 1 {
      opacity = request.marks.firstIndex(of: Self.mark) == layer.index ? 0.14 : 0.26
    }
    if request.marks.allSatisfy({ $0 == Self.mark }) && series.count > 1 {
      request.hasUnnamedSeries = true
    }
    let missing = (0..<layer.rowCount).count { !isDrawn($0) }
    if missing > 0 && missing < layer.rowCount {
      request.note("\(missing.counted("row")) without a band left out")
    }
  }

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let columns = frame.x.pixels(of: x)
    let floors = frame.y.pixels(of: low)
    let tops = frame.y.pixels(of: high)
    for line in series {
      var area = PathData()
      for piece in line.pieces({ isDrawn($0) ? Point(columns[$0], Double($0)) : Point(.nan, 0) }) {
        let rows = piece.map { Int($0.y) }
        let upper = edge(rows.map { Point(columns[$0], tops[$0]) }, frame)
        let lower = edge(rows.map { Point(columns[$0], floors[$0]) }, frame)
        if rows.count == 1, let top = upper.first, let floor = lower.first {
          // A single interval between gaps is as wide as a line.
          area.rect(
            Box(
              left: top.x - 1.5, top: min(top.y, floor.y), right: top.x + 1.5,
              bottom: max(top.y, floor.y)))
          continue
        }
        area.move(to: upper[0])
        for point in upper.dropFirst() { area.line(to: point) }
        for point in lower.reversed() { area.line(to: point) }
        area.close()
      }
      canvas.path(area, fill: line.color.paint, opacity: opacity)
    }
    addReadings(columns, on: &canvas)
  }

  private func edge(_ points: [Point], _ frame: Frame) -> [Point] {
    Double(points.count) > 2 * frame.plot.width
      ? LineThinning.thinned(points, columnWidth: frame.columnWidth) : points
  }

  private func addReadings(_ columns: [Double], on canvas: inout Canvas) {
    for line in series {
      var lastCell = Int.min
      for row in line.rows where isDrawn(row) && !columns[row].isNaN {
        if line.rows.count > 400 {
          let cell = Int(columns[row] / 5)
          guard cell != lastCell else { continue }
          lastCell = cell
        }
        let name = line.name.map { $0 + ", " } ?? ""
        canvas.reading(
          Reading(
            column: columns[row], head: x.label(row), value: high.values[row],
            line: "\(name)\(low.name) to \(high.name): "
              + "\(low.format.full(low.values[row])) to \(high.format.full(high.values[row]))"))
      }
    }
  }
}
