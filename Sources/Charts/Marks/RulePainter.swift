/// Draws rules.
struct RulePainter: MarkPainter {
  static let mark = Mark(
    name: "rule",
    summary: "Draws a straight line across the plot at each value.",
    channels: [
      .optional(.x, "Where a vertical line stands."),
      .optional(.y, "Where a horizontal line lies."),
      .optional(.color, "A constant colour."),
      .optional(.label, "What is written at the line."),
    ], painter: Self.self)

  static let isAnnotation = true

  private let layer: LayerData
  private let place: ChannelData
  private let isHorizontal: Bool

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    switch (layer[.x], layer[.y]) {
    case (nil, let y?): (place, isHorizontal) = (y, true)
    case (let x?, nil): (place, isHorizontal) = (x, false)
    // A constant was written for this layer; a column beside it comes from the layer below.
    case (let x?, let y?) where y.isConstant && !x.isConstant: (place, isHorizontal) = (y, true)
    case (let x?, let y?) where x.isConstant && !y.isConstant: (place, isHorizontal) = (x, false)
    case (.some, .some):
      throw ChartError(
        "`rule` takes `x:` or `y:`, not both", channel: .x, layer: layer.index,
        hint: "draw two rules: one `layer rule` for each")
    case (nil, nil):
      throw ChartError(
        "`rule` needs `x:` or `y:`", channel: .y, layer: layer.index,
        hint: "`layer rule y: 100` draws a horizontal line")
    }
  }

  var sentence: String? {
    let places = distinct.prefix(5).map { place.short(place.values[$0]) }
    guard !places.isEmpty else { return nil }
    return "\(isHorizontal ? "Horizontal" : "Vertical") \(places.count == 1 ? "line" : "lines") at "
      + places.joined(separator: ", ")
  }

  /// The first row of every place.
  private var distinct: [Int] {
    var seen: Set<Double> = []
    return place.values.indices.filter {
      !place.values[$0].isNaN && seen.insert(place.values[$0]).inserted
    }
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    if isHorizontal {
      try request.y.add(place, .y, layer: layer.index)
      request.y.readers += 1
    } else {
      try request.x.add(place, .x, layer: layer.index)
      request.x.readers += 1
    }
  }

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let pixels = (isHorizontal ? frame.y : frame.x).pixels(of: place)
    for row in distinct.prefix(200) where !pixels[row].isNaN {
      let ink = layer.colors.paint(row)
      let (from, to) =
        isHorizontal
        ? (Point(frame.plot.left, pixels[row]), Point(frame.plot.right, pixels[row]))
        : (Point(pixels[row], frame.plot.top), Point(pixels[row], frame.plot.bottom))
      canvas.line(from, to, ink, width: 1.25)
      guard let label = layer[.label], label.values.indices.contains(row) else { continue }
      // A label that comes from the rows of another layer names nothing here.
      guard label.isConstant || !place.isConstant else { continue }
      paintLabel(label.label(row), at: pixels[row], row, on: &canvas, in: frame)
    }
  }

  private func paintLabel(
    _ label: String, at pixel: Double, _ row: Int, on canvas: inout Canvas, in frame: Frame
  ) {
    let text = TextWidth.cut(label, to: frame.plot.width / 2, bold: true)
    let ink: Ink
    if case .ramp = layer.colors { ink = .full } else { ink = layer.colors.series(row).text }
    let (left, right) = (frame.plot.left + 4, frame.plot.right - 2)
    let top = frame.plot.top + 10
    let places: [(Point, TextAnchor)] =
      isHorizontal
      ? [
        (Point(right, pixel - 5), .end), (Point(left, pixel - 5), .start),
        (Point(right, pixel + 14), .end), (Point(left, pixel + 14), .start),
      ]
      : [
        (Point(pixel + 5, top), .start), (Point(pixel - 5, top), .end),
        (Point(pixel + 5, top + 16), .start), (Point(pixel - 5, top + 16), .end),
      ]
    let area = Box(left: 4, top: 4, right: frame.width - 4, bottom: frame.plot.bottom)
    for (point, anchor) in places {
      let style = TextStyle(anchor: anchor, isBold: true, ink: ink, hasHalo: true)
      let box = Canvas.box(of: text, at: point, style)
      guard area.contains(box), !canvas.textBoxes.contains(where: box.overlaps) else { continue }
      canvas.text(text, at: point, style)
      return
    }
  }
}
