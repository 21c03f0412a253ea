import Tables

/// Draws beeswarms.
struct BeeswarmPainter: MarkPainter {
  static let mark = Mark(
    name: "beeswarm",
    summary: "Packs a point per row, in one swarm per category.",
    channels: [
      .required(.x, "The number across.", column: "effect"),
      .required(.y, "The categories, one swarm each.", column: "feature"),
      .optional(
        .color, "A number, by its rank within the swarm; or categories.", column: "value_number"),
      .optional(.label, "A text in the tip."),
    ], painter: Self.self)

  static let drawsSmallShapes = true

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .y || (channel == .color && kind == .time)
  }

  private struct Swarm {
    var name: String
    /// The rows that are drawn.
    var rows: [Int]
    var rowCount: Int
    /// The mean size of signed values, else the median.
    var middle: Double
    /// The ranks of the colours of `rows`.
    var ranks: [Double]
  }

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  private let swarms: [Swarm]
  private let swarmCount: Int
  private let isSigned: Bool
  private let missing: Int

  private static let mostSwarms = 20
  private static let mostPoints = 3000

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.quantity(.x, of: Self.mark)
    y = try layer.required(.y, of: Self.mark)
    let (x, y) = (x, y)
    var members = [[Int]](repeating: [], count: y.categories.count)
    var (hasPositive, hasNegative) = (false, false)
    for row in 0..<layer.rowCount where !x.values[row].isNaN && !y.values[row].isNaN {
      members[Int(y.values[row])].append(row)
      hasPositive = hasPositive || x.values[row] > 0
      hasNegative = hasNegative || x.values[row] < 0
    }
    let isSigned = hasPositive && hasNegative
    self.isSigned = isSigned
    missing = layer.rowCount - members.reduce(0) { $0 + $1.count }
    var swarms = members.indices.compactMap { code -> Swarm? in
      let rows = members[code]
      guard let box = BoxStatistics(rows.map { x.values[$0] }) else { return nil }
      let size = rows.reduce(0) { $0 + x.values[$1].magnitude / Double(rows.count) }
      return Swarm(
        name: y.categories[code], rows: rows, rowCount: rows.count,
        middle: isSigned ? size : box.median, ranks: [])
    }
    swarmCount = swarms.count
    if y.order != .data && !y.hasNaturalOrder {
      swarms = swarms.enumerated().sorted { a, b in
        a.element.middle != b.element.middle
          ? a.element.middle > b.element.middle : a.offset < b.offset
      }.map(\.element)
    }
    swarms = Array(swarms.prefix(Self.mostSwarms))
    let total = swarms.reduce(0) { $0 + $1.rowCount }
    for index in swarms.indices {
      let rows = swarms[index].rows
      if case .ramp(_, let channel) = layer.colors {
        swarms[index].ranks = SwarmLayout.ranks(rows.map { channel.values[$0] })
      } else {
        swarms[index].ranks = rows.map { x.values[$0] }
      }
      guard total > Self.mostPoints else { continue }
      // Evenly by rank across, so that the ends stay.
      let share = max(2, Self.mostPoints * rows.count / total)
      guard share < rows.count else { continue }
      let order = rows.indices.sorted { (x.values[rows[$0]], $0) < (x.values[rows[$1]], $1) }
      let kept = (0..<share).map { order[$0 * (order.count - 1) / (share - 1)] }.sorted()
      swarms[index].ranks = kept.map { swarms[index].ranks[$0] }
      swarms[index].rows = kept.map { rows[$0] }
    }
    self.swarms = swarms
  }

  var topic: String? { "\(x.name) by \(y.name)" }

  var sentence: String? {
    let text = "Beeswarm of \(topic ?? "")"
    guard !swarms.isEmpty else { return text + ", without rows" }
    let kind = isSigned ? "mean size" : "median"
    let parts = swarms.prefix(6).map { "\($0.name) \(x.format.short($0.middle))" }
    let rest = swarms.count - parts.count
    return text + ", \(kind): " + parts.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    request.y.add(
      categories: swarms.map(\.name), isNatural: y.hasNaturalOrder && y.order != .data)
    request.y.rowHeight = swarms.count < 4 ? 72 : request.isNarrow ? 34 : 40
    try request.x.add(x, .x, layer: layer.index)
    request.x.insets = (max(request.x.insets.low, 4), max(request.x.insets.high, 4))
    request.x.readers += 1
    request.x.name(x.name)
    request.measure(x.name)
    if layer[.color]?.name == y.name { request.namedDirectly.formUnion(y.categories) }
    guard !swarms.isEmpty else { return }
    if !request.isShared {
      let texts = swarms.map { ($0.name, x.format.short($0.middle)) }
      request.rightColumn = RowColumn(
        head: isSigned ? "mean" : "median",
        texts: Dictionary(texts, uniquingKeysWith: { first, _ in first }))
      if isSigned { request.note("mean: of the sizes") }
    }
    if case .ramp(_, let channel) = layer.colors {
      request.ramp = ColorRamp(ranksOf: channel.name)
      request.note("colour: rank within the row")
    }
    if swarmCount > swarms.count {
      request.note("\(swarms.count) of \(swarmCount.grouped) \(y.name)")
    }
    let total = swarms.reduce(0) { $0 + $1.rowCount }
    let drawn = swarms.reduce(0) { $0 + $1.rows.count }
    if drawn < total {
      request.note("\(drawn.grouped) of \(total.grouped) points drawn, evenly by rank")
    } else {
      request.note(total.counted("point"))
    }
    if missing > 0 { request.note("\(missing.counted("row")) without a value left out") }
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let columns = frame.x.pixels(of: x)
    let radius = 2.0
    let drawn = swarms.reduce(0) { $0 + $1.rows.count }
    let ramp = ColorRamp(ranksOf: "")
    for swarm in swarms {
      guard let place = frame.y.places[swarm.name] else { continue }
      let middle = frame.y.scale(Double(place))
      let layout = SwarmLayout(
        columns: swarm.rows.map { columns[$0] }, ranks: swarm.ranks, diameter: 2 * radius,
        height: frame.y.band - 8)
      var paths: [Ink: PathData] = [:]
      var order: [Ink] = []
      for dot in layout.dots {
        let row = swarm.rows[dot.index]
        let ink: Ink
        if case .ramp = layer.colors {
          ink = ramp.paint(swarm.ranks[dot.index])
        } else {
          ink = layer.colors.paint(row)
        }
        if paths[ink] == nil { order.append(ink) }
        let isFine = drawn <= 1500
        let x = isFine ? dot.column : (dot.column * 2).rounded() / 2
        let y = middle + (isFine ? dot.offset : dot.offset.rounded())
        paths[ink, default: PathData()].dot(at: Point(x, y))
        if drawn <= 300 {
          canvas.tip(
            Box(left: x - 3, top: y - 3, right: x + 3, bottom: y + 3), tipLines(row, swarm))
        }
      }
      for ink in order {
        if let path = paths[ink] {
          canvas.path(path, stroke: Stroke(ink: ink, width: 2 * radius, isRound: true))
        }
      }
    }
  }

  private func tipLines(_ row: Int, _ swarm: Swarm) -> [String] {
    var lines = [swarm.name, "\(x.name): \(x.format.full(x.values[row]))"]
    for name in [ChannelName.color, .label] {
      guard let channel = layer[name], channel.name != y.name else { continue }
      lines.append("\(channel.name): \(channel.label(row))")
    }
    return lines
  }
}
