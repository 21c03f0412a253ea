/// A name and a last value to the right of a line, in place of a legend.
struct EndLabel {
  var name: String
  var value: String
  var color: SeriesColor
  /// Where the line ends: a row of the channel across, and a value of the axis upwards.
  var x: ChannelData
  var row: Int
  var y: Double
}

/// The labels at the ends of all lines of a chart.
enum EndLabels {
  /// The most series that are named at their ends.
  private static let most = 6

  /// One label for every series of a layer; none when one of them has no value to stand at.
  static func labels(
    of series: [SeriesRows], layer: LayerData, x: ChannelData, y: ChannelData
  ) -> [EndLabel] {
    let labels = series.compactMap { line -> EndLabel? in
      guard let row = line.rows.last(where: { !y.values[$0].isNaN }) else { return nil }
      return EndLabel(
        name: line.name ?? layer.seriesName, value: y.format.short(y.values[row]),
        color: line.color, x: x, row: row, y: y.values[row])
    }
    return labels.count == series.count ? labels : []
  }

  /// Keeps the labels when they are few enough to be read, and asks for their room.
  static func settle(_ request: inout FrameRequest, isOnlySeries: Bool) {
    var seen: Set<String> = []
    request.endLabels.removeAll { !seen.insert($0.name).inserted }
    if request.endLabels.count > most || request.hasUnnamedSeries {
      request.endLabels = []
    }
    let limit = request.width * 0.3
    for label in request.endLabels {
      let value = TextWidth.of(label.value, bold: true)
      var width = min(limit, TextWidth.of(label.name, bold: true))
      if !request.isNarrow { width += value + 4 }
      request.rightLabels = max(request.rightLabels, isOnlySeries ? value : width)
      request.namedDirectly.insert(label.name)
    }
  }

  static func paint(_ labels: [EndLabel], on canvas: inout Canvas, in frame: Frame) {
    guard !labels.isEmpty else { return }
    let isAlone = labels.count == 1 && frame.colors.names.count <= 1
    let ends = labels.map { Point(frame.x.pixel(of: $0.x, $0.row), frame.y.scale($0.y)) }
    // Over categories lines end before the plot does; beside other marks the plot's edge is free.
    let last = frame.isShared ? nil : ends.map(\.x).max()
    let edge = min(frame.plot.right, last ?? frame.plot.right)
    let places = LabelSpread.spread(
      ends.map(\.y), gap: 16, lower: frame.plot.top, upper: frame.plot.bottom)
    for ((label, end), place) in zip(zip(labels, ends), places) {
      var dot = PathData()
      dot.dot(at: end)
      canvas.path(dot, stroke: Stroke(ink: label.color.paint, width: 5, isRound: true))
      if (place - end.y).magnitude > 5, edge - end.x < 8 {
        canvas.line(Point(end.x + 4, end.y), Point(edge + 9, place), label.color.paint)
      }
      let style = TextStyle(isBold: true, ink: label.color.text)
      if isAlone {
        canvas.text(label.value, at: Point(edge + 9, place + 4), style)
        continue
      }
      let name = TextWidth.cut(label.name, to: frame.width * 0.3, bold: true)
      canvas.text(name, at: Point(edge + 11, place + 4), style)
      guard !frame.isNarrow else { continue }
      canvas.text(
        label.value, at: Point(frame.width - Frame.padding, place + 4),
        TextStyle(anchor: .end, ink: label.color.text))
    }
  }
}
