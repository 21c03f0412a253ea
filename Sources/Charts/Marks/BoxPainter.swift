import Tables

/// Draws box plots.
struct BoxPainter: MarkPainter {
  static let mark = Mark(
    name: "box",
    summary: "Shows median, quartiles, whiskers and outliers of each category.",
    channels: [
      .required(.x, "The number, or the categories."),
      .optional(.y, "The categories, or the number; without them there is one box."),
      .optional(.color, "The categories again, or a constant."),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    kind == .time || channel == .color
  }

  private struct Group {
    let name: String
    let color: SeriesColor
    let box: BoxStatistics
  }

  private let layer: LayerData
  private let value: ChannelData
  private let category: ChannelData?
  private let groups: [Group]
  private let categoryCount: Int
  private let missing: Int

  private static let most = 30

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    let x = try layer.required(.x, of: Self.mark)
    switch (x.kind, layer[.y]) {
    case (.quantity, nil): (value, category) = (x, nil)
    case (.quantity, let y?) where y.kind == .category: (value, category) = (x, y)
    case (.category, let y?) where y.kind == .quantity: (value, category) = (y, x)
    case (.quantity, let y?):
      throw ChartError(
        "`box` needs categories in `x:` or `y:`", channel: .y, layer: layer.index,
        hint: "both are numbers: write `y: text(\(y.name))`, or use `point`")
    case (_, let y):
      throw ChartError(
        "`box` needs a number in `x:` or `y:`", channel: y == nil ? .x : .y, layer: layer.index,
        hint: "`\(x.name)` has no quartiles: count its values with `bar`")
    }
    if case .categories(_, let color) = layer.colors, color.name != category?.name {
      throw ChartError(
        "`box` colours by its own categories only", channel: .color, layer: layer.index,
        hint: "for one picture per \(color.name) write `facet: \(color.name)`")
    }
    let (value, category) = (value, category)
    var rows = [[Int]](repeating: [], count: category?.categories.count ?? 1)
    for row in 0..<layer.rowCount where !value.values[row].isNaN {
      let code = category?.values[row] ?? 0
      if !code.isNaN { rows[Int(code)].append(row) }
    }
    missing = layer.rowCount - rows.reduce(0) { $0 + $1.count }
    var groups = rows.indices.compactMap { code -> Group? in
      guard let first = rows[code].first,
        let box = BoxStatistics(rows[code].map { value.values[$0] })
      else { return nil }
      return Group(
        name: category?.categories[code] ?? value.name, color: layer.colors.series(first), box: box)
    }
    categoryCount = groups.count
    if groups.count > Self.most {
      let kept = groups.indices.sorted {
        (groups[$1].box.count, $0) < (groups[$0].box.count, $1)
      }.prefix(Self.most)
      groups = kept.sorted().map { groups[$0] }
    }
    if category?.hasNaturalOrder == false && category?.order != .data {
      groups = groups.enumerated().sorted { a, b in
        a.element.box.median != b.element.box.median
          ? a.element.box.median > b.element.box.median : a.offset < b.offset
      }.map(\.element)
    }
    self.groups = groups
  }

  var topic: String? { category.map { "\(value.name) by \($0.name)" } ?? value.name }

  var sentence: String? {
    let text = "Box plot of \(topic ?? value.name)"
    guard !groups.isEmpty else { return text + ", without rows" }
    let medians = groups.prefix(10).map { "\($0.name) \(value.format.short($0.box.median))" }
    let rest = groups.count - medians.count
    return text + ": medians " + medians.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }

  private var mostOutliers: Int { min(200, max(20, 3000 / max(1, groups.count))) }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    request.y.add(
      categories: groups.map(\.name),
      isNatural: category?.hasNaturalOrder == true && category?.order != .data)
    request.y.hasGrid = false
    request.y.rowHeight = request.isNarrow ? 28 : 32
    try request.x.add(value, .x, layer: layer.index)
    request.x.readers += 1
    request.x.name(value.name)
    request.measure(value.name)
    if layer[.color] != nil, let category { request.namedDirectly.formUnion(category.categories) }
    guard !groups.isEmpty else { return }

