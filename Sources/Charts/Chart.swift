import Tables

/// One mark with its channels, over its own rows.
public struct ChartLayer: Hashable, Sendable {
  /// The mark.
  public var mark: Mark
  /// What each channel shows; all columns have `rowCount` rows.
  public var encodings: [ChannelName: Encoding]
  /// The number of rows.
  public var rowCount: Int

  /// Makes a layer; without `rowCount` the longest column says how many rows there are.
  public init(_ mark: Mark, _ encodings: [ChannelName: Encoding], rowCount: Int? = nil) {
    self.mark = mark
    self.encodings = encodings
    let counts = encodings.values.map { encoding in
      if case .column(let column) = encoding { column.column.count } else { 0 }
    }
    self.rowCount = rowCount ?? counts.max() ?? 0
  }
}

/// A picture of tables: layers over one pair of axes, with a title.
public struct Chart: Hashable, Sendable {
  /// The layers, the first at the bottom.
  public var layers: [ChartLayer]
  /// The title; nil makes one from the names of the columns.
  public var title: String?
  /// What stands under the title besides what the chart says itself: filters, rows, units.
  public var subtitleNotes: [String]
  /// The width in pixels.
  public var width: Int
  /// The height in pixels; nil is 360, or what the content needs.
  public var height: Int?
  /// Positions in the palette (0 to 9, beyond is grey) of categories that keep their colour.
  public var categoryColors: [String: Int]

  /// Makes a chart.
  public init(
    layers: [ChartLayer], title: String? = nil, subtitleNotes: [String] = [], width: Int = 640,
    height: Int? = nil, categoryColors: [String: Int] = [:]
  ) {
    self.layers = layers
    self.title = title
    self.subtitleNotes = subtitleNotes
    self.width = width
    self.height = height
    self.categoryColors = categoryColors
  }
}

/// A drawn chart in the forms that front ends show.
public struct RenderedChart: Hashable, Sendable {
  /// For `text/html`: the live picture (theme, tooltips) where style sheets are trusted, else the
  /// flat one as an image.
  public var html: String
  /// For `image/svg+xml`: the flat picture on its own white ground.
  public var svg: String
  /// One sentence that says what a reader would see: the `text/plain` twin.
  public var summary: String
  /// What the reader should know about the data or the drawing.
  public var warnings: [String]
}

/// Why a chart cannot be drawn.
public struct ChartError: Error, Hashable, Sendable {
  /// What is wrong, as a lower-case fragment.
  public var message: String
  /// The channel that is at fault, if one is.
  public var channel: ChannelName?
  /// The position of the layer at fault.
  public var layer: Int
  /// A way out.
  public var hint: String?

  init(_ message: String, channel: ChannelName? = nil, layer: Int = 0, hint: String? = nil) {
    self.message = message
    self.channel = channel
    self.layer = layer
    self.hint = hint
  }
}
