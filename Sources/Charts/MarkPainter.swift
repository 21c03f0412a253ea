/// What a mark does to be drawn: reads its layer, says what it needs of the frame, then paints.
protocol MarkPainter: SendableMetatype {
  /// The declaration that the language and its reference derive from.
  static var mark: Mark { get }

  /// Reads the layer; throws when its channels make no sense for the mark.
  init(_ layer: LayerData) throws(ChartError)

  /// Asks for axes, domains and room.
  mutating func prepare(_ request: inout FrameRequest) throws(ChartError)

  /// Draws into the frame.
  func paint(on canvas: inout Canvas, in frame: Frame)

  /// What the layer shows, as a title: "revenue by month"; nil when it only annotates others.
  var topic: String? { get }

  /// What a reader would see, as one sentence without its full stop.
  var sentence: String? { get }

  /// Whether the mark annotates others: it is drawn in ink unless told otherwise.
  static var isAnnotation: Bool { get }

  /// Whether its shapes are so small that pale colours could not be seen.
  static var drawsSmallShapes: Bool { get }

  /// Whether a channel's values are categories for this mark although their type is not.
  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool
}

extension MarkPainter {
  static var isAnnotation: Bool { false }
  static var drawsSmallShapes: Bool { false }

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .color && kind == .time
  }

  var topic: String? { nil }
  var sentence: String? { nil }
}

/// One layer, ready for its painter.
struct LayerData {
  /// The position among the layers, for errors.
  let index: Int
  let rowCount: Int
  let channels: [ChannelName: ChannelData]
  /// The columns that the mark reads by name.
  let columns: [String: ChannelData]
  /// The colours of the rows.
  var colors: LayerColors
  /// All rows of the chart, where these are the rows of one facet.
  var whole: [ChannelName: ChannelData]?
  /// The name of what the layer shows where several layers are told apart.
  var seriesName: String

  subscript(_ name: ChannelName) -> ChannelData? { channels[name] }

  /// The number of rows of the whole chart.
  var wholeCount: Int { whole?.values.map(\.values.count).max() ?? rowCount }

  /// Some of the rows, as the layer of one facet.
  func rows(_ rows: [Int]) -> LayerData {
    LayerData(
      index: index, rowCount: rows.count, channels: channels.mapValues { $0.rows(rows) },
      columns: columns.mapValues { $0.rows(rows) }, colors: colors.rows(rows),
      whole: channels, seriesName: seriesName)
  }

  /// A channel that the declaration of the mark requires.
  func required(_ name: ChannelName, of mark: Mark) throws(ChartError) -> ChannelData {
    if let channel = channels[name] { return channel }
    throw ChartError(
      "`\(mark.name)` needs `\(name.rawValue):`", channel: name, layer: index,
      hint: mark.channel(name)?.summary)
  }

  /// A required channel that must hold numbers.
  func quantity(_ name: ChannelName, of mark: Mark) throws(ChartError) -> ChannelData {
    let data = try required(name, of: mark)
    if data.kind == .quantity { return data }
    throw ChartError(
      "`\(mark.name)` needs a number in `\(name.rawValue):`", channel: name, layer: index,
      hint: "`\(data.name)` holds \(data.kind == .time ? "dates" : "categories")")
  }
}
