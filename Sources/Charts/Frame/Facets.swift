import Tables

/// Which values get a small chart of their own, and which rows of each layer belong to them.
struct FacetChoice {
  /// The name of the facet's column.
  let name: String
  /// The values, in the order of the charts.
  let values: [String]
  /// Whether the values are numbers or truths, which mean nothing without the name.
  private let isPlain: Bool
  /// What was left out.
  let notes: [String]
  /// The rows of each value in each layer; nil where a layer is drawn in all of them.
  let rows: [[String: [Int]]?]

  /// The most small charts; more could not be told apart.
  static let most = 12

  /// The choice for a chart whose first layer has a facet (ruling 23), else nil.
  init?(_ layers: [ChartLayer]) {
    guard let base = layers.first, case .column(let column)? = base.encodings[.facet] else {
      return nil
    }
    name = column.name
    let channels = layers.map { layer -> ChannelData? in
      guard case .column? = layer.encodings[.facet], let encoding = layer.encodings[.facet] else {
        return nil
      }
      return ChannelData(
        encoding, channel: .facet, rowCount: layer.rowCount, isForcedDiscrete: true)
    }
    rows = channels.map { channel in
      guard let channel else { return nil }
      var rows = [[Int]](repeating: [], count: channel.categories.count)
      for (row, code) in channel.values.enumerated() where !code.isNaN {
        rows[Int(code)].append(row)
      }
      return Dictionary(
        zip(channel.categories, rows), uniquingKeysWith: { $0 + $1 })
    }
    guard let first = channels.first, let channel = first, let members = rows.first, let members
    else { return nil }
    func count(_ name: String) -> Int { members[name]?.count ?? 0 }
    var seen: Set<String> = []
    let names = channel.categories.filter { seen.insert($0).inserted }
    var kept = names
    if names.count > Self.most {
      let bySize = names.indices.sorted { (count(names[$1]), $0) < (count(names[$0]), $1) }
      kept = bySize.prefix(Self.most).sorted().map { names[$0] }
      notes = [
        "\(Self.most) of \(names.count.grouped) \(column.name), those with most rows"
      ]
    } else {
      notes = []
    }
    if !channel.hasNaturalOrder && channel.order != .data {
      kept = kept.enumerated().sorted { a, b in
        let (x, y) = (count(a.element), count(b.element))
        return x != y ? x > y : a.offset < b.offset
      }.map(\.element)
    }
    values = kept
    isPlain =
      switch column.column.type {
      case .int, .number, .bool: true
      default: false
      }
  }

  /// What stands over the small chart of `value`: numbers say what they count.
  func head(_ value: String) -> String { isPlain ? "\(name) \(value)" : value }
}

/// Small charts beside each other, one per value of a column.
struct Facets {
  let choice: FacetChoice
  private(set) var plots: [Plot]
  private let columns: Int
  private let panelWidth: Double
  private let layout: FacetLayout

  /// The distance between two small charts.
  private static let gap = 16.0

  init(
    _ choice: FacetChoice, _ data: [LayerData], _ marks: [Mark], width: Double,
    layout: FacetLayout = .grid
  ) throws(ChartError) {
    self.choice = choice
    self.layout = layout
    let most = width < 500 ? 2 : max(3, Int(width / 240))
    columns =
      layout != .grid ? 1 : choice.values.count == 4 ? 2 : max(1, min(most, choice.values.count))
    let room = width - 2 * Frame.padding - Self.gap * Double(columns - 1)
    // A small chart brings its own padding, which lies in the gaps.
    panelWidth = (room / Double(columns)).rounded(.down) + 2 * Frame.padding
    var plots: [Plot] = []
    for value in choice.values {
      let layers = zip(data, choice.rows).map { layer, rows in
        rows.map { layer.rows($0[value] ?? []) } ?? layer
      }
      var plot = try Plot(layers, marks, width: panelWidth, isPanel: true)
      plot.request.endLabels = []
      plot.request.rightLabels = 0
      plot.request.leftColumn = nil
      plot.request.rightColumn = nil
      // What the axes show stands in the title.
      plot.request.x.names = []
      plot.request.y.names = []
      // Rounder ends would take room that small charts do not have.
      plot.request.x.isTight = true
      plot.request.y.isTight = true
      plots.append(plot)
    }
    self.plots = plots
  }

  /// Gives all charts the same axes, with categories in the order of the whole.
  mutating func shareAxes(_ whole: FrameRequest) {
    let requests = plots.map(\.request)
    for index in plots.indices {
      plots[index].request.x.formUnion(requests.map(\.x), order: whole.x)
      plots[index].request.above = requests.map(\.above).max() ?? 0
      if layout != .grid {
        plots[index].request.isStacked = true
        plots[index].request.hidesXLabels = index < plots.count - 1
        plots[index].request.rightLabels = StackedFacets.barRoom
      } else {
        plots[index].request.y.formUnion(requests.map(\.y), order: whole.y)
      }
    }
  }

  /// What the charts warn of; that one of them has no rows is no news.
  var warnings: [String] {
    var warnings: [String] = []
    for warning in plots.flatMap(\.request.warnings) where !warnings.contains(warning) {
      warnings.append(warning)
    }
    return warnings.filter { !$0.hasPrefix("there are no rows") && !$0.hasPrefix("all values") }
  }

  var sentence: String {
    let names = choice.values.prefix(6).joined(separator: ", ")
    let rest = choice.values.count - min(6, choice.values.count)
    return "Small charts by \(choice.name): \(names)" + (rest > 0 ? " and \(rest) more" : "")
  }

  /// Draws the small charts below `top`.
  func paint(on canvas: inout Canvas, below top: Double, height: Double?, colors: ColorPlan) {
    if case .stacked(let comparesAmounts) = layout {
      StackedFacets(
        plots, heads: choice.values.map(choice.head), width: panelWidth,
        comparesAmounts: comparesAmounts
      )
      .paint(on: &canvas, below: top, height: height, colors: colors)
      return
    }
    let rowCount = (plots.count + columns - 1) / columns
    let standard: Double = columns == 1 ? 200 : columns == 2 ? 190 : 160
    let panelHeight =
      height.map { (($0 - top) / Double(max(1, rowCount))).rounded(.down) } ?? standard
    var y = top + 6
    for row in 0..<rowCount {
      var lowest = y
      for column in 0..<columns {
        let index = row * columns + column
        guard plots.indices.contains(index) else { continue }
        var panel = Canvas(width: panelWidth, height: 0)
        let head = TextWidth.cut(
          choice.head(choice.values[index]), to: panelWidth - 2 * Frame.padding, bold: true)
        panel.text(head, at: Point(Frame.padding, 14), TextStyle(isBold: true))
        let isContent = plots[index].request.y.kind == .category
        plots[index].paint(
          on: &panel, below: 14, height: isContent ? nil : max(110, panelHeight), colors: colors)
        let x = Double(column) * (panelWidth - 2 * Frame.padding + Self.gap)
        canvas.add(panel, at: Point(x, y))
        lowest = max(lowest, y + panel.height)
      }
      y = lowest + 2
    }
    canvas.height = max(y, top + 60)
    if plots.isEmpty {
      canvas.text(
        "nothing to draw", at: Point(canvas.width / 2, top + 30),
        TextStyle(anchor: .middle, ink: .muted))
    }
  }
}
