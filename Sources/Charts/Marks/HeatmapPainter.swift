import Tables

/// Draws heatmaps.
struct HeatmapPainter: MarkPainter {
  static let mark = Mark(
    name: "heatmap",
    summary: "Shades a cell for each pair of categories by a number.",
    channels: [
      .required(.x, "The categories across."),
      .required(.y, "The categories down."),
      .optional(.color, "The number that shades a cell; without it `label:`."),
      .optional(.label, "What is written in a cell; without it the number."),
      .optional(.size, "A number for each row, written beside its name."),
      .optional(.cut, "A condition: these cells are dimmed and dashed, as a partial period."),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .x || channel == .y || channel == .cut
  }

  private struct Cell {
    var column: String
    var row: String
    var place: Int
  }

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  private let shade: ChannelData
  private let ramp: ColorRamp
  private let columns: [String]
  private let rows: [String]
  private let cells: [Cell]
  private let hasDuplicates: Bool
  private var isLabelled = false

  /// The most categories across and down; more could not be told apart.
  private static let most = 60
  private static let mostLabels = 200
  /// More cells would make the picture too large.
  private static let mostCells = 1800

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.required(.x, of: Self.mark)
    y = try layer.required(.y, of: Self.mark)
    guard let shade = layer[.color] ?? layer[.label] else {
      throw ChartError(
        "`heatmap` needs a number in `color:`", channel: .color, layer: layer.index,
        hint: "count first: `summarize rows = count() by \(x.name), \(y.name)`, then `color: rows`")
    }
    guard shade.kind == .quantity else {
      throw ChartError(
        "`heatmap` needs a number in `color:`", channel: layer[.color] == nil ? .label : .color,
        layer: layer.index, hint: "`\(shade.name)` is no number: write it with `label:`")
    }
    self.shade = shade
    if case .ramp(let ramp, let channel) = layer.colors, channel.name == shade.name {
      self.ramp = ramp
    } else {
      ramp = ColorRamp(layer.whole?[layer[.color] == nil ? .label : .color] ?? shade)
    }
    columns = Self.kept(x)
    // Equal names across and down, as in a correlation: in one order.
    let down = Self.kept(y)
    let isSquare = Set(down) == Set(columns) && down.count <= Self.mostCells / max(1, columns.count)
    rows = isSquare ? columns : Array(down.prefix(Self.mostCells / max(1, columns.count)))
    let across = Set(columns)
    let along = Set(rows)
    var cells: [Cell] = []
    var seen: [[Double]: Int] = [:]
    var isRepeated = false
    for row in 0..<layer.rowCount where !shade.values[row].isNaN {
      let codes = [x.values[row], y.values[row]]
      guard !codes[0].isNaN, !codes[1].isNaN else { continue }
      let cell = Cell(
        column: x.categories[Int(codes[0])], row: y.categories[Int(codes[1])], place: row)
      guard across.contains(cell.column), along.contains(cell.row) else { continue }
      if let place = seen[codes] {
        isRepeated = true
        cells[place] = cell
      } else {
        seen[codes] = cells.count
        cells.append(cell)
      }
    }
    self.cells = cells
    hasDuplicates = isRepeated
  }

  /// The categories that are drawn: those with an order of their own from the first, others by
  /// their number of rows.
  private static func kept(_ channel: ChannelData) -> [String] {
    var counts = [Int](repeating: 0, count: channel.categories.count)
    for code in channel.values where !code.isNaN { counts[Int(code)] += 1 }
    let present = counts.indices.filter { counts[$0] > 0 }
    guard present.count > most else { return present.map { channel.categories[$0] } }
    let chosen =
      channel.hasNaturalOrder
      ? Array(present.prefix(most))
      : present.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(most).sorted()
    return chosen.map { channel.categories[$0] }
  }

  var topic: String? { "\(shade.name) by \(y.name) and \(x.name)" }

  var sentence: String? {
    let text = "Heatmap of \(topic ?? "")"
    let drawn = cells.filter { !shade.values[$0.place].isNaN }
    guard
      let low = drawn.min(by: { shade.values[$0.place] < shade.values[$1.place] }),
      let high = drawn.max(by: { shade.values[$0.place] < shade.values[$1.place] })
    else { return text + ", without cells" }
    func named(_ cell: Cell) -> String {
      "\(shade.short(shade.values[cell.place])) (\(cell.row), \(cell.column))"
    }
    return text + ", \(drawn.count.counted("cell")): lowest \(named(low)), highest \(named(high))"
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    guard request.marks.count(where: { !$0.painter.isAnnotation }) == 1 else {
      throw ChartError(
        "`heatmap` fills its plot and takes no other layer of data", layer: layer.index,
        hint: "only `rule` and `text` can lie on it")
    }
    request.x.add(categories: columns, isNatural: x.hasNaturalOrder)
    request.y.add(categories: rows, isNatural: y.hasNaturalOrder)
    request.x.readers += 1
    request.x.isAbove = true
    request.x.name(x.name)
    request.x.hasGrid = false
    request.y.hasGrid = false
    request.y.rowHeight = request.isNarrow ? 20 : rows.count > 30 ? 18 : 24
    request.measure(shade.name)
    if ramp.classCount > 1 { request.ramp = ramp }
    isLabelled = cells.count <= Self.mostLabels
    if let size = layer[.size] {
      var texts: [String: String] = [:]
      for row in 0..<layer.rowCount where !y.values[row].isNaN && !size.values[row].isNaN {
        let name = y.categories[Int(y.values[row])]
        if texts[name] == nil { texts[name] = size.short(size.values[row]) }
      }
      request.leftColumn = RowColumn(head: request.isNarrow ? "n" : size.name, texts: texts)
    }
    for (channel, kept) in [(x, columns), (y, rows)] {
      let count = Set(channel.values.lazy.filter { !$0.isNaN }).count
      guard count > kept.count else { continue }
      let which = channel.hasNaturalOrder ? "the first" : "those with most rows"
      request.note("\(kept.count) of \(count.grouped) \(channel.name), \(which)")
    }
    let missing = (0..<layer.rowCount).count { shade.values[$0].isNaN }
    if missing > 0, missing < layer.rowCount { request.note("blank: no value") }
    if cells.contains(where: isPartial) { request.note("dashed: \(layer[.cut]?.name ?? "")") }
    if hasDuplicates {
      request.warn("several rows per cell: only the last is drawn; summarize them first")
    }
  }

