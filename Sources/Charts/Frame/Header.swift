/// The title, the subtitle and the legend above a plot; `bottom` is the first free pixel.
struct Header {
  private(set) var bottom: Double

  /// Writes title and subtitle, wrapped by measure.
  init(title: String, subtitle: String, on canvas: inout Canvas) {
    let room = canvas.width - 2 * Frame.padding
    var y = Frame.padding + 11
    for line in TextWidth.wrap(title, to: room, size: 14, bold: true) {
      canvas.text(line, at: Point(Frame.padding, y), TextStyle(size: 14, isBold: true))
      y += 18
    }
    let lines = TextWidth.wrap(subtitle, to: room, maximum: canvas.width > 500 ? 2 : 3)
    for line in lines {
      canvas.text(line, at: Point(Frame.padding, y), .muted)
      y += 16
    }
    bottom = y - 16 + 6
    if lines.isEmpty { bottom -= 2 }
  }

  /// Adds rows of swatches with their words, behind the name of the channel.
  mutating func addLegend(
    name: String?, items: [(ink: Ink, label: String)], on canvas: inout Canvas
  ) {
    let limit = canvas.width - Frame.padding
    var x = Frame.padding
    var y = bottom + 14
    if let name {
      let text = TextWidth.cut(name, to: canvas.width * 0.4)
      canvas.text(text, at: Point(x, y), .muted)
      x += TextWidth.of(text) + 12
    }
    let start = x
    for item in items {
      let label = TextWidth.cut(item.label, to: limit - start - 15)
      let width = 15 + TextWidth.of(label)
      if x > start && x + width > limit {
        x = start
        y += 18
      }
      let swatch = Box(left: x, top: y - 9, right: x + 10, bottom: y + 1)
      canvas.rect(swatch, fill: item.ink, radius: 2)
      canvas.text(label, at: Point(x + 15, y))
      x += width + 16
    }
    bottom = y + 4
  }

  /// Adds the classes of a ramp: each with its lower limit, or only the ends where room is short.
  mutating func addRamp(_ ramp: ColorRamp, on canvas: inout Canvas) {
    guard ramp.classCount > 1 else { return }
    let y = bottom + 14
    var x = Frame.padding
    let labels = ramp.labels
    let first = ramp.ends?.first ?? labels.first ?? ""
    let last = ramp.ends?.last ?? labels.last ?? ""
    let step = canvas.width > 300 ? 14.0 : 8
    let bar = TextWidth.of(first) + TextWidth.of(last) + 12 + step * Double(ramp.classCount)
    let name = TextWidth.cut(
      ramp.name, to: min(canvas.width * 0.4, canvas.width - 2 * Frame.padding - bar - 10))
    canvas.text(name, at: Point(x, y), .muted)
    x += TextWidth.of(name) + (name.isEmpty ? 0 : 10)
    func swatch(_ place: Int, width: Double, radius: Double) {
      canvas.rect(
        Box(left: x, top: y - 9, right: x + width, bottom: y + 1),
        fill: .token(ramp.token(ofClass: place)), radius: radius)
    }
    let gap = canvas.width > 500 ? 14.0 : 7
    let whole = labels.reduce(0) { $0 + 14 + TextWidth.of($1) + gap }
    if !ramp.isDiverging && ramp.ends == nil && x + whole - gap <= canvas.width - Frame.padding {
      for (place, label) in labels.enumerated() {
        swatch(place, width: 10, radius: 2)
        canvas.text(label, at: Point(x + 14, y), .muted)
        x += 14 + TextWidth.of(label) + gap
      }
    } else if !first.isEmpty {
      canvas.text(first, at: Point(x, y), .muted)
      x += TextWidth.of(first) + 6
      for place in 0..<ramp.classCount {
        swatch(place, width: step, radius: 0)
        x += step
      }
      canvas.text(last, at: Point(x + 6, y), .muted)
    }
    bottom = y + 4
  }
}
