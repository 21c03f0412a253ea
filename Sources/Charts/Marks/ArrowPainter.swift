import Glibc

/// Draws arrows.
struct ArrowPainter: MarkPainter {
  static let mark = Mark(
    name: "arrow",
    summary: "Leads from zero towards each position: directions, scaled to fit the plot.",
    channels: [
      .required(.x, "How far it leads across."),
      .required(.y, "How far it leads up."),
      .optional(.label, "What is written at the tip."),
    ], painter: Self.self)

  static let isAnnotation = true

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  /// The rows that are drawn, the longest first.
  private let rows: [Int]
  private let total: Int

  /// More arrows would hide each other.
  private static let most = 12
  /// Of the longest; shorter ones are a star at zero that nobody can read.
  private static let leastShare = 0.12
  private static let gap = 16.0

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.quantity(.x, of: Self.mark)
    y = try layer.quantity(.y, of: Self.mark)
    let (x, y) = (x, y)
    func length(_ row: Int) -> Double { hypot(x.values[row], y.values[row]) }
    let all = (0..<layer.rowCount).filter { length($0) > 0 }
      .sorted { length($0) == length($1) ? $0 < $1 : length($0) > length($1) }
    total = all.count
    let least = all.first.map { length($0) * Self.leastShare } ?? 0
    rows = Array(all.prefix(Self.most).prefix { length($0) >= least })
  }

  private func name(_ row: Int) -> String { layer[.label]?.label(row) ?? "" }

  var sentence: String? {
    guard !rows.isEmpty else { return nil }
    return "Arrows: " + rows.map { name($0) }.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    guard !rows.isEmpty else { return }
    let isAlone = request.marks.allSatisfy { $0.painter.isAnnotation }
    if isAlone {
      try request.x.add(x, .x, layer: layer.index)
      try request.y.add(y, .y, layer: layer.index)
      request.x.name(x.name)
      request.y.name(y.name)
    }
    guard request.x.kind == .quantity, request.y.kind == .quantity else {
      throw ChartError(
        "`arrow` needs numbers on both axes", channel: .x, layer: layer.index,
        hint: "lay it over a `point` chart of two numbers")
    }
    request.x.readers += 1
    request.y.readers += 1
    request.x.extend(to: 0)
    request.y.extend(to: 0)
    if total > rows.count { request.note("the longest \(rows.count) of \(total) arrows") }
    squareUp(&request)
  }

  /// Makes a unit about as long on both axes: by the height of the picture as far as that is a good
  /// one, then by widening the shorter axis.
  private func squareUp(_ request: inout FrameRequest) {
    let width = request.width - 70
    func padded(_ axis: AxisRequest) -> (low: Double, span: Double) {
      let span = max(axis.upper - axis.lower, 1e-9)
      return (axis.lower - span * 0.04, span * 1.08)
    }
    let (across, up) = (padded(request.x), padded(request.y))
    let fitting = up.span / across.span * width + 130
    request.defaultHeight = min(max(fitting.rounded(), request.defaultHeight), 560)
    let height = request.defaultHeight - 130
    let unit = max(across.span / width, up.span / height)
    func limit(_ axis: inout AxisRequest, _ range: (low: Double, span: Double), _ wanted: Double) {
      let low = range.low - (wanted - range.span) / 2
      axis.limit(to: low, low + wanted)
    }
    limit(&request.x, across, unit * width)
    limit(&request.y, up, unit * height)
  }

  // MARK: Drawing

  private struct Arrow {
    var name: String
    var tip: Point
    /// 1 where the name stands to the right, -1 to the left, 0 at the tip.
    var side: Double
  }

  func paint(on canvas: inout Canvas, in frame: Frame) {
    guard !rows.isEmpty else { return }
    let origin = Point(frame.x.scale(0), frame.y.scale(0))
    let arrows = arrows(from: origin, in: frame)
    for arrow in arrows { paint(arrow, from: origin, on: &canvas) }
    for side in [1.0, -1.0] {
      name(arrows.filter { $0.side == side && !$0.name.isEmpty }, side, on: &canvas, frame)
    }
    for arrow in arrows where arrow.side == 0 && !arrow.name.isEmpty {
      nameAtTip(arrow, from: origin, on: &canvas, frame)
    }
  }

  /// The arrows in pixels, all scaled alike, so that the longest ends inside with its name.
  private func arrows(from origin: Point, in frame: Frame) -> [Arrow] {
    let plot = frame.plot
    let (across, up) = (frame.x.scale(1) - origin.x, frame.y.scale(1) - origin.y)
    func cut(_ row: Int) -> String {
      TextWidth.cut(name(row), to: plot.width * 0.3, bold: true)
    }
    var scale = Double.infinity
    for row in rows {
      let (dx, dy) = (x.values[row] * across, y.values[row] * up)
      let needed = TextWidth.of(cut(row), bold: true) + 24
      let right = max(plot.right - origin.x - needed, 30)
      let left = max(origin.x - plot.left - needed, 30)
      if dx > 0 { scale = min(scale, right / dx) }
      if dx < 0 { scale = min(scale, left / -dx) }
      if dy > 0 { scale = min(scale, max(plot.bottom - origin.y - 18, 30) / dy) }
      if dy < 0 { scale = min(scale, max(origin.y - plot.top - 18, 30) / -dy) }
    }
    guard scale.isFinite else { return [] }
    return rows.map { row in
      let (dx, dy) = (x.values[row] * across * scale, y.values[row] * up * scale)
      let side: Double = dx.magnitude > 0.45 * dy.magnitude ? (dx > 0 ? 1 : -1) : 0
      return Arrow(name: cut(row), tip: Point(origin.x + dx, origin.y + dy), side: side)
    }
  }

  private func paint(_ arrow: Arrow, from origin: Point, on canvas: inout Canvas) {
    canvas.line(origin, arrow.tip, .full, width: 1.5)
    let angle = atan2(arrow.tip.y - origin.y, arrow.tip.x - origin.x)
    var head = PathData()
    head.move(to: arrow.tip)
    for turn in [-0.35, 0.35] {
      head.line(
        to: Point(arrow.tip.x - 8 * cos(angle + turn), arrow.tip.y - 8 * sin(angle + turn)))
    }
    head.close()
    canvas.path(head, fill: .full)
    canvas.tip(
      Box(
        left: arrow.tip.x - 6, top: arrow.tip.y - 6, right: arrow.tip.x + 6,
        bottom: arrow.tip.y + 6), [arrow.name].filter { !$0.isEmpty })
  }

  /// Names in a column beside the tips, with leaders.
  private func name(
    _ arrows: [Arrow], _ side: Double, on canvas: inout Canvas, _ frame: Frame
  ) {
    let plot = frame.plot
    guard let far = arrows.map({ $0.tip.x * side }).max() else { return }
    let widest = arrows.map { TextWidth.of($0.name, bold: true) }.max() ?? 0
    var column = far * side + side * 16
    column =
      side > 0
      ? min(column, frame.width - Frame.padding - widest)
      : max(column, Frame.padding + widest)
    let places = LabelSpread.spread(
      arrows.map(\.tip.y), gap: Self.gap, lower: plot.top + 8, upper: plot.bottom - 8)
    for (arrow, place) in zip(arrows, places) {
      canvas.line(
        Point(arrow.tip.x + side * 2, arrow.tip.y), Point(column - side * 3, place), .muted,
        width: 0.75)
    }
    for (arrow, place) in zip(arrows, places) {
      canvas.text(
        arrow.name, at: Point(column, place + 4),
        TextStyle(anchor: side > 0 ? .start : .end, isBold: true, hasHalo: true))
    }
  }

  /// The name of a steep arrow at its tip, further out where other names stand.
  private func nameAtTip(
    _ arrow: Arrow, from origin: Point, on canvas: inout Canvas, _ frame: Frame
  ) {
    let isUp = arrow.tip.y < origin.y
    let area = Box(left: 4, top: 4, right: frame.width - 4, bottom: frame.height - 4)
    let prefersRight = arrow.tip.x >= origin.x
    let places = (0..<6).flatMap { step -> [(Point, TextAnchor)] in
      let height = arrow.tip.y + (isUp ? -4 : 12) + (isUp ? -1 : 1) * Double(step) * 14
      let right = (Point(arrow.tip.x + 6, height), TextAnchor.start)
      let left = (Point(arrow.tip.x - 6, height), TextAnchor.end)
      return prefersRight ? [right, left] : [left, right]
    }
    for (point, anchor) in places {
      let style = TextStyle(anchor: anchor, isBold: true, hasHalo: true)
      let box = Canvas.box(of: arrow.name, at: point, style)
      guard area.contains(box), !canvas.textBoxes.contains(where: box.overlaps) else { continue }
      canvas.text(arrow.name, at: point, style)
      return
    }
  }
}
