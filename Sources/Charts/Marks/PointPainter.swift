/// Draws points.
struct PointPainter: MarkPainter {
  static let mark = Mark(
    name: "point",
    summary: "Places a point per row; more than 5,000 become hexagonal bins.",
    channels: [
      .required(.x, "The position across."),
      .required(.y, "The position up."),
      .optional(.color, "Categories or a number."),
      .optional(.size, "A number that the area of a point shows."),
      .optional(.label, "A text near the point, where there is room."),
    ], painter: Self.self)

  static let drawsSmallShapes = true

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  /// The rows with a place.
  private let rows: [Int]
  private let isBinned: Bool
  private var namesGroups = false

  /// The number of points above which only their density can be seen.
  private static let mostPoints = 5000

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.required(.x, of: Self.mark)
    y = try layer.required(.y, of: Self.mark)
    if let size = layer[.size], size.kind != .quantity {
      throw ChartError(
        "`size:` needs a number", channel: .size, layer: layer.index,
        hint: "`\(size.name)` is no number: use `color:` for it")
    }
    let (x, y) = (x, y)
    rows = (0..<layer.rowCount).filter { !x.values[$0].isNaN && !y.values[$0].isNaN }
    // A facet is binned where the whole chart has too many points.
    isBinned =
      max(rows.count, layer.wholeCount) > Self.mostPoints && x.kind != .category
      && y.kind != .category
  }

  var topic: String? { OrderedText.topic(y, by: x, layer) }

  var sentence: String? {
    let kind = isBinned ? "Hexagonal bin plot" : "Scatter plot"
    let count = NumberFormat.fixed(Double(rows.count), decimals: 0)
    var text = "\(kind) of \(y.name) by \(x.name), \(count) \(rows.count == 1 ? "point" : "points")"
    for channel in [x, y] where channel.kind != .category {
      let values = rows.map { channel.values[$0] }
      guard let low = values.min(), let high = values.max() else { continue }
      text += ", \(channel.name) \(channel.short(low)) to \(channel.short(high))"
    }
    if case .categories(_, let channel) = layer.colors, !isBinned {
      text += ", \(channel.categories.count) colours of \(channel.name)"
    }
    return text
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    try request.x.add(x, .x, layer: layer.index)
    try request.y.add(y, .y, layer: layer.index)
    request.x.readers += 1
    request.y.readers += 1
    if x.kind == .quantity { request.x.name(x.name) }
    if x.kind == .quantity, y.kind == .quantity {
      request.y.name(y.name)
    } else {
      request.measure(y.name)
    }
    let missing = layer.rowCount - rows.count
    if missing > 0, layer.rowCount > 0 {
      let count = NumberFormat.fixed(Double(missing), decimals: 0)
      request.note("\(count) \(missing == 1 ? "row" : "rows") without a value left out")
    }
    if isBinned {
      prepareBins(&request)
      return
    }
    if case .ramp(let ramp, _) = layer.colors { request.ramp = ramp }
    if let size = layer[.size] {
      request.note("size: \(size.name)")
      for axis in [\FrameRequest.x, \.y] {
        request[keyPath: axis].rowHeight = 34
        guard request[keyPath: axis].kind != .category else { continue }
        let insets = request[keyPath: axis].insets
        request[keyPath: axis].insets = (max(insets.low, 14), max(insets.high, 14))
      }
    }
    if let color = layer[.color], color.name == x.name || color.name == y.name {
      request.namedDirectly.formUnion(color.categories)
    }
    let isWritten = request.marks.contains(.text) || request.marks.contains(.arrow)
    if !request.isShared, !isWritten, groupsAreApart {
      namesGroups = true
      if case .categories(_, let channel) = layer.colors {
        request.namedDirectly.formUnion(channel.categories)
        request.note("colour: \(channel.name), with its number of rows")
      }
    }
  }

  private func prepareBins(_ request: inout FrameRequest) {
    let count = NumberFormat.fixed(Double(rows.count), decimals: 0)
    request.note("\(count) points in hexagonal bins")
    request.ramp = ColorRamp(countsOf: "points per bin")
    if layer[.color] != nil || layer[.size] != nil || layer[.label] != nil {
      request.warn(
        "above \(NumberFormat.full(Double(Self.mostPoints))) points only their density is drawn: "
          + "`color:`, `size:` and `label:` are not shown")
    }
    guard !request.isShared else { return }
    var words: [String] = []
    if isSkewed(x) {
      request.x.isLogarithmic = true
      words.append("across")
    }
    if isSkewed(y) {
      request.y.isLogarithmic = true
      words.append("up")
    }
    if words.count == 2 { request.note("log scales") }
    if words.count == 1 { request.note("log scale \(words[0])") }
  }

  /// Whether nearly all values would lie in a corner of a linear axis.
  private func isSkewed(_ channel: ChannelData) -> Bool {
    guard channel.kind == .quantity else { return false }
    let values = rows.map { channel.values[$0] }.sorted()
    guard let low = values.first, let high = values.last, low > 0 else { return false }
    return high / values[values.count / 2] > 50
  }

  /// Whether the groups lie so far apart that names beside them are clear: most points are nearest
  /// to the middle of their own group.
  private var groupsAreApart: Bool {
    guard case .categories(let colors, let channel) = layer.colors,
      x.kind == .quantity, y.kind == .quantity, (2...8).contains(colors.count),
      channel.name != x.name, channel.name != y.name
    else { return false }
    func scaled(_ data: ChannelData) -> [Double] {
      let values = rows.map { data.values[$0] }
      guard let low = values.min(), let high = values.max(), low < high else { return [] }
      return values.map { ($0 - low) / (high - low) }
    }
    let (u, v) = (scaled(x), scaled(y))
    guard !u.isEmpty, !v.isEmpty else { return false }
    var sums = [(u: Double, v: Double, n: Double)](repeating: (0, 0, 0), count: colors.count)
    let codes = rows.map { channel.values[$0] }
    for (place, code) in codes.enumerated() where !code.isNaN {
      let old = sums[Int(code)]
      sums[Int(code)] = (old.u + u[place], old.v + v[place], old.n + 1)
    }
    guard sums.allSatisfy({ $0.n > 0 }) else { return false }
    var near = 0
    for (place, code) in codes.enumerated() where !code.isNaN {
      let nearest = sums.indices.min { a, b in
        func distance(_ i: Int) -> Double {
          let (du, dv) = (sums[i].u / sums[i].n - u[place], sums[i].v / sums[i].n - v[place])
          return du * du + dv * dv
        }
        return distance(a) < distance(b)
      }
      if nearest == Int(code) { near += 1 }
    }
    return Double(near) >= 0.85 * Double(rows.count)
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let columns = frame.x.pixels(of: x)
    let heights = frame.y.pixels(of: y)
    let drawn = rows.filter { !columns[$0].isNaN && !heights[$0].isNaN }
    if isBinned {
      paintBins(drawn.map { Point(columns[$0], heights[$0]) }, on: &canvas, frame)
      return
    }
    let isFine = drawn.count <= 2000
    let points = drawn.map { row in
      isFine
        ? Point(columns[row], heights[row])
        : Point(columns[row].rounded(), heights[row].rounded())
    }
    let (radius, opacity) = crowding(drawn.count)
    let radii = sizes(drawn, otherwise: radius)
    var groups: [(ink: Ink, points: [Int])] = []
    var places: [Ink: Int] = [:]
    for (index, row) in drawn.enumerated() {
      let ink = layer.colors.paint(row)
      if let place = places[ink] {
        groups[place].points.append(index)
      } else {
        places[ink] = groups.count
        groups.append((ink, [index]))
      }
    }
    // What is grey lies under what has a colour.
    groups.sort { $0.ink == .token(.grey) && $1.ink != .token(.grey) }
    for group in groups {
      if layer[.size] != nil {
        for index in group.points.sorted(by: { (radii[$1], $0) < (radii[$0], $1) }) {
          var dot = PathData()
          dot.dot(at: points[index])
          canvas.path(
            dot, stroke: Stroke(ink: group.ink, width: 2 * radii[index], isRound: true),
            opacity: 0.65)
        }
        continue
      }
      let isCrowded = group.points.count > 1 && opacity < 1
      let members = group.points.map { points[$0] }
      for part in isCrowded ? DotLayers.split(members, radius: radius) : [members] {
        var dots = PathData()
        for point in part { dots.dot(at: point) }
        canvas.path(
          dots, stroke: Stroke(ink: group.ink, width: 2 * radius, isRound: true), opacity: opacity)
      }
    }
    if namesGroups { nameGroups(drawn, points, on: &canvas, frame) }
    if let label = layer[.label] {
      if points.count <= 1000 { for point in points { canvas.avoid(point) } }
      PointLabels.paint(
        drawn.indices.map { (label.label(drawn[$0]), points[$0], radii[$0]) }, on: &canvas,
        in: frame.plot)
    }
    addTips(drawn, points, radii, on: &canvas)
  }

  private func crowding(_ count: Int) -> (radius: Double, opacity: Double) {
    switch count {
    case ...300: (3.5, 0.8)
    case ...1500: (3, 0.65)
    default: (2.5, 0.5)
    }
  }

  /// The radius of every drawn row: its area shows the size, from nothing to 14 px.
  private func sizes(_ drawn: [Int], otherwise radius: Double) -> [Double] {
    guard let size = layer[.size] else { return drawn.map { _ in radius } }
    let most = drawn.map { size.values[$0] }.filter { !$0.isNaN }.max() ?? 0
    return drawn.map { row in
      let value = size.values[row]
      guard most > 0, value > 0 else { return 1.5 }
      return max(1.5, 14 * (value / most).squareRoot())
    }
  }

  private func nameGroups(
    _ drawn: [Int], _ points: [Point], on canvas: inout Canvas, _ frame: Frame
  ) {
    guard case .categories(let colors, let channel) = layer.colors else { return }
    let free = GroupLabels(points, in: frame.plot)
    for (code, name) in channel.categories.enumerated() {
      let members = drawn.indices.filter { channel.values[drawn[$0]] == Double(code) }
      let count = NumberFormat.fixed(Double(members.count), decimals: 0)
      let text = TextWidth.cut(name, to: frame.plot.width / 3, bold: true) + " · " + count
      let style = TextStyle(anchor: .middle, isBold: true, ink: colors[code].text, hasHalo: true)
      guard
        let place = free.place(text, near: members.map { points[$0] }, style: style, on: canvas)
      else { continue }
      canvas.text(text, at: place, style)
    }
  }

  private func addTips(
    _ drawn: [Int], _ points: [Point], _ radii: [Double], on canvas: inout Canvas
  ) {
    guard drawn.count <= 300 else { return }
    for (index, row) in drawn.enumerated() {
      let reach = max(5, radii[index])
      let point = points[index]
      var lines: [String] = []
      for name in [ChannelName.label, .color, .x, .y, .size] {
        guard let channel = layer[name], !channel.isConstant else { continue }
        let value =
          channel.kind == .category
          ? channel.label(row) : channel.format.full(channel.values[row])
        let line = "\(channel.name): \(value)"
        if !lines.contains(line) { lines.append(line) }
      }
      canvas.tip(
        Box(
          left: point.x - reach, top: point.y - reach, right: point.x + reach,
          bottom: point.y + reach), lines)
    }
  }

  private func paintBins(_ points: [Point], on canvas: inout Canvas, _ frame: Frame) {
    let bins = HexagonalBins(points, radius: frame.isPanel ? 6.5 : frame.isNarrow ? 4.5 : 5.5)
    // Classes double: 1, 2, 4, … and 256 or more.
    var classes = [[HexagonalBins.Bin]](repeating: [], count: 9)
    for (bin, count) in bins.counts {
      classes[min(8, Int.bitWidth - 1 - count.leadingZeroBitCount)].append(bin)
    }
    for (place, members) in classes.enumerated() where !members.isEmpty {
      canvas.path(bins.path(of: members), fill: .token(.sequential(place)))
    }
  }
}
