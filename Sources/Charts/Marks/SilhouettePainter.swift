import Tables

/// Draws silhouettes.
struct SilhouettePainter: MarkPainter {
  static let mark = Mark(
    name: "silhouette",
    summary: "Stacks the rows of each group by how well they fit it.",
    channels: [
      .required(.x, "How well a row fits, from -1 to 1.", column: "value"),
      .required(.y, "The groups.", column: "cluster"),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .y
  }

  private struct Group {
    var name: String
    /// By falling size.
    var values: [Double]
    var color: SeriesColor
    var mean: Double
  }

  private let layer: LayerData
  private let x: ChannelData
  private let y: ChannelData
  private let groups: [Group]
  private let groupCount: Int
  private let mean: Double
  private let belowZero: Int
  private let rowCount: Int

  private static let most = 20
  private static let gap = 8.0
  private static let leastHeight = 18.0
  private static let row = "groups"

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    x = try layer.quantity(.x, of: Self.mark)
    y = try layer.required(.y, of: Self.mark)
    let (x, y) = (x, y)
    var members = [[Double]](repeating: [], count: y.categories.count)
    for row in 0..<layer.rowCount where !x.values[row].isNaN && !y.values[row].isNaN {
      members[Int(y.values[row])].append(x.values[row])
    }
    let all = members.indices.filter { !members[$0].isEmpty }
    groupCount = all.count
    groups = all.prefix(Self.most).enumerated().map { place, code in
      let values = members[code].sorted(by: >)
      return Group(
        name: y.categories[code], values: values, color: place < 10 ? .palette(place) : .grey,
        mean: values.reduce(0, +) / Double(values.count))
    }
    let used = members.flatMap(\.self)
    rowCount = used.count
    mean = used.isEmpty ? 0 : used.reduce(0, +) / Double(used.count)
    belowZero = used.count { $0 < 0 }
  }

  var topic: String? { "\(x.name) by \(y.name)" }

  var sentence: String? {
    guard !groups.isEmpty else { return "Silhouettes, without rows" }
    let parts = groups.prefix(10).map { "\(title($0)) mean \(x.format.short($0.mean))" }
    return "Silhouettes of \(rowCount.counted("row")), mean \(x.format.short(mean)): "
      + parts.joined(separator: ", ")
      + (groupCount > parts.count ? " and \(groupCount - parts.count) more" : "")
  }

  /// A group's name with its number of rows; a bare number is a cluster.
  private func title(_ group: Group) -> String {
    let name = group.name.allSatisfy(\.isNumber) ? "\(y.name) \(group.name)" : group.name
    return "\(name) · \(group.values.count.grouped)"
  }

  private func shown(_ group: Group, _ width: Double) -> String {
    TextWidth.cut(title(group), to: width * 0.3)
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    guard request.marks.count(where: { !$0.painter.isAnnotation }) == 1 else {
      throw ChartError(
        "`silhouette` fills its plot and takes no other layer of data", layer: layer.index,
        hint: "only `rule` and `text` can lie on it")
    }
    guard !groups.isEmpty else { return }
    let (x, width) = (self.x, request.width)
    // All groups share one row, which they fill by their sizes.
    request.y.add(categories: [Self.row], isNatural: false)
    request.y.labels[Self.row] = RowLabel(text: "")
    request.y.rowHeight = max(250, Double(groups.count) * (Self.leastHeight + Self.gap) + Self.gap)
    request.y.hasGrid = false
    let names = groups.map { TextWidth.of(shown($0, width)) }.max() ?? 0
    request.leastLeft = max(request.leastLeft, Frame.padding + names + 10)
    request.rightLabels = max(
      groups.map { TextWidth.of(x.format.short($0.mean)) }.max() ?? 0, TextWidth.of("mean"))
    request.above = 34
    try request.x.add(x, .x, layer: layer.index)
    request.x.zero = .always
    request.x.readers += 1
    request.x.name(x.name)
    request.measure(x.name)
    request.note(rowCount.counted("row"))
    if belowZero > 0 { request.note("\(belowZero.grouped) below zero: nearer to another group") }
    if groupCount > groups.count {
      request.note("\(groups.count) of \(groupCount.grouped) groups")
    }
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    guard !groups.isEmpty else { return }
    let plot = frame.plot
    let scale = frame.x.scale
    let zero = scale(0)
    let room = plot.bottom - plot.top - Self.gap * Double(groups.count + 1)
    let heights = shares(of: max(room, Self.leastHeight * Double(groups.count)))
    canvas.text(
      "mean", at: Point(frame.width - Frame.padding, plot.top - 11),
      TextStyle(anchor: .end, ink: .muted))
    var top = plot.top + Self.gap
    for (group, height) in zip(groups, heights) {
      canvas.path(steps(of: group, from: top, height, zero, scale), fill: group.color.paint)
      let middle = top + height / 2 + 4
      canvas.text(
        shown(group, frame.width), at: Point(Frame.padding, middle),
        TextStyle(ink: group.color.text))
      canvas.text(
        x.format.short(group.mean), at: Point(frame.width - Frame.padding, middle),
        TextStyle(anchor: .end))
      canvas.tip(
        Box(left: plot.left, top: top, right: plot.right, bottom: top + height),
        [
          title(group), "mean: \(x.format.full(group.mean))",
          "below zero: \(group.values.count { $0 < 0 }.grouped)",
        ])
      top += height + Self.gap
    }
    canvas.line(Point(zero, plot.top), Point(zero, plot.bottom), .base)
    let column = scale(mean)
    canvas.line(
      Point(column, plot.top - 6), Point(column, plot.bottom), .full, width: 1.25, dashes: "5 4")
    let text = "all \(x.format.short(mean))"
    let half = TextWidth.of(text, bold: true) / 2
    let most = frame.width - Frame.padding - TextWidth.of("mean") - 10 - half
    canvas.text(
      text, at: Point(min(column, most), plot.top - 11), TextStyle(anchor: .middle, isBold: true))
  }

  /// The heights of the groups by their sizes, none below the least.
  private func shares(of room: Double) -> [Double] {
    var heights = [Double](repeating: 0, count: groups.count)
    var open = Set(groups.indices)
    var left = room
    while true {
      let total = open.reduce(0) { $0 + groups[$1].values.count }
      let small = open.filter {
        left * Double(groups[$0].values.count) / Double(max(1, total)) < Self.leastHeight
      }
      if small.isEmpty || small.count == open.count {
        for index in open {
          heights[index] = max(
            Self.leastHeight, left * Double(groups[index].values.count) / Double(max(1, total)))
        }
        return heights
      }
      for index in small { heights[index] = Self.leastHeight }
      left -= Double(small.count) * Self.leastHeight
      open.subtract(small)
    }
  }

  /// The outline of a group: a step a row, or a step a pixel where rows are thinner.
  private func steps(
    of group: Group, from top: Double, _ height: Double, _ zero: Double, _ scale: Scale
  ) -> PathData {
    let count = min(group.values.count, max(1, Int(height)))
    var path = PathData()
    path.move(to: Point(zero, top))
    for step in 0..<count {
      // The row in the middle of the step stands for all of it.
      let value = group.values[(2 * step + 1) * group.values.count / (2 * count)]
      path.line(to: Point(scale(value), top + height * Double(step) / Double(count)))
      path.line(to: Point(scale(value), top + height * Double(step + 1) / Double(count)))
    }
    path.line(to: Point(zero, top + height))
    path.close()
    return path
  }
}
