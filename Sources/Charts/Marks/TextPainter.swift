/// Draws texts.
struct TextPainter: MarkPainter {
  static let mark = Mark(
    name: "text",
    summary: "Writes a text at each position.",
    channels: [
      .required(.x, "The position across."),
      .required(.y, "The position up."),
      .required(.label, "What is written."),
      .optional(.color, "Categories or a constant."),
    ], painter: Self.self)

  static let isAnnotation = true

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  private let label: ChannelData

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.required(.x, of: Self.mark)
    y = try layer.required(.y, of: Self.mark)
    label = try layer.required(.label, of: Self.mark)
  }

  var topic: String? { nil }

  var sentence: String? {
    let texts = (0..<min(layer.rowCount, 10)).map(label.label)
    return texts.isEmpty ? nil : "Texts: " + texts.joined(separator: ", ")
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    try request.x.add(x, .x, layer: layer.index)
    try request.y.add(y, .y, layer: layer.index)
    request.x.readers += 1
    request.y.readers += 1
    let isAlone = request.marks.allSatisfy { $0.painter.isAnnotation }
    if isAlone {
      // Nothing but the texts themselves keeps them off the axes.
      request.x.insets = (max(request.x.insets.low, 24), max(request.x.insets.high, 24))
      request.y.insets = (max(request.y.insets.low, 12), max(request.y.insets.high, 12))
    }
    if isAlone, x.kind == .quantity { request.x.name(x.name) }
    if isAlone, y.kind == .quantity { request.y.name(y.name) }
    // A text that says the name of a colour is its legend.
    if layer.rowCount <= 100 {
      request.namedDirectly.formUnion((0..<layer.rowCount).map(label.label))
    }
  }

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let columns = frame.x.pixels(of: x)
    let rows = frame.y.pixels(of: y)
    for row in 0..<min(layer.rowCount, 500) where !columns[row].isNaN && !rows[row].isNaN {
      let text = TextWidth.cut(label.label(row), to: frame.plot.width / 2, bold: true)
      let ink: Ink
      if case .ramp = layer.colors { ink = .full } else { ink = layer.colors.series(row).text }
      let style = TextStyle(anchor: .middle, isBold: true, ink: ink, hasHalo: true)
      let half = TextWidth.of(text, bold: true) / 2
      let place = Point(
        max(half + 3, min(frame.width - half - 3, columns[row])),
        max(12, min(frame.height - 6, rows[row] + 4)))
      let box = Canvas.box(of: text, at: place, style)
      // Two texts in one place can be read no better than none.
      guard !canvas.textBoxes.contains(where: box.overlaps) else { continue }
      canvas.text(text, at: place, style)
    }
  }
}
