import Tables

extension Chart {
  /// Makes sure that the chart can be drawn, without drawing it.
  public func checkDrawing() throws(ChartError) { _ = try ChartDrawing(self) }

  /// Draws the chart.
  public func rendered() throws(ChartError) -> RenderedChart {
    try ChartDrawing(self).rendered()
  }
}

/// The way from a chart's layers to its picture: values, colours, requests, frame, marks.
struct ChartDrawing {
  private let chart: Chart
  private let width: Double
  private var painters: [any MarkPainter] = []
  private var colors: ColorPlan
  private var request: FrameRequest

  init(_ chart: Chart) throws(ChartError) {
    self.chart = chart
    width = Double(min(1600, max(240, chart.width)))
    request = FrameRequest(width: width, marks: chart.layers.map(\.mark))
    guard !chart.layers.isEmpty else { throw ChartError("a chart needs a mark") }
    try ChartDrawing.checkChannels(of: chart)
    var layers = chart.layers
    if BarPainter.prefersRows(layers) { layers = layers.map(\.transposed) }

    var data: [LayerData] = []
    for (index, layer) in layers.enumerated() { data.append(LayerData(layer, index: index)) }
    colors = ColorPlan(
      zip(layers, data).map { layer, data in (data, layer.hasConstantColor) },
      fixed: chart.categoryColors)
    try ChartDrawing.color(&data, layers, &colors)
    for (layer, data) in zip(layers, data) {
      painters.append(try layer.mark.painter.init(data))
      if data.rowCount == 0 {
        request.warn("there are no rows to draw")
        continue
      }
      for name in [ChannelName.x, .y, .size] {
        guard let channel = data[name], channel.isAllNull else { continue }
        request.warn("all values of `\(channel.name)` are null")
      }
    }
    for index in painters.indices { try painters[index].prepare(&request) }
    if let note = colors.note { request.note(note) }
    EndLabels.settle(&request, isOnlySeries: colors.names.count <= 1)
  }

  // MARK: Channels and colours

  private static func checkChannels(of chart: Chart) throws(ChartError) {
    for (index, layer) in chart.layers.enumerated() {
      for channel in layer.mark.channels where channel.isRequired {
        guard layer.encodings[channel.name] == nil else { continue }
        throw ChartError(
          "`\(layer.mark.name)` needs `\(channel.name.rawValue):`", channel: channel.name,
          layer: index, hint: channel.summary)
      }
    }
  }

  private static func color(
    _ data: inout [LayerData], _ layers: [ChartLayer], _ plan: inout ColorPlan
  ) throws(ChartError) {
    let hasCategories = plan.channelName != nil
    for (index, layer) in layers.enumerated() {
      if case .constant(let value)? = layer.encodings[.color] {
        guard case .text(let name) = value else {
          throw ChartError(
            "`color:` takes a column or the name of a colour", channel: .color, layer: index,
            hint: "write `color: \"grey\"`")
        }
        if let color = plan.colors[name] ?? SeriesColor(named: name) {
          data[index].colors = .single(color)
          continue
        }
        throw ChartError(
          "there is no colour \"\(name)\"", channel: .color, layer: index,
          hint: "use one of \(colorWords), or #rrggbb; without quotes it is a column")
      }
      if let channel = data[index][.color] {
        if channel.kind == .category {
          data[index].colors = plan.layerColors(channel)
        } else {
          var ramp = ColorRamp(channel)
          ramp.isForSmallShapes = layer.mark.painter.drawsSmallShapes
          data[index].colors = .ramp(ramp, channel)
        }
      } else if layer.mark.painter.isAnnotation || hasCategories {
        data[index].colors = .single(.ink)
      } else {
        data[index].colors = .single(plan.series(named: data[index].seriesName))
      }
    }
  }

  private static let colorWords =
    (Palette.names.keys.sorted() + ["grey", "black"]).joined(separator: ", ")

  // MARK: Drawing

  func rendered() -> RenderedChart {
    var canvas = Canvas(width: width, height: 0)
    let topic = painters.lazy.compactMap(\.topic).first ?? "chart"
    let title = chart.title ?? topic
    var header = Header(title: title, subtitle: subtitle, on: &canvas)
    let unnamed = colors.entries.filter { !request.namedDirectly.contains($0.label) }
    let areAllNamed = colors.names.allSatisfy(request.namedDirectly.contains)
    if colors.entries.count > 1 && !areAllNamed {
      header.addLegend(name: colors.channelName, items: unnamed, on: &canvas)
    }
    if let ramp = request.ramp { header.addRamp(ramp, on: &canvas) }
    let frame = Frame(
      request, top: header.bottom, height: chart.height.map { Double(min(4000, max(120, $0))) },
      colors: colors)
    canvas.height = frame.height
    frame.draw(on: &canvas)
    // First, so that labels inside the plot can keep away from those at its edge.
    EndLabels.paint(request.endLabels, on: &canvas, in: frame)
    for painter in painters { painter.paint(on: &canvas, in: frame) }
    canvas.addReadingTips(in: frame.plot)

    let summary = summary(topic)
    var flatWriter = SVGWriter(.flat)
    let flat = flatWriter.write(canvas, title: title, description: summary)
    var html = live(canvas, title: title, summary: summary, flat: flat)
    if html.utf8.count > Self.mostBytes && !canvas.tips.isEmpty {
      canvas.dropTips()
      html = live(canvas, title: title, summary: summary, flat: flat)
    }
    return RenderedChart(html: html, svg: flat, summary: summary, warnings: request.warnings)
  }

