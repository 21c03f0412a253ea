/// The plot of a chart: its area and its two axes.
struct Frame {
  let plot: Box
  let x: Axis
  let y: Axis
  let colors: ColorPlan
  /// The whole height of the picture.
  let height: Double
  let width: Double

  private let request: FrameRequest

  static let padding = 12.0

  /// Whether the plot is one of several small ones.
  var isPanel: Bool { request.isPanel }

  /// The width in which a long line needs no more than four points.
  var columnWidth: Double { request.isPanel ? 2 : 1 }

  var isNarrow: Bool { request.isNarrow }
  var isShared: Bool { request.isShared }

  /// The share of the width that labels of categories may take.
  private static let labelShare = 0.36
  /// The height of a second line of names above the plot.
  private static let lineAbove = 14.0
  /// Whether the names above the plot take two lines.
  private let wrapsAbove: Bool

  /// Lays out the axes below a header that ends at `top`, in a picture of `height` if one is asked.
  init(_ request: FrameRequest, top: Double, height asked: Double?, colors: ColorPlan) {
    self.request = request
    self.colors = colors
    width = request.width
    let padding = Self.padding
    if request.isBare {
      wrapsAbove = false
      height = max(asked ?? request.defaultHeight, top + 120)
      plot = Box(left: padding, top: top + 10, right: width - padding, bottom: height - padding)
      x = Axis(AxisRequest(), from: plot.left, to: plot.right, isVertical: false)
      y = Axis(AxisRequest(), from: plot.bottom, to: plot.top, isVertical: true)
      return
    }
    let hasRows = request.y.kind == .category
    let showsX = (request.x.kind == .category || request.x.readers > 0) && !request.hidesXLabels
    let hasYName = request.y.readers > 0 && !request.y.names.isEmpty && !hasRows
    let hasColumns = request.leftColumn != nil || request.rightColumn != nil
    // A first guess of the axis tells whether it needs a second line.
    let guess = Axis(request.x, from: 60, to: width - 30 - request.rightLabels, isVertical: false)
    let hasLongNames =
      guess.kind == .category && !request.x.hasNaturalOrder
      && guess.widestLabel > guess.band - 4
    wrapsAbove = request.x.isAbove && hasLongNames
    let aboveX: Double =
      !request.x.isAbove
      ? 0 : (request.x.names.isEmpty ? 24 : 40) + (wrapsAbove ? Self.lineAbove : 0)
    let plotTop =
      top + max(hasRows ? 8 : 16, hasYName ? 28 : 0, hasColumns ? 26 : 0, aboveX, request.above)
    let hasXName =
      showsX && !request.x.names.isEmpty && request.x.kind == .quantity && !request.x.isAbove

    // With more room an axis may choose other ticks: a small chart may be wider than the guess.
    let wider = Axis(request.x, from: 40, to: width - padding, isVertical: false)
    let hasContext =
      guess.kind == .category
      ? hasLongNames : (guess.ticks + wider.ticks).contains { $0.context != nil }
    let below: Double =
      !showsX || request.x.isAbove ? padding : hasXName ? 46 : hasContext ? 44 : 30

    var height = asked ?? request.defaultHeight
    if hasRows {
      let rows = Double(max(1, request.y.categories.count))
      let fixed = plotTop + below + (showsX ? 0 : 2)
      let rowHeight = asked.map { ($0 - fixed) / rows } ?? request.y.rowHeight
      height = (fixed + rows * (rowHeight >= 14 ? rowHeight : request.y.rowHeight)).rounded(.up)
    } else {
      height = max(height, plotTop + below + (request.isPanel ? 60 : 80))
    }
    self.height = height
    let plotBottom = height - below - (hasRows && !showsX ? 2 : 0)
    y = Axis(request.y, from: plotBottom, to: plotTop, isVertical: true)

    var left = padding
    if hasRows {
      left += min(y.widestLabel, width * Self.labelShare) + 8
    } else if !y.ticks.isEmpty {
      left += y.widestLabel + 8
    }
    if let column = request.leftColumn { left += column.width + 12 }
    left = max(left, request.leastLeft)
    var right = width - padding - (request.rightLabels > 0 ? request.rightLabels + 14 : 0)
    if let column = request.rightColumn { right -= column.width + 10 }
    var axis = Axis(request.x, from: left, to: right, isVertical: false)
    if request.rightLabels == 0, request.x.kind != .category, !request.isStacked,
      let last = axis.ticks.last, showsX
    {
      let overhang = axis.scale(last.value) + TextWidth.of(last.label) / 2 - (width - padding)
      if overhang > 0 {
        right -= overhang
        axis = Axis(request.x, from: left, to: right, isVertical: false)
      }
    }
    x = axis
    plot = Box(left: left, top: plotTop, right: right, bottom: plotBottom)
  }

