/// Writes a canvas as SVG text, live (classes that the theme colours, with tips) or flat (literal
/// colours on a white ground).
struct SVGWriter {
  enum Form {
    case live, flat
  }

  let form: Form
  private var text = ""
  private(set) var usedClasses: [ColorToken: (fill: Bool, stroke: Bool)] = [:]

  init(_ form: Form) { self.form = form }

  /// The whole `<svg>` element.
  mutating func write(_ canvas: Canvas, title: String, description: String) -> String {
    let (width, height) = (coordinate(canvas.width), coordinate(canvas.height))
    text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\""
      + " viewBox=\"0 0 \(width) \(height)\" role=\"img\""
    if form == .live { text += " aria-label=\"\(Markup.drawn(description))\"" }
    text +=
      " font-family=\"system-ui,-apple-system,&quot;Segoe UI&quot;,&quot;DejaVu Sans&quot;,"
      + "sans-serif\" font-size=\"12\" fill=\"currentColor\""
      + " style=\"font-variant-numeric:tabular-nums\""
    if form == .flat {
      text +=
        " color=\"\(Palette.ink)\"><title>\(Markup.drawn(title))</title>"
        + "<desc>\(Markup.drawn(description))</desc><path fill=\"#fff\" d=\"M0 0h\(width)v\(height)H0z\"/>"
    } else {
      text += ">"
    }
    for shape in canvas.shapes { write(shape) }
    if form == .live { writeTips(of: canvas) }
    text += "</svg>"
    return text
  }

  private mutating func write(_ shape: Shape) {
    switch shape {
    case .rect(let box, let radius, let fill, let opacity):
      text +=
        "<rect x=\"\(coordinate(box.left))\" y=\"\(coordinate(box.top))\""
        + " width=\"\(coordinate(max(0, box.width)))\" height=\"\(coordinate(max(0, box.height)))\""
      if radius > 0 { text += " rx=\"\(coordinate(radius))\"" }
      writeInk(fill: fill, stroke: nil, opacity: opacity)
      text += "/>"
    case .path(let data, let fill, let stroke, let opacity):
      text += "<path d=\"\(data.text)\""
      if fill == nil { text += " fill=\"none\"" }
      writeInk(fill: fill, stroke: stroke?.ink, opacity: opacity)
      if let stroke {
        if stroke.width != 1 { text += " stroke-width=\"\(width(stroke.width))\"" }
        if stroke.isRound { text += " stroke-linecap=\"round\" stroke-linejoin=\"round\"" }
        if let dashes = stroke.dashes { text += " stroke-dasharray=\"\(dashes)\"" }
      }
      text += "/>"
    case .text(let string, let point, let style):
      if style.hasHalo { writeText(string, point, style, isHalo: true) }
      writeText(string, point, style, isHalo: false)
    }
  }

  private mutating func writeText(
    _ string: String, _ point: Point, _ style: TextStyle, isHalo: Bool
  ) {
    text += "<text x=\"\(coordinate(point.x))\" y=\"\(coordinate(point.y))\""
    if style.anchor != .start { text += " text-anchor=\"\(style.anchor.rawValue)\"" }
    if style.size != 12 { text += " font-size=\"\(coordinate(style.size))\"" }
    if style.isBold { text += " font-weight=\"600\"" }
    if isHalo {
      writeInk(fill: .token(.paper), stroke: .token(.paper), opacity: 1)
      text += " stroke-width=\"3.5\" stroke-linejoin=\"round\" aria-hidden=\"true\""
    } else {
      writeInk(fill: style.ink, stroke: nil, opacity: 1)
    }
    text += ">\(Markup.drawn(string))</text>"
  }

  /// Colours as classes or as literals; the same shapes in both forms.
  private mutating func writeInk(fill: Ink?, stroke: Ink?, opacity: Double) {
    var classes: [String] = []
    if let fill { classes += attribute("fill", fill, opacity) }
    if let stroke { classes += attribute("stroke", stroke, opacity) }
    if !classes.isEmpty { text += " class=\"\(classes.joined(separator: " "))\"" }
  }

  private mutating func attribute(_ name: String, _ ink: Ink, _ opacity: Double) -> [String] {
    var strength = opacity
    var classes: [String] = []
    switch ink {
    case .current(let share):
      strength *= share
      // The root element fills with the current colour already.
      if name == "stroke" { text += " stroke=\"currentColor\"" }
    case .literal(let hex): text += " \(name)=\"\(Markup.drawn(hex))\""
    case .token(let token):
      if form == .flat {
        text += " \(name)=\"\(token.colors.light)\""
      } else {
        var used = usedClasses[token] ?? (false, false)
        if name == "fill" { used.fill = true } else { used.stroke = true }
        usedClasses[token] = used
        classes = ["teff-" + (name == "fill" ? token.names.fill : token.names.stroke)]
      }
    }
    if strength < 0.995 { text += " \(name)-opacity=\"\(opacityText(strength))\"" }
    return classes
  }

  private func width(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return hundredths % 10 == 0
      ? coordinate(value)
      : "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "")
        + "\(hundredths % 100)"
  }

  // MARK: Tips

  /// Hit areas with their tips, after everything else so that no mark covers a tip.
  private mutating func writeTips(of canvas: Canvas) {
    let hasFocus = canvas.tips.count <= 300
    for tip in canvas.tips {
      let lines = tip.lines.map { TextWidth.cut($0, to: canvas.width - 40) }
      let widths = lines.enumerated().map { TextWidth.of($1, bold: $0 == 0) }
      let width = (widths.max() ?? 0) + 18
      let height = 16 * Double(lines.count) + 12
      let middle = (tip.area.left + tip.area.right) / 2
      let x = max(4, min(canvas.width - 4 - width, middle - width / 2))
      var y = tip.area.top - height - 6
      if y < 2 {
        let below = tip.area.bottom + 6
        y =
          below + height < canvas.height
          ? below : max(2, min(tip.area.top + 8, canvas.height - height - 2))
      }
      text +=
        "<rect class=\"teff-hit\"\(hasFocus ? " tabindex=\"0\"" : "")"
        + " x=\"\(coordinate(tip.area.left))\" y=\"\(coordinate(tip.area.top))\""
        + " width=\"\(coordinate(tip.area.width))\" height=\"\(coordinate(tip.area.height))\"/>"
        + "<g class=\"teff-tip\" transform=\"translate(\(coordinate(x)) \(coordinate(y)))\">"
        + "<rect width=\"\(coordinate(width))\" height=\"\(coordinate(height))\"/>"
      for (index, line) in lines.enumerated() {
        text += "<text x=\"9\" y=\"\(18 + 16 * index)\">\(Markup.drawn(line))</text>"
      }
      text += "</g>"
    }
  }
}
