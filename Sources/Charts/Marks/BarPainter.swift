/// Draws bars.
struct BarPainter: MarkPainter {
  static let mark = Mark(
    name: "bar",
    summary: "Compares values of categories by length from zero.",
    channels: [
      .required(.x, "The categories or the value."),
      .required(.y, "The value or the categories."),
      .optional(.color, "Categories are stacked; a number shades the bars."),
      .optional(.label, "What stands at a bar in place of its value."),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    kind == .time && (channel == .color || channel == .y)
  }

  private let layer: LayerData
  private let groups: ChannelData
  private let value: ChannelData
  private let isVertical: Bool
  private let bars: BarGroups
  private var hasLabels = false

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    let x = try layer.required(.x, of: Self.mark)
    let y = try layer.required(.y, of: Self.mark)
    switch (x.kind, y.kind) {
    case (.category, .quantity), (.time, .quantity): (isVertical, groups, value) = (true, x, y)
    case (.quantity, .category): (isVertical, groups, value) = (false, y, x)
    case (.quantity, _):
      throw ChartError(
        "`bar` needs categories in `x:` or `y:`", channel: .x, layer: layer.index,
        hint: "both are numbers: use `point` or `line`, or `histogram x: \(x.name)`")
    default:
      throw ChartError(
        "`bar` needs a number in `x:` or `y:`", channel: .y, layer: layer.index,
        hint: "count the rows first: `summarize rows = count() by \(x.name)`")
    }
    bars = BarGroups(layer, groups: groups, value: value)
  }

  var topic: String? {
    var text = "\(value.name) by \(groups.name)"
    if let color = layer[.color], color.name != groups.name, color.name != value.name {
      text += ", \(color.name)"
    }
    return text
  }

  var sentence: String? {
    let text = "Bar chart of \(topic ?? value.name)"
    guard !bars.groups.isEmpty else { return text + ", without rows" }
    let parts = bars.groups.prefix(10).map { group in
      "\(group.name) \(group.bars.isEmpty ? "–" : value.format.short(group.total))"
    }
    let rest = bars.groups.count - parts.count
    return text + ": " + parts.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// Whether bars over categories stand better under each other: many of them, or with long names.
  static func prefersRows(_ layers: [ChartLayer]) -> Bool {
    guard layers.allSatisfy({ $0.mark == mark || $0.mark == .rule }) else { return false }
    return layers.contains { layer in
      guard layer.mark == mark, case .column(let column)? = layer.encodings[.x],
        column.kind == .category
      else { return false }
      if case .column(let other)? = layer.encodings[.y], other.kind == .category { return false }
      let codes = CategoryCodes(column.column, rowCount: layer.rowCount)
      let longest = codes.names.map(\.count).max() ?? 0
      if codes.hasNaturalOrder { return longest > 12 && codes.names.count > 5 }
      return codes.names.count > 12 || longest > 8
    }
  }

  // MARK: Room

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    request.measure(value.name)
    if bars.hasDuplicates {
      request.warn(
        "several rows per \(groups.name): their bars lie over each other; summarize them first")
    }
    if let others = bars.foldedCount {
      request.note(
        "\(bars.groups.count - 1) of \(bars.groups.count - 1 + others) \(groups.name), "
          + "the rest as “other (\(others))”")
    }
    if case .ramp(let ramp, _) = layer.colors { request.ramp = ramp }
    if layer[.color]?.name == groups.name { request.namedDirectly.formUnion(groups.categories) }

    var axis = isVertical ? request.x : request.y
    if groups.kind == .category {
      axis.add(
        categories: bars.groups.map(\.name),
        isNatural: groups.hasNaturalOrder && groups.order != .data)
    } else {
      try axis.add(groups, .x, layer: layer.index)
      axis.extend(to: axis.lower - bars.step / 2)
      axis.extend(to: axis.upper + bars.step / 2)
    }
    axis.hasGrid = false
    axis.readers += 1
    let count = max(bars.groups.count, axis.categories.count)
    axis.rowHeight = count > 20 ? 19 : request.isNarrow ? 22 : 27

    var scale = isVertical ? request.y : request.x
    try scale.add(value, isVertical ? .y : .x, layer: layer.index)
    scale.zero = .always
    for group in bars.groups {
      for bar in group.bars {
        scale.extend(to: bar.from)
        scale.extend(to: bar.to)
      }
    }
    let labels = bars.groups.compactMap { label($0) }
    let widest = labels.map { TextWidth.of($0) }.max() ?? 0
    let slots =
      groups.kind == .category
      ? Double(count) : ((axis.upper - axis.lower) / max(bars.step, 1e-9)).rounded()
    let fits = !isVertical || (slots <= 20 && (request.width - 70) / max(1, slots) >= widest + 2)
    hasLabels = fits && !request.isShared && !bars.hasDuplicates && !labels.isEmpty && count <= 40
    if hasLabels {
      if isVertical {
        request.above = max(request.above, 28)
        if scale.lower < 0 { scale.insets.low = max(scale.insets.low, 18) }
      } else {
        scale.insets.high = max(scale.insets.high, widest + 6)
        if scale.lower < 0 { scale.insets.low = max(scale.insets.low, widest + 6) }
      }
    } else {
      scale.readers += 1
      if !isVertical { scale.name(value.name) }
    }
    if isVertical {
      (request.x, request.y) = (axis, scale)
    } else {
      (request.x, request.y) = (scale, axis)
    }
  }

