import Tables

/// Draws networks.
struct NetworkPainter: MarkPainter {
  static let mark = Mark(
    name: "network",
    summary: "Joins what belongs together: a node per name, an edge per row.",
    channels: [
      .required(.x, "One end of an edge.", column: "antecedent"),
      .required(.y, "The other end.", column: "consequent"),
      .optional(.size, "A number that the width of an edge shows.", column: "confidence"),
      .optional(.color, "A number that its colour shows.", column: "lift"),
    ],
    columns: [.optional("support"), .optional("confidence"), .optional("lift")],
    painter: Self.self)

  static let drawsSmallShapes = true

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .x || channel == .y || (channel == .color && kind == .time)
  }

  private struct Edge {
    var ends: (Int, Int)
    var row: Int
  }

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  /// All pairs, the most telling first.
  private let pairs: [(from: String, to: String, row: Int)]
  private let missing: Int
  private var nodes: [String] = []
  private var edges: [Edge] = []

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.required(.x, of: Self.mark)
    y = try layer.required(.y, of: Self.mark)
    if layer[.size] != nil { _ = try layer.quantity(.size, of: Self.mark) }
    let (x, y) = (x, y)
    let rows = (0..<layer.rowCount).filter {
      !x.values[$0].isNaN && !y.values[$0].isNaN && x.label($0) != y.label($0)
    }
    missing = layer.rowCount - rows.count
    let rank = [layer[.color], layer[.size]].lazy.compactMap { $0 }
      .first { $0.kind == .quantity && !$0.isConstant }
    let sorted = rows.sorted { a, b in
      let (u, v) = (rank?.values[a] ?? 0, rank?.values[b] ?? 0)
      let (s, t) = (u.isNaN ? -.infinity : u, v.isNaN ? -.infinity : v)
      return s != t ? s > t : a < b
    }
    // The same pair in both directions is one edge.
    var seen: Set<[String]> = []
    var pairs: [(from: String, to: String, row: Int)] = []
    for row in sorted {
      let (from, to) = (x.label(row), y.label(row))
      if seen.insert([from, to].sorted()).inserted { pairs.append((from, to, row)) }
    }
    self.pairs = pairs
  }

  var topic: String? { "\(x.name) and \(y.name)" }

  var sentence: String? {
    guard !edges.isEmpty else { return "Network of \(topic ?? ""), without edges" }
    let strongest = edges.prefix(3).map { edge in
      let value = rankText(edge.row).map { " (\($0))" } ?? ""
      return "\(nodes[edge.ends.0])–\(nodes[edge.ends.1])\(value)"
    }
    return "Network of \(nodes.count.counted("node")) and \(edges.count.counted("edge")); "
      + "strongest: " + strongest.joined(separator: ", ")
  }

  private func rankText(_ row: Int) -> String? {
    for name in [ChannelName.color, .size] {
      guard let channel = layer[name], channel.kind == .quantity else { continue }
      return "\(channel.name) \(channel.short(channel.values[row]))"
    }
    return nil
  }

  // MARK: Choice

  /// Takes the first pairs as long as they join no more nodes than can be named, with at most 1.5
  /// edges a node.
  private mutating func choose(most: Int) {
    var places: [String: Int] = [:]
    var taken: Set<Int> = []
    for _ in 0..<3 {
      for (index, pair) in pairs.enumerated() where !taken.contains(index) {
        let new = [pair.from, pair.to].filter { places[$0] == nil }
        let count = nodes.count + new.count
        guard count <= most, edges.count < 60 else { continue }
        if new.isEmpty && Double(edges.count + 1) > 1.5 * Double(count) { continue }
        for name in new {
          places[name] = nodes.count
          nodes.append(name)
        }
        guard let a = places[pair.from], let b = places[pair.to] else { continue }
        edges.append(Edge(ends: (a, b), row: pair.row))
        taken.insert(index)
      }
    }
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    guard request.marks.count == 1 else {
      throw ChartError(
        "`network` fills its picture and takes no other layers", layer: layer.index)
    }
    request.isBare = true
    choose(most: request.isNarrow ? 16 : 25)
    request.defaultHeight = nodes.count <= 6 ? 300 : request.isNarrow ? 440 : 460
    guard !edges.isEmpty else { return }
    let rank = rankText(0).map { _ in (layer[.color] ?? layer[.size])?.name ?? "" }
    if edges.count < pairs.count {
      request.note(
        "\(edges.count) of \(pairs.count.grouped) pairs" + (rank.map { ", highest \($0)" } ?? "")
          + ", at most 1.5 a node")
    } else {
      request.note("\(edges.count.counted("pair")) of \(nodes.count) names")
    }
    var words = ["area: \(nodeSizes == nil ? "number of edges" : "support")"]
    if let size = layer[.size], !size.isConstant { words.append("width: \(size.name)") }
    if case .ramp(let ramp, let channel) = layer.colors {
      words.append("colour: \(channel.name)")
      request.ramp = ramp
    }
    request.note(words.joined(separator: ", "))
    if missing > 0 { request.note("\(missing.counted("row")) without two ends left out") }
  }

  /// The support of every node, from that of its rules: support / confidence is the antecedent's,
  /// confidence / lift the consequent's.
  private var nodeSizes: [Double]? {
    guard let support = layer.columns["support"], let confidence = layer.columns["confidence"],
      let lift = layer.columns["lift"], x.name == "antecedent", y.name == "consequent"
    else { return nil }
    var sizes = [Double](repeating: .nan, count: nodes.count)
    for edge in edges {
      let (s, c, l) = (
        support.values[edge.row], confidence.values[edge.row], lift.values[edge.row]
      )
      if sizes[edge.ends.0].isNaN, c > 0 { sizes[edge.ends.0] = s / c }
      if sizes[edge.ends.1].isNaN, l > 0 { sizes[edge.ends.1] = c / l }
    }
    return sizes.contains { $0.isNaN || $0 <= 0 || $0 > 1.000001 } ? nil : sizes
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    guard !edges.isEmpty else {
      frame.drawNothing(on: &canvas)
      return
    }
    let labels = DistinctCuts.of(
      nodes, to: frame.isNarrow ? 90 : 130, measure: { TextWidth.of($0, size: 11) },
      cut: { TextWidth.cut($0, to: $1, size: 11) })
    let radii = radii
    let halfWidths = zip(labels, radii).map { max(TextWidth.of($0, size: 11) / 2, $1) }
    let room = Box(
      left: frame.plot.left + 50, top: frame.plot.top + 20, right: frame.plot.right - 50,
      bottom: frame.plot.bottom - 34)
    let area = Box(
      left: frame.plot.left, top: frame.plot.top, right: frame.plot.right,
      bottom: frame.plot.bottom)
    let places = GraphLayout.separated(
      GraphLayout.places(count: nodes.count, edges: edges.map(\.ends), in: room),
      halfWidths: halfWidths, radii: radii, labelHeight: 16, in: area)
    for edge in edges.reversed() {
      let (from, to) = (places[edge.ends.0], places[edge.ends.1])
      var ink = Ink.base
      if layer[.color] != nil { ink = layer.colors.paint(edge.row) }
      var line = PathData()
      line.move(to: from)
      line.line(to: to)
      canvas.path(line, stroke: Stroke(ink: ink, width: width(edge), isRound: true))
    }
    for (place, radius) in zip(places, radii) {
      var ring = PathData()
      ring.dot(at: place)
      canvas.path(ring, stroke: Stroke(ink: .token(.paper), width: 2 * radius + 3, isRound: true))
      canvas.path(ring, stroke: Stroke(ink: .full, width: 2 * radius, isRound: true))
    }
    for index in nodes.indices {
      canvas.text(
        labels[index], at: Point(places[index].x, places[index].y + radii[index] + 12),
        TextStyle(anchor: .middle, size: 11, hasHalo: true))
    }
    addTips(places, radii, on: &canvas)
  }

  private var radii: [Double] {
    if let sizes = nodeSizes {
      let largest = sizes.max() ?? 1
      // One scale for all pictures as long as it suits.
      let scale = min(26, 16 / largest.squareRoot())
      return sizes.map { max(2.5, scale * $0.squareRoot()) }
    }
    var degrees = [Double](repeating: 0, count: nodes.count)
    for edge in edges {
      degrees[edge.ends.0] += 1
      degrees[edge.ends.1] += 1
    }
    return degrees.map { max(3, 3.2 * $0.squareRoot()) }
  }

  private func width(_ edge: Edge) -> Double {
    guard let size = layer[.size], !size.isConstant else { return 1.5 }
    let value = size.values[edge.row]
    guard value > 0 else { return 1 }
    let largest = edges.map { size.values[$0.row] }.filter { !$0.isNaN }.max() ?? 1
    return largest <= 1 ? 1 + 6 * value : 1 + 6 * value / largest
  }

  private func addTips(_ places: [Point], _ radii: [Double], on canvas: inout Canvas) {
    for edge in edges {
      let (from, to) = (places[edge.ends.0], places[edge.ends.1])
      let middle = Point((from.x + to.x) / 2, (from.y + to.y) / 2)
      var lines = ["\(x.label(edge.row)) → \(y.label(edge.row))"]
      for name in [ChannelName.size, .color] {
        guard let channel = layer[name], !channel.isConstant else { continue }
        lines.append("\(channel.name): \(channel.label(edge.row))")
      }
      if let support = layer.columns["support"] {
        lines.append("support: \(support.label(edge.row))")
      }
      canvas.tip(
        Box(left: middle.x - 7, top: middle.y - 7, right: middle.x + 7, bottom: middle.y + 7),
        lines)
    }
    let sizes = nodeSizes
    for (index, place) in places.enumerated() {
      let reach = max(6, radii[index])
      var lines = [nodes[index]]
      if let sizes { lines.append("support: \(NumberFormat.percent(sizes[index]))") }
      let count = edges.count { $0.ends.0 == index || $0.ends.1 == index }
      lines.append(count.counted("edge"))
      canvas.tip(
        Box(
          left: place.x - reach, top: place.y - reach, right: place.x + reach,
          bottom: place.y + reach), lines)
    }
  }
}
