/// Draws lines.
struct LinePainter: MarkPainter {
  static let mark = Mark(
    name: "line",
    summary: "Joins values in the order of x: trends.",
    channels: [
      .required(.x, "The ordered axis: a date or a number."),
      .required(.y, "The value."),
      .optional(.color, "One line per category."),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .color
  }

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  private let series: [SeriesRows]

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.required(.x, of: Self.mark)
    y = try layer.quantity(.y, of: Self.mark)
    let x = x
    series = SeriesRows.split(layer).map { $0.sorted(by: x.values) }
  }

  var topic: String? { OrderedText.topic(y, by: x, layer) }

  var sentence: String? {
    OrderedText.sentence("Line chart", topic, x: x, y: y, series: series)
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    try request.x.add(x, .x, layer: layer.index)
    try request.y.add(y, .y, layer: layer.index)
    request.x.readers += 1
    request.x.hasGrid = request.x.hasGrid && x.kind == .category
    request.x.insets.low = max(request.x.insets.low, 6)
    if x.kind == .quantity { request.x.name(x.name) }
    request.y.readers += 1
    request.y.zero = max(request.y.zero, .whenNear)
    request.measure(y.name)
    let labels = EndLabels.labels(of: series, layer: layer, x: x, y: y)
    request.endLabels += labels
    request.hasUnnamedSeries = request.hasUnnamedSeries || (labels.isEmpty && series.count > 1)
  }

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let columns = frame.x.pixels(of: x)
    let rows = frame.y.pixels(of: y)
    let count = series.reduce(0) { $0 + $1.rows.count }
    // Few points are drawn as they are; many need no more than the screen shows.
    let columnWidth = layer.wholeCount > 6000 ? max(2, frame.columnWidth) : frame.columnWidth
    let ordered = series.reversed().sorted { $0.color == .grey && $1.color != .grey }
    for line in ordered {
      let pieces = line.pieces { row in Point(columns[row], rows[row]) }
      var data = PathData()
      var dots = PathData()
      for piece in pieces {
        let points =
          Double(piece.count) > 2 * frame.plot.width / columnWidth
          ? LineThinning.thinned(piece, columnWidth: columnWidth) : piece
        if points.count == 1 {
          // A value between two gaps.
          dots.dot(at: points[0])
        } else {
          data.move(to: points[0])
          for point in points.dropFirst() { data.line(to: point) }
        }
        if count <= 2000 { canvas.avoid(line: points) }
      }
      let isGrey = line.color == .grey && series.count > 1
      canvas.path(
        data,
        stroke: Stroke(ink: line.color.paint, width: isGrey ? 1.25 : 1.75, isRound: true))
      canvas.path(dots, stroke: Stroke(ink: line.color.paint, width: 5, isRound: true))
    }
    OrderedText.readings(x: x, y: y, series: series, columns: columns, layer, &canvas)
  }
}

extension SeriesRows {
  /// The rows in the order of their values of `x`; rows without one are left out.
  func sorted(by x: [Double]) -> SeriesRows {
    let present = rows.filter { !x[$0].isNaN }
    let isSorted = zip(present, present.dropFirst()).allSatisfy { x[$0] <= x[$1] }
    let ordered = isSorted ? present : present.sorted { (x[$0], $0) < (x[$1], $1) }
    return SeriesRows(name: name, color: color, rows: ordered)
  }

  /// The points of the rows in unbroken pieces: a null is a gap.
  func pieces(_ point: (Int) -> Point) -> [[Point]] {
    var pieces: [[Point]] = []
    var piece: [Point] = []
    for row in rows {
      let place = point(row)
      if place.x.isNaN || place.y.isNaN {
        if !piece.isEmpty { pieces.append(piece) }
        piece = []
      } else {
        piece.append(place)
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }
}