  /// What stands at the end of a group of bars.
  private func label(_ group: BarGroups.Group) -> String? {
    guard let first = group.bars.first else { return nil }
    if let label = layer[.label], let row = first.row, group.bars.count == 1 {
      return label.label(row)
    }
    if group.bars.count > 1 && group.bars.contains(where: { $0.to < 0 }) { return nil }
    return value.format.short(group.total)
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let scale = isVertical ? frame.y.scale : frame.x.scale
    let axis = isVertical ? frame.x : frame.y
    let band = groups.kind == .category ? axis.band : axis.scale.unit * bars.step
    let thickness = max(1, band * 0.85)
    for group in bars.groups {
      let middle =
        groups.kind == .category
        ? axis.places[group.name].map { axis.scale(Double($0)) } ?? .nan : axis.scale(group.place)
      guard !middle.isNaN else { continue }
      for bar in group.bars {
        let box = span(
          middle - thickness / 2, middle + thickness / 2, scale(bar.from), scale(bar.to),
          isStacked: group.bars.count > 1)
        canvas.rect(
          box, fill: bar.color ?? .token(.grey), opacity: bars.hasDuplicates ? 0.5 : 1)
      }
      paintLabel(of: group, at: middle, scale, on: &canvas)
      let hit =
        isVertical
        ? Box(
          left: middle - band / 2, top: frame.plot.top, right: middle + band / 2,
          bottom: frame.plot.bottom)
        : Box(
          left: frame.plot.left, top: middle - band / 2, right: frame.plot.right,
          bottom: middle + band / 2)
      canvas.tip(hit, tipLines(group))
    }
    let zero = scale(0)
    if isVertical {
      canvas.line(Point(frame.plot.left, zero), Point(frame.plot.right, zero), .base)
    } else {
      canvas.line(
        Point(zero, frame.plot.top - 2), Point(zero, frame.plot.bottom + 2), .base)
    }
  }

  private func span(
    _ near: Double, _ far: Double, _ from: Double, _ to: Double, isStacked: Bool
  ) -> Box {
    var (low, high) = (min(from, to), max(from, to))
    // A hair of ground between the parts of a stack; a hair of colour for next to nothing.
    if isStacked && high - low > 2 { high -= 0.7 }
    if high - low < 0.5 && from != to { (low, high) = (low, low + 0.5) }
    return isVertical
      ? Box(left: near, top: low, right: far, bottom: high)
      : Box(left: low, top: near, right: high, bottom: far)
  }

  private func paintLabel(
    of group: BarGroups.Group, at middle: Double, _ scale: Scale, on canvas: inout Canvas
  ) {
    guard hasLabels, let text = label(group) else { return }
    let isNegative = group.total < 0
    let ends = group.bars.map { scale($0.to) }
    let ink = group.isOther ? Ink.muted : .full
    if isVertical {
      let y = isNegative ? (ends.max() ?? 0) + 15 : (ends.min() ?? 0) - 6
      canvas.text(text, at: Point(middle, y), TextStyle(anchor: .middle, ink: ink))
    } else {
      let x = isNegative ? (ends.min() ?? 0) - 6 : (ends.max() ?? 0) + 6
      canvas.text(
        text, at: Point(x, middle + 4), TextStyle(anchor: isNegative ? .end : .start, ink: ink))
    }
  }

  private func tipLines(_ group: BarGroups.Group) -> [String] {
    guard !group.bars.isEmpty else { return [group.name, "no value"] }
    if group.bars.count == 1, let row = group.bars[0].row {
      var lines = [group.name, "\(value.name): \(value.format.full(group.total))"]
      for name in [ChannelName.color, .label] {
        guard let channel = layer[name], channel.name != groups.name, channel.name != value.name
        else { continue }
        lines.append("\(channel.name): \(channel.label(row))")
      }
      return lines
    }
    var lines = [group.name]
    for bar in group.bars.prefix(8) {
      let name = bar.row.flatMap { layer[.color]?.label($0) } ?? value.name
      lines.append("\(name): \(value.format.full(bar.to - bar.from))")
    }
    if group.bars.count > 8 { lines.append("+ \(group.bars.count - 8) more") }
    return lines
  }
}