    if isSkewed, !request.isShared {
      request.x.isLogarithmic = true
      request.note("log scale")
    }
    request.note("box: quartiles, whiskers: 1.5 IQR, points: outliers")
    if categoryCount > groups.count {
      request.note(
        "\(groups.count) of \(categoryCount.grouped) \(category?.name ?? ""), those with most rows")
    }
    let names = groups.map(\.name)
    if !request.isShared {
      request.leftColumn = RowColumn(
        head: "rows",
        texts: Dictionary(
          zip(names, groups.map(\.box.count.grouped)), uniquingKeysWith: { first, _ in first }))
    }
    let hidden = groups.map { max(0, $0.box.outliers.count - mostOutliers) }
    if hidden.contains(where: { $0 > 0 }) {
      request.note("\(mostOutliers) outliers a row, “+n”: not drawn")
      let texts = zip(names, hidden).filter { $1 > 0 }.map { ($0, "+" + $1.grouped) }
      request.rightColumn = RowColumn(
        head: "+n", texts: Dictionary(texts, uniquingKeysWith: { first, _ in first }))
    }
    if missing > 0 { request.note("\(missing.counted("row")) without a value left out") }
  }

  /// Whether nearly all values would lie in a corner of a linear axis.
  private var isSkewed: Bool {
    let lows = groups.map { $0.box.outliers.first ?? $0.box.whiskers.low }
    let highs = groups.map { $0.box.outliers.last ?? $0.box.whiskers.high }
    let medians = groups.map(\.box.median).sorted()
    guard let low = (lows + groups.map(\.box.whiskers.low)).min(),
      let high = (highs + groups.map(\.box.whiskers.high)).max(), !medians.isEmpty
    else { return false }
    return low > 0 && high / medians[medians.count / 2] > 50
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let half = min(frame.y.band * 0.28, 14)
    for group in groups {
      guard let place = frame.y.places[group.name] else { continue }
      let middle = frame.y.scale(Double(place))
      let box = group.box
      let ink = group.color.paint
      let (low, high) = (frame.x.scale(box.whiskers.low), frame.x.scale(box.whiskers.high))
      let (left, right) = (frame.x.scale(box.lower), frame.x.scale(box.upper))
      var dots = PathData()
      var last = -Double.infinity
      for value in box.outliers(atMost: mostOutliers) {
        let column = frame.x.scale(value)
        guard column - last >= 0.3 else { continue }
        last = column
        dots.dot(at: Point(column, middle))
      }
      canvas.path(dots, stroke: Stroke(ink: ink, width: 3.5, isRound: true), opacity: 0.45)
      for (from, to) in [(low, left), (right, high)] {
        canvas.line(Point(from, middle), Point(to, middle), ink, width: 1.25)
      }
      for end in [low, high] {
        canvas.line(Point(end, middle - 4), Point(end, middle + 4), ink, width: 1.25)
      }
      let area = Box(left: left, top: middle - half, right: right, bottom: middle + half)
      canvas.rect(area, fill: .token(.paper))
      canvas.rect(area, fill: ink, opacity: 0.3)
      let median = frame.x.scale(box.median)
      canvas.line(
        Point(median, middle - half), Point(median, middle + half), ink, width: 2.5)
      let row = Box(
        left: frame.plot.left, top: middle - frame.y.band / 2, right: frame.plot.right,
        bottom: middle + frame.y.band / 2)
      canvas.tip(row, tipLines(group))
    }
  }

  private func tipLines(_ group: Group) -> [String] {
    let box = group.box
    let full = value.format.full
    var lines = [
      group.name, "median: \(full(box.median))",
      "quartiles: \(full(box.lower)) to \(full(box.upper))",
      "whiskers: \(full(box.whiskers.low)) to \(full(box.whiskers.high))",
      box.count.counted("row"),
    ]
    if !box.outliers.isEmpty { lines.append(box.outliers.count.counted("outlier")) }
    return lines
  }
}
