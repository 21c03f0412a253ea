/// Draws histograms.
struct HistogramPainter: MarkPainter {
  static let mark = Mark(
    name: "histogram",
    summary: "Counts the rows in bins of one number.",
    channels: [
      .required(.x, "The number or the date to bin."),
      .optional(.color, "Categories are stacked within a bin."),
      .optional(.low, "Where a bin starts, of rows that are counted already."),
      .optional(.high, "Where it ends."),
      .optional(.y, "How many rows it holds."),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .color
  }

  private let layer: LayerData
  private let x: ChannelData
  private let bins: HistogramBins
  /// Whether each row of the table is a bin with its count.
  private let isCounted: Bool
  /// The rows per bin and colour, the first colour at the bottom.
  private let counts: [[Int]]
  private let series: [SeriesRows]

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.required(.x, of: Self.mark)
    guard x.kind != .category else {
      throw ChartError(
        "`histogram` needs a number or a date in `x:`", channel: .x, layer: layer.index,
        hint: "count categories: `summarize rows = count() by \(x.name) | chart bar`")
    }
    series = SeriesRows.split(layer)
    if layer[.low] != nil || layer[.high] != nil || layer[.y] != nil {
      let (low, high) = (
        try layer.quantity(.low, of: Self.mark), try layer.quantity(.high, of: Self.mark)
      )
      let rows = try layer.quantity(.y, of: Self.mark)
      bins = HistogramBins(low: low.values, high: high.values, counts: rows.values)
      var counts = [[Int]](
        repeating: Array(repeating: 0, count: series.count), count: max(0, bins.edges.count - 1))
      for (place, line) in series.enumerated() {
        for row in line.rows
        where rows.values[row] > 0 && rows.values[row] < 1e15
          && low.values[row] < high.values[row]
        {
          let middle = low.values[row] / 2 + high.values[row] / 2
          if let bin = bins.bin(of: middle) { counts[bin][place] += Int(rows.values[row]) }
        }
      }
      self.counts = counts
      isCounted = true
      return
    }
    isCounted = false
    bins = HistogramBins(x, whole: layer.whole?[.x])
    var counts = [[Int]](
      repeating: Array(repeating: 0, count: series.count), count: max(0, bins.edges.count - 1))
    for (place, line) in series.enumerated() {
      for row in line.rows where !x.values[row].isNaN {
        if let bin = bins.bin(of: x.values[row]) { counts[bin][place] += 1 }
      }
    }
    self.counts = counts
  }

  var topic: String? { x.name }

  var sentence: String? {
    guard bins.count > 0 else { return "Histogram of \(x.name), without rows" }
    let fullest = counts.indices.max { counts[$0].reduce(0, +) < counts[$1].reduce(0, +) } ?? 0
    let median = bins.median.isNaN ? "" : "median \(x.format.short(bins.median)), "
    return "Histogram of \(x.name), \(NumberFormat.fixed(Double(bins.count), decimals: 0)) rows: "
      + median + "\(x.format.short(bins.least)) to "
      + "\(x.format.short(bins.most)), most rows \(range(fullest))"
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    try request.x.add(x, .x, layer: layer.index)
    request.x.readers += 1
    request.x.hasGrid = false
    if x.kind == .quantity { request.x.name(x.name) }
    request.y.readers += 1
    request.y.zero = .always
    request.y.add(countsTo: Double(counts.map { $0.reduce(0, +) }.max() ?? 0))
    request.above = max(request.above, 26)
    guard bins.count > 0, let first = bins.edges.first, let last = bins.edges.last else { return }
    request.x.limit(to: first, last)
    let count = NumberFormat.fixed(Double(bins.count), decimals: 0)
    if !isCounted { noteWidth(&request) }
    request.note("\(count) rows")
    noteTail(bins.above, "above", last, "up to \(x.format.short(bins.most))", &request)
    noteTail(bins.below, "below", first, "down to \(x.format.short(bins.least))", &request)
    let missing = isCounted ? 0 : layer.rowCount - bins.count
    if missing > 0 {
      request.note("\(NumberFormat.fixed(Double(missing), decimals: 0)) without a value left out")
    }
  }

  private func noteWidth(_ request: inout FrameRequest) {
    request.note(
      x.kind == .time
        ? "rows per \(bins.width.hasPrefix("a ") ? String(bins.width.dropFirst(2)) : bins.width)"
        : "rows per bin of \(bins.width)")
  }

  private func noteTail(
    _ count: Int, _ side: String, _ edge: Double, _ extreme: String,
    _ request: inout FrameRequest
  ) {
    guard count > 0 else { return }
    let share = NumberFormat.percent(Double(count) / Double(bins.count))
    request.note(
      "\(NumberFormat.fixed(Double(count), decimals: 0)) \(side) \(x.format.round(edge)) "
        + "(\(share), \(extreme)) not shown")
  }

  private func range(_ bin: Int) -> String {
    let (low, high) = (bins.edges[bin], bins.edges[bin + 1])
    if x.kind == .quantity && x.isWhole && high - low == 1 && low != low.rounded() {
      return "at \(x.format.short(low + 0.5))"
    }
    // Edges that an analysis chose need not be round.
    if isCounted { return "\(x.format.short(low)) – \(x.format.short(high))" }
    return "\(x.format.round(low)) – \(x.format.round(high))"
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    guard bins.count > 0 else { return }
    for (bin, parts) in counts.enumerated() {
      let left = frame.x.scale(bins.edges[bin])
      let right = frame.x.scale(bins.edges[bin + 1])
      let gap = right - left > 3 ? 0.5 : 0
      var height = 0
      for (place, count) in parts.enumerated() where count > 0 {
        let floor = frame.y.scale(Double(height))
        height += count
        let top = frame.y.scale(Double(height))
        canvas.rect(
          Box(left: left + gap, top: top, right: right - gap, bottom: floor),
          fill: series[place].color.paint)
      }
      canvas.tip(
        Box(left: left, top: frame.plot.top, right: right, bottom: frame.plot.bottom),
        tipLines(bin, parts))
    }
    canvas.line(
      Point(frame.plot.left, frame.plot.bottom), Point(frame.plot.right, frame.plot.bottom), .base)
    paintMedian(on: &canvas, in: frame)
  }

  private func tipLines(_ bin: Int, _ parts: [Int]) -> [String] {
    let total = parts.reduce(0, +)
    let share = NumberFormat.percent(Double(total) / Double(bins.count), decimals: 1)
    var lines = [
      range(bin), "\(NumberFormat.fixed(Double(total), decimals: 0)) rows · \(share)",
    ]
    for (place, count) in parts.enumerated() where count > 0 {
      guard let name = series[place].name, lines.count < 10 else { continue }
      lines.append("\(name): \(NumberFormat.fixed(Double(count), decimals: 0))")
    }
    return lines
  }

  private func paintMedian(on canvas: inout Canvas, in frame: Frame) {
    guard let first = bins.edges.first, let last = bins.edges.last,
      bins.median >= first, bins.median <= last
    else { return }
    let column = frame.x.scale(bins.median)
    let text = "median \(x.format.short(bins.median))"
    canvas.line(
      Point(column, frame.plot.top - 12), Point(column, frame.plot.bottom), .full, width: 1.25)
    let width = TextWidth.of(text, bold: true)
    let isLeft = column + 6 + width > frame.width - Frame.padding
    canvas.text(
      text, at: Point(column + (isLeft ? -6 : 6), frame.plot.top - (frame.isPanel ? 8 : 4)),
      TextStyle(anchor: isLeft ? .end : .start, isBold: true, hasHalo: true))
  }
}