  private func isPartial(_ cell: Cell) -> Bool {
    guard let cut = layer[.cut], !cut.values[cell.place].isNaN else { return false }
    return cut.label(cell.place) == "true"
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let (width, height) = (frame.x.band, frame.y.band)
    let size = labelSize(from: frame.isNarrow ? 10 : 11, room: width - 4)
    let gap = min(width, height) > 6 ? 0.5 : 0
    var texts: [(String, Point, Ink)] = []
    let label = labelText(room: width - 4, size: size)
    var plain: [Ink: PathData] = [:]
    var inks: [Ink] = []
    for cell in cells {
      guard let column = frame.x.places[cell.column], let row = frame.y.places[cell.row] else {
        continue
      }
      let middle = Point(frame.x.scale(Double(column)), frame.y.scale(Double(row)))
      let box = Box(
        left: middle.x - width / 2 + gap, top: middle.y - height / 2 + gap,
        right: middle.x + width / 2 - gap, bottom: middle.y + height / 2 - gap)
      let value = shade.values[cell.place]
      let isPartial = isPartial(cell)
      let ink = ramp.paint(value)
      if isLabelled || isPartial {
        canvas.rect(box, fill: ink, opacity: isPartial ? 0.45 : 1)
      } else {
        // Many cells of one class are one path.
        if plain[ink] == nil { inks.append(ink) }
        plain[ink, default: PathData()].rect(box)
      }
      if isPartial {
        var outline = PathData()
        outline.rect(
          Box(left: box.left + 1, top: box.top + 1, right: box.right - 1, bottom: box.bottom - 1))
        canvas.path(outline, stroke: Stroke(ink: .current(0.55), dashes: "2 2"))
      }
      canvas.tip(box, tipLines(cell))
      guard isLabelled else { continue }
      let text = label(cell)
      if TextWidth.of(text, size: size) <= width - 4 && height >= size + 2 {
        texts.append(
          (text, Point(middle.x, middle.y + size * 0.36), isPartial ? .full : ramp.text(value)))
      }
    }
    for ink in inks {
      if let path = plain[ink] { canvas.path(path, fill: ink) }
    }
    // Either the cells are labelled or not; a few labels would look like a selection.
    guard texts.count * 2 >= cells.count else { return }
    for (text, point, ink) in texts {
      canvas.text(text, at: point, TextStyle(anchor: .middle, size: size, ink: ink))
    }
  }

  /// The size in which all labels have room, or the standard one: without it the highest numbers of a
  /// narrow picture would be those that are not written.
  private func labelSize(from standard: Double, room: Double) -> Double {
    guard isLabelled else { return standard }
    return [standard, standard - 1, standard - 2].first { size in
      let label = labelText(room: room, size: size)
      return cells.allSatisfy { TextWidth.of(label($0), size: size) <= room }
    } ?? standard
  }

  /// What is written in the cells: percentages with as few signs as the cells need.
  private func labelText(room: Double, size: Double) -> (Cell) -> String {
    let channel = layer[.label] ?? shade
    guard channel.kind == .quantity else { return { channel.label($0.place) } }
    var ways: [(Double) -> String] = [{ channel.short($0) }]
    if case .percent = channel.format.kind {
      ways.append { NumberFormat.percent($0, decimals: 0) }
      ways.append { NumberFormat.fixed($0 * 100, decimals: 0) }
    }
    let way =
      ways.first { way in
        cells.allSatisfy {
          TextWidth.of(way(channel.values[$0.place]), size: size) <= room
        }
      } ?? ways[ways.count - 1]
    return { cell in
      let value = channel.values[cell.place]
      return value.isNaN ? "–" : way(value)
    }
  }

  private func tipLines(_ cell: Cell) -> [String] {
    var lines = ["\(y.name): \(cell.row)", "\(x.name): \(cell.column)"]
    lines.append("\(shade.name): \(shade.format.full(shade.values[cell.place]))")
    if let label = layer[.label], label.name != shade.name {
      lines.append("\(label.name): \(label.label(cell.place))")
    }
    if isPartial(cell), let cut = layer[.cut] { lines.append(cut.name) }
    return lines
  }
}