  // MARK: Drawing

  /// Draws grid, ticks and labels, under the marks.
  func draw(on canvas: inout Canvas) {
    guard !request.isBare else { return }
    drawY(on: &canvas)
    drawX(on: &canvas)
    guard !request.x.hasDomain || !request.y.hasDomain else { return }
    canvas.line(Point(plot.left, plot.bottom), Point(plot.right, plot.bottom), .base)
    drawNothing(on: &canvas)
  }

  /// Says that the frame is empty, so that nobody takes it for a broken picture.
  func drawNothing(on canvas: inout Canvas) {
    canvas.text(
      "nothing to draw", at: Point((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2 + 4),
      TextStyle(anchor: .middle, ink: .muted))
  }

  private func drawY(on canvas: inout Canvas) {
    if y.kind == .category {
      let columnWidth = request.leftColumn.map { $0.width + 12 } ?? 0
      let end = plot.left - 8 - columnWidth
      drawColumn(request.leftColumn, at: plot.left - 10, on: &canvas)
      drawColumn(request.rightColumn, at: width - Self.padding, on: &canvas)
      for tick in y.ticks {
        let row = y.scale(tick.value)
        if request.y.hasGrid {
          canvas.line(Point(plot.left, row), Point(plot.right, row), .grid)
        }
        let label = y.labels[tick.label] ?? RowLabel(text: tick.label)
        let text = TextWidth.cut(
          label.text, to: end - Self.padding + 1, size: label.size, bold: label.isBold)
        canvas.text(
          text, at: Point(end, row + 4),
          TextStyle(anchor: .end, size: label.size, isBold: label.isBold, ink: label.ink))
      }
      return
    }
    for tick in y.ticks {
      let row = y.scale(tick.value)
      if request.y.hasGrid {
        let ink = tick.value == 0 && y.kind == .quantity ? Ink.base : .grid
        canvas.line(Point(plot.left, row), Point(plot.right, row), ink)
      }
      canvas.text(
        tick.label, at: Point(plot.left - 8, row + 4), TextStyle(anchor: .end, ink: .muted))
    }
    if request.y.readers > 0, !request.y.names.isEmpty {
      let name = TextWidth.cut(
        "↑ " + request.y.names.joined(separator: ", "), to: width - 2 * Self.padding)
      canvas.text(name, at: Point(Self.padding, plot.top - 13), .muted)
    }
  }

  private func drawColumn(_ column: RowColumn?, at end: Double, on canvas: inout Canvas) {
    guard let column else { return }
    let style = TextStyle(anchor: .end, ink: .muted)
    canvas.text(column.head, at: Point(end, plot.top - 8), style)
    for tick in y.ticks {
      guard let text = column.texts[tick.label] else { continue }
      canvas.text(text, at: Point(end, y.scale(tick.value) + 4), style)
    }
  }

  private func drawX(on canvas: inout Canvas) {
    if x.kind == .category {
      drawCategories(on: &canvas)
      return
    }
    let labelled = request.hidesXLabels ? [] : thinnedTicks()
    var contextEnd = -Double.infinity
    for (index, tick) in x.ticks.enumerated() {
      let column = x.scale(tick.value)
      if request.x.hasGrid {
        let ink = tick.value == 0 && x.kind == .quantity ? Ink.base : .grid
        canvas.line(Point(column, plot.top), Point(column, plot.bottom), ink)
      } else {
        canvas.line(Point(column, plot.bottom), Point(column, plot.bottom + 4), .tick)
      }
      guard labelled.contains(index) else { continue }
      let style = TextStyle(anchor: .middle, ink: .muted)
      canvas.text(tick.label, at: Point(inside(column, tick.label), plot.bottom + 17), style)
      guard let context = tick.context else { continue }
      let half = TextWidth.of(context) / 2
      let place = inside(column, context)
      // The next tick has a context of its own soon enough when this one has no room.
      if place - half < contextEnd + 6 { continue }
      let next = x.ticks[(index + 1)...].first { $0.context != nil }
      if let next, let label = next.context, index == 0,
        x.scale(next.value) - TextWidth.of(label) / 2 < place + half + 6
      {
        continue
      }
      canvas.text(context, at: Point(place, plot.bottom + 32), style)
      contextEnd = place + half
    }
    if request.x.kind == .quantity, !x.ticks.isEmpty, !request.x.names.isEmpty {
      let name = TextWidth.cut(
        request.x.names.joined(separator: ", "), to: width - 2 * Self.padding - 20)
      canvas.text(
        name + " →", at: Point(width - Self.padding, plot.bottom + 34),
        TextStyle(anchor: .end, ink: .muted))
    }
  }

  /// Keeps the middle of a label where the label does not leave the picture.
  private func inside(_ column: Double, _ label: String) -> Double {
    let half = TextWidth.of(label) / 2
    return max(half + 3, min(width - 3 - half, column))
  }

  /// The ticks whose labels stand at least 8 px apart: every k-th, counted from zero.
  private func thinnedTicks() -> Set<Int> {
    let home = x.ticks.firstIndex { $0.value == 0 } ?? 0
    for every in [1, 2, 3, 4, 5, 10, 20, 50, 100] {
      let kept = x.ticks.indices.filter { ($0 - home) % every == 0 }
      let fits = zip(kept, kept.dropFirst()).allSatisfy { a, b in
        let room = x.scale(x.ticks[b].value) - x.scale(x.ticks[a].value)
        let need = (TextWidth.of(x.ticks[a].label) + TextWidth.of(x.ticks[b].label)) / 2
        return room >= need + 8
      }
      if fits { return Set(kept) }
    }
    return [home]
  }

  /// The names of categories in one line above the plot, or in two where they are long, every k-th
  /// where room is short, and the name of the axis over them.
  private func drawCategoriesAbove(on canvas: inout Canvas) {
    let style = TextStyle(anchor: .middle, ink: .muted)
    // Numbers and dates are thinned evenly; other names are cut, and thinned only when too many.
    let every = request.x.hasNaturalOrder ? 1 : max(1, Int((34 / max(1, x.band)).rounded(.up)))
    let thinned = request.x.hasNaturalOrder ? thinnedTicks() : Set(x.ticks.indices)
    let kept = thinned.filter { $0 % every == 0 }
    let room = request.x.hasNaturalOrder ? plot.width / Double(kept.count) : x.band * Double(every)
    for (index, tick) in x.ticks.enumerated() where kept.contains(index) {
      let lines =
        wrapsAbove
        ? TextWidth.wrap(tick.label, to: room - 4, maximum: 2)
        : [TextWidth.cut(tick.label, to: room - 4)]
      let column = x.scale(tick.value)
      for (place, line) in lines.reversed().enumerated() {
        let baseline = plot.top - 8 - Self.lineAbove * Double(place)
        canvas.text(line, at: Point(inside(column, line), baseline), style)
      }
    }
    guard !request.x.names.isEmpty else { return }
    let name = TextWidth.cut(
      request.x.names.joined(separator: ", "), to: width - plot.left - Self.padding - 20)
    let baseline = plot.top - 24 - (wrapsAbove ? Self.lineAbove : 0)
    canvas.text(name + " →", at: Point(plot.left, baseline), .muted)
  }

  private func drawCategories(on canvas: inout Canvas) {
    if request.x.isAbove {
      drawCategoriesAbove(on: &canvas)
      return
    }
    let style = TextStyle(anchor: .middle, ink: .muted)
    let kept = request.x.hasNaturalOrder ? thinnedTicks() : Set(x.ticks.indices)
    let room = request.x.hasNaturalOrder ? plot.width / Double(kept.count) : x.band
    for (index, tick) in x.ticks.enumerated() where kept.contains(index) {
      let column = x.scale(tick.value)
      let lines =
        request.x.hasNaturalOrder
        ? [TextWidth.cut(tick.label, to: room - 4)]
        : TextWidth.wrap(tick.label, to: room - 4, maximum: 2)
      for (place, line) in lines.enumerated() {
        let baseline = plot.bottom + 17 + 15 * Double(place)
        canvas.text(line, at: Point(inside(column, line), baseline), style)
      }
    }
  }
}