  /// The size above which tips are given up.
  private static let mostBytes = 150_000

  private func live(_ canvas: Canvas, title: String, summary: String, flat: String) -> String {
    var writer = SVGWriter(.live)
    let live = writer.write(canvas, title: title, description: summary)
    return LiveBundle.html(
      live: live, flat: flat, summary: summary, classes: writer.usedClasses)
  }

  private var subtitle: String {
    let measures = chart.title == nil ? [] : request.measures
    return
      ((measures.isEmpty ? [] : [measures.joined(separator: ", ")]) + chart.subtitleNotes
      + request.notes).joined(separator: " · ")
  }

  private func summary(_ topic: String) -> String {
    let sentences = painters.compactMap(\.sentence)
    let text = sentences.isEmpty ? "Chart of \(topic)" : sentences.prefix(3).joined(separator: "; ")
    guard let title = chart.title, !title.isEmpty else { return text + "." }
    return title + ": " + text.prefix(1).lowercased() + text.dropFirst() + "."
  }
}

extension ChartLayer {
  /// The layer with its axes exchanged.
  var transposed: ChartLayer {
    var layer = self
    layer.encodings[.x] = encodings[.y]
    layer.encodings[.y] = encodings[.x]
    return layer
  }

  var hasConstantColor: Bool {
    if case .constant? = encodings[.color] { true } else { false }
  }
}

extension LayerData {
  /// Reads the channels that the mark of a layer takes.
  init(_ layer: ChartLayer, index: Int) {
    self.index = index
    rowCount = layer.rowCount
    var channels: [ChannelName: ChannelData] = [:]
    for channel in layer.mark.channels {
      guard let encoding = layer.encodings[channel.name] else { continue }
      if channel.name == .color, case .constant = encoding { continue }
      var isForced = false
      if case .column(let column) = encoding {
        isForced = layer.mark.painter.readsAsCategories(channel.name, column.kind)
      }
      channels[channel.name] = ChannelData(
        encoding, channel: channel.name, rowCount: layer.rowCount, isForcedDiscrete: isForced)
    }
    self.channels = channels
    colors = .single(.palette(0))
    let measure = [ChannelName.y, .x, .size].lazy.compactMap { channels[$0] }
      .first { $0.kind == .quantity }
    seriesName = measure?.name ?? layer.mark.name
  }
}

extension Canvas {
  /// Turns what is read at every position across into hit areas as high as the plot.
  mutating func addReadingTips(in plot: Box) {
    guard !readings.isEmpty else { return }
    var columns: [(x: Double, readings: [Reading])] = []
    let sorted = readings.enumerated().sorted { a, b in
      (a.element.column, a.offset) < (b.element.column, b.offset)
    }
    for (_, reading) in sorted {
      if let last = columns.last, reading.column - last.x < 0.05 {
        columns[columns.count - 1].readings.append(reading)
      } else if let last = columns.last, reading.column - last.x < 5 {
        continue
      } else {
        columns.append((reading.column, [reading]))
      }
    }
    let most = 9
    for (index, column) in columns.enumerated() {
      let before = index > 0 ? columns[index - 1].x : nil
      let after = index + 1 < columns.count ? columns[index + 1].x : nil
      let left = before.map { ($0 + column.x) / 2 } ?? after.map { column.x - ($0 - column.x) / 2 }
      let right = after.map { ($0 + column.x) / 2 } ?? before.map { column.x + (column.x - $0) / 2 }
      let area = Box(
        left: max(plot.left, left ?? column.x - 8), top: plot.top,
        right: min(plot.right + 6, right ?? column.x + 8), bottom: plot.bottom)
      let readings = column.readings.enumerated().sorted { a, b in
        a.element.value != b.element.value
          ? a.element.value > b.element.value : a.offset < b.offset
      }
      var lines = readings.prefix(most).map(\.element.line)
      if readings.count > most { lines.append("+ \(readings.count - most) more") }
      tip(area, [column.readings[0].head] + lines)
    }
  }
}
