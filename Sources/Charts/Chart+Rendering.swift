import Tables

extension Chart {
  /// Makes sure that the chart can be drawn, without drawing it.
  public func checkDrawing() throws(ChartError) {
    for member in members { try member.checkDrawing() }
    if members.isEmpty { _ = try ChartDrawing(self) }
  }

  /// Draws the chart.
  public func rendered() throws(ChartError) -> RenderedChart {
    let picture = members.isEmpty ? try ChartDrawing(self).picture() : try gridPicture()
    return picture.rendered()
  }
}

/// A drawn chart before it is written in its forms.
struct Picture {
  var canvas: Canvas
  var title: String
  var summary: String
  var warnings: [String]

  /// The size above which tips are given up.
  private static let mostBytes = 150_000

  func rendered() -> RenderedChart {
    var canvas = canvas
    var flatWriter = SVGWriter(.flat)
    let flat = flatWriter.write(canvas, title: title, description: summary)
    var html = live(canvas, flat: flat)
    if html.utf8.count > Self.mostBytes && !canvas.tips.isEmpty {
      canvas.dropTips()
      html = live(canvas, flat: flat)
    }
    return RenderedChart(html: html, svg: flat, summary: summary, warnings: warnings)
  }

  private func live(_ canvas: Canvas, flat: String) -> String {
    var writer = SVGWriter(.live)
    let live = writer.write(canvas, title: title, description: summary)
    return LiveBundle.html(live: live, flat: flat, summary: summary, classes: writer.usedClasses)
  }
}

/// The way from a chart's layers to its picture: values, colours, requests, frames, marks.
struct ChartDrawing {
  private let chart: Chart
  private let width: Double
  /// All rows in one plot: what is said of the chart, and what is drawn where it has no facets.
  private var whole: Plot
  private var facets: Facets?
  private var colors: ColorPlan

  init(_ chart: Chart) throws(ChartError) {
    self.chart = chart
    width = Double(min(1600, max(240, chart.width)))
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
    let marks = layers.map(\.mark)
    let choice = FacetChoice(layers)
    if let choice {
      var facets = try Facets(
        choice, data, marks, width: width, layout: chart.facetLayout)
      if let first = facets.plots.first {
        // What fits only one by one, as the steps of a waterfall, has no whole.
        whole = (try? Plot(data, marks, width: width, isPanel: true)) ?? first
        whole.request.warnings = facets.warnings
      } else {
        whole = try Plot(data, marks, width: width, isPanel: true)
      }
      facets.shareAxes(whole.request)
      for note in choice.notes { whole.request.note(note) }
      self.facets = facets
    } else {
      whole = try Plot(data, marks, width: width)
      EndLabels.settle(&whole.request, isOnlySeries: colors.names.count <= 1)
    }
    if let note = colors.note { whole.request.note(note) }
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
      for column in layer.mark.columns where column.isRequired && layer.columns[column.name] == nil
      {
        throw ChartError(
          "`\(layer.mark.name)` needs a column `\(column.name)`", layer: index,
          hint: layer.mark.origin)
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
      } else if layer.mark == .band, let line = bandOwner(layers) {
        // A band belongs to the line in it and shares its colour.
        data[index].colors = .single(plan.series(named: data[line].seriesName))
      } else {
        data[index].colors = .single(plan.series(named: data[index].seriesName))
      }
    }
  }

  private static func bandOwner(_ layers: [ChartLayer]) -> Int? {
    layers.firstIndex {
      $0.mark != .band && !$0.mark.painter.isAnnotation && $0.encodings[.color] == nil
    }
  }

  private static let colorWords =
    (Palette.names.keys.sorted() + ["grey", "black"]).joined(separator: ", ")

  // MARK: Drawing

  func picture() -> Picture {
    var canvas = Canvas(width: width, height: 0)
    let topic = whole.painters.lazy.compactMap(\.topic).first ?? "chart"
    let heading =
      facets.map {
        topic.hasSuffix(", " + $0.choice.name) ? topic : "\(topic), by \($0.choice.name)"
      }
      ?? topic
    let title = chart.title ?? heading
    var header = Header(title: title, subtitle: subtitle, on: &canvas)
    addLegends(to: &header, on: &canvas)
    let height = chart.height.map { Double(min(4000, max(120, $0))) }
    if let facets {
      facets.paint(on: &canvas, below: header.bottom, height: height, colors: colors)
    } else {
      whole.paint(on: &canvas, below: header.bottom, height: height, colors: colors)
    }
    return Picture(
      canvas: canvas, title: title, summary: summary(heading), warnings: whole.request.warnings)
  }

  private func addLegends(to header: inout Header, on canvas: inout Canvas) {
    let request = whole.request
    let named = facets == nil ? request.namedDirectly : []
    let unnamed = colors.entries.filter { !named.contains($0.label) }
    let areAllNamed = colors.names.allSatisfy(named.contains)
    let isFacet = facets.map { $0.choice.name == colors.channelName } ?? false
    if colors.entries.count > 1 && !areAllNamed && !isFacet {
      header.addLegend(name: colors.channelName, items: unnamed, on: &canvas)
    }
    if !request.legend.isEmpty { header.addLegend(name: nil, items: request.legend, on: &canvas) }
    if let ramp = request.ramp { header.addRamp(ramp, on: &canvas) }
  }

  private var subtitle: String {
    let measures = chart.title == nil || !chart.namesMeasures ? [] : whole.request.measures
    return
      ((measures.isEmpty ? [] : [measures.joined(separator: ", ")]) + chart.subtitleNotes
      + whole.request.notes).joined(separator: " · ")
  }

  private func summary(_ topic: String) -> String {
    let sentences = whole.painters.compactMap(\.sentence)
    var text = sentences.isEmpty ? "Chart of \(topic)" : sentences.prefix(3).joined(separator: "; ")
    if let facets {
      // Panels of different measures have nothing to say together.
      text =
        chart.facetLayout == .grid ? facets.sentence + ". All together: " + text : facets.sentence
    }
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
    columns = layer.columns.mapValues {
      ChannelData(.column($0), channel: .label, rowCount: layer.rowCount)
    }
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
