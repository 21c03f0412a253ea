/// Draws areas, stacked when there are several.
struct AreaPainter: MarkPainter {
  static let mark = Mark(
    name: "area",
    summary: "Fills from zero to the value; several areas are stacked.",
    channels: [
      .required(.x, "The ordered axis: a date or a number."),
      .required(.y, "The value."),
      .optional(.color, "One area per category, stacked."),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .color
  }

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  /// The series from the bottom of the stack upwards.
  private let series: [SeriesRows]
  /// The floor and the ceiling of every row in the stack.
  private let stack: StackedValues

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.required(.x, of: Self.mark)
    y = try layer.quantity(.y, of: Self.mark)
    let x = x
    series = SeriesRows.split(layer).map { $0.sorted(by: x.values) }
    stack = StackedValues(series, at: x.values, of: y.values)
  }

  var topic: String? { OrderedText.topic(y, by: x, layer) }

  var sentence: String? {
    OrderedText.sentence("Area chart", topic, x: x, y: y, series: series)
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    try request.x.add(x, .x, layer: layer.index)
    try request.y.add(y, .y, layer: layer.index)
    request.x.readers += 1
    request.x.hasGrid = request.x.hasGrid && x.kind == .category
    if x.kind == .quantity { request.x.name(x.name) }
    request.y.readers += 1
    request.y.zero = .always
    for value in stack.ceilings where !value.isNaN { request.y.extend(to: value) }
    request.measure(y.name)
    var labels = EndLabels.labels(of: series, layer: layer, x: x, y: y)
    if series.count > 1 {
      let last = labels.map { x.values[$0.row] }.max()
      // Bands that end early have no place at the right edge.
      if labels.contains(where: { x.values[$0.row] != last }) { labels = [] }
      for index in labels.indices {
        let row = labels[index].row
        labels[index].y = (stack.floors[row] + stack.ceilings[row]) / 2
      }
    }
    request.endLabels += labels
    request.hasUnnamedSeries = request.hasUnnamedSeries || (labels.isEmpty && series.count > 1)
  }

  func paint(on canvas: inout Canvas, in frame: Frame) {
    let columns = frame.x.pixels(of: x)
    let isStack = series.count > 1
    for line in series {
      let tops = line.pieces { row in Point(columns[row], frame.y.scale(stack.ceilings[row])) }
      let floors = line.pieces { row in
        stack.ceilings[row].isNaN
          ? Point(.nan, .nan) : Point(columns[row], frame.y.scale(stack.floors[row]))
      }
      var area = PathData()
      var edge = PathData()
      for (top, floor) in zip(tops, floors) {
        let thinned = Double(top.count) > 2 * frame.plot.width / frame.columnWidth
        let top = thinned ? LineThinning.thinned(top, columnWidth: frame.columnWidth) : top
        let floor = thinned ? LineThinning.thinned(floor, columnWidth: frame.columnWidth) : floor
        area.move(to: top[0])
        edge.move(to: top[0])
        for point in top.dropFirst() {
          area.line(to: point)
          edge.line(to: point)
        }
        for point in floor.reversed() { area.line(to: point) }
        area.close()
      }
      canvas.path(area, fill: line.color.paint, opacity: isStack ? 0.75 : 0.2)
      let ink = isStack ? Ink.token(.paper) : line.color.paint
      canvas.path(edge, stroke: Stroke(ink: ink, width: isStack ? 1 : 1.75, isRound: true))
    }
    OrderedText.readings(x: x, y: y, series: series, columns: columns, layer, &canvas)
  }
}

/// Values piled on each other at equal positions: positive ones upwards, negative ones downwards.
struct StackedValues {
  /// Where every row starts and ends; NaN for rows without a value.
  private(set) var floors: [Double]
  private(set) var ceilings: [Double]

  init(_ series: [SeriesRows], at positions: [Double], of values: [Double]) {
    floors = [Double](repeating: .nan, count: values.count)
    ceilings = floors
    var positive: [Double: Double] = [:]
    var negative: [Double: Double] = [:]
    for line in series {
      for row in line.rows where !values[row].isNaN {
        let place = positions[row]
        let base = (values[row] < 0 ? negative[place] : positive[place]) ?? 0
        floors[row] = base
        ceilings[row] = base + values[row]
        if values[row] < 0 {
          negative[place] = ceilings[row]
        } else {
          positive[place] = ceilings[row]
        }
      }
    }
  }
}
