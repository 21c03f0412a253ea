/// Draws treemaps.
struct TreemapPainter: MarkPainter {
  static let mark = Mark(
    name: "treemap",
    summary: "Shows parts of a whole as nested rectangles.",
    channels: [
      .required(.size, "A number that the area shows."),
      .required(.label, "The name of a part."),
      .optional(.color, "A number (in classes) or categories."),
    ], painter: Self.self)

  private struct Part {
    var name: String
    var size: Double
    var row: Int?
  }

  private let layer: LayerData
  private let size: ChannelData
  private let label: ChannelData
  private let parts: [Part]
  private let total: Double
  private let missing: Int
  private let folded: Int

  private static let most = 100

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    size = try layer.required(.size, of: Self.mark)
    label = try layer.required(.label, of: Self.mark)
    guard size.kind == .quantity else {
      throw ChartError(
        "`treemap` needs a number in `size:`", channel: .size, layer: layer.index,
        hint: "`\(size.name)` is no number")
    }
    if let row = size.values.firstIndex(where: { $0 < 0 }) {
      throw ChartError(
        "`treemap` cannot show a negative size", channel: .size, layer: layer.index,
        hint: "`\(size.name)` is \(size.short(size.values[row])) for \(label.label(row)); "
          + "use `bar`, or `filter \(size.name) > 0`")
    }
    var parts: [Part] = []
    for row in 0..<layer.rowCount where size.values[row] > 0 {
      let name = label.values[row].isNaN ? "null" : label.label(row)
      parts.append(Part(name: name, size: size.values[row], row: row))
    }
    missing = layer.rowCount - parts.count
    let ranked = parts.enumerated().sorted { a, b in
      a.element.size != b.element.size ? a.element.size > b.element.size : a.offset < b.offset
    }
    parts = ranked.map(\.element)
    total = parts.reduce(0) { $0 + $1.size }
    folded = parts.count > Self.most ? parts.count - Self.most + 1 : 0
    if folded > 0 {
      let rest = parts[(Self.most - 1)...].reduce(0) { $0 + $1.size }
      parts = Array(parts[..<(Self.most - 1)])
      parts.append(Part(name: "other (\(folded))", size: rest, row: nil))
      let last = parts.enumerated().sorted { a, b in
        a.element.size != b.element.size ? a.element.size > b.element.size : a.offset < b.offset
      }
      parts = last.map(\.element)
    }
    self.parts = parts
  }

  var topic: String? { "\(size.name) by \(label.name)" }

  var sentence: String? {
    guard !parts.isEmpty else { return "Treemap of \(size.name) by \(label.name), without rows" }
    let named = parts.prefix(12).map { "\($0.name) \(size.short($0.size)) (\(share($0)))" }
    let rest = parts.count - named.count
    return "Treemap of \(size.name) by \(label.name): " + named.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }

  private func share(_ part: Part) -> String {
    NumberFormat.percent(part.size / total, decimals: part.size / total < 0.01 ? 1 : 0)
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    guard request.marks.count == 1 else {
      throw ChartError(
        "`treemap` fills its picture and takes no other layers", layer: layer.index)
    }
    request.isBare = true
    request.defaultHeight = 400
    request.note("area: \(size.name), \(size.short(total)) in all")
    if case .ramp(let ramp, _) = layer.colors { request.ramp = ramp }
    if layer[.color]?.name == label.name {
      request.namedDirectly.formUnion(label.categories)
    }
    if missing > 0, layer.rowCount > 0 {
      request.note("\(missing) without a size left out")
    }
    if folded > 0 { request.note("the \(folded) smallest as “other (\(folded))”") }
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    guard !parts.isEmpty else {
      canvas.rect(frame.plot, fill: .current(0.06), radius: 2)
      frame.drawNothing(on: &canvas)
      return
    }
    // The names without room need a line of their own, which takes room from the boxes.
    var area = frame.plot
    var boxes = Squarified.boxes(parts.map(\.size), in: area)
    var texts = zip(parts, boxes).map { lines(of: $0, in: $1) }
    if texts.contains(where: \.lines.isEmpty) {
      area.bottom -= 18
      boxes = Squarified.boxes(parts.map(\.size), in: area)
      texts = zip(parts, boxes).map { lines(of: $0, in: $1) }
    }
    var lost: [String] = []
    for ((part, box), text) in zip(zip(parts, boxes), texts) {
      let inner = Box(
        left: box.left + 1, top: box.top + 1, right: box.right - 1, bottom: box.bottom - 1)
      canvas.rect(inner, fill: paint(of: part).ground, radius: 2)
      let isWide = box.width > 90
      var baseline = box.top + (isWide ? 19 : 16)
      for (place, line) in text.lines.enumerated() {
        let isName = place < text.names
        canvas.text(
          line, at: Point(box.left + 1 + (isWide ? 8 : 5), baseline),
          TextStyle(
            size: isName ? text.size : 12, isBold: isName, ink: paint(of: part).text))
        baseline += 15
      }
      if text.lines.isEmpty { lost.append("\(part.name) \(size.short(part.size))") }
      canvas.tip(box, tipLines(part))
    }
    if !lost.isEmpty {
      canvas.text(
        lostText(lost, width: frame.plot.width),
        at: Point(frame.plot.left, frame.height - Frame.padding), .muted)
    }
  }

  private func paint(of part: Part) -> (ground: Ink, text: Ink) {
    guard let row = part.row else { return (.token(.grey), .token(.onGrey)) }
    if case .ramp(let ramp, let channel) = layer.colors {
      let value = channel.values[row]
      return value.isNaN
        ? (.token(.grey), .token(.onGrey)) : (ramp.paint(value), ramp.text(value))
    }
    let color = layer.colors.series(row)
    return (color.paint, color.textOnTop)
  }

  /// The name in up to three lines and the size with its share, as far as they fit.
  private func lines(of part: Part, in box: Box) -> (lines: [String], names: Int, size: Double) {
    let padding = box.width > 90 ? 8.0 : 5
    let width = box.width - 2 - 2 * padding
    let room = Int((box.height - 12) / 15)
    let words = part.name.split(separator: " ").map(String.init)
    let fitting = [12.0, 11, 10].first { size in
      words.allSatisfy { TextWidth.of($0, size: size, bold: true) <= width }
    }
    guard let fitting, room > 0, !words.isEmpty else { return ([], 0, 12) }
    var lines = TextWidth.wrap(part.name, to: width, size: fitting, bold: true, maximum: 3)
    guard lines.count <= room, !lines.contains(where: { $0.hasSuffix("…") }) else {
      return ([], 0, 12)
    }
    let names = lines.count
    let value = size.short(part.size)
    for text in ["\(value) · \(share(part))", value] where TextWidth.of(text) <= width {
      if lines.count < room { lines.append(text) }
      break
    }
    return (lines, names, fitting)
  }

  private func lostText(_ names: [String], width: Double) -> String {
    let head = "no room for a label: "
    for count in stride(from: names.count, to: 0, by: -1) {
      let rest = names.count - count
      let text =
        head + names.prefix(count).joined(separator: ", ")
        + (rest > 0 ? " and \(rest) more" : "")
      if TextWidth.of(text) <= width { return text }
    }
    return "no room for \(names.count) labels"
  }

  private func tipLines(_ part: Part) -> [String] {
    let share = NumberFormat.percent(part.size / total, decimals: 1)
    var lines = [part.name, "\(size.name): \(size.format.full(part.size)) · \(share)"]
    if let row = part.row, let channel = layer[.color], channel.name != label.name,
      channel.name != size.name
    {
      let value =
        channel.kind == .category ? channel.label(row) : channel.format.full(channel.values[row])
      lines.append("\(channel.name): \(value)")
    }
    return lines
  }
}
