import Tables

/// One mark with its channels, over its own rows.
public struct ChartLayer: Hashable, Sendable {
  /// The mark.
  public var mark: Mark
  /// What each channel shows; all columns have `rowCount` rows.
  public var encodings: [ChannelName: Encoding]
  /// The columns that the mark reads by name.
  public var columns: [String: EncodedColumn]
  /// The number of rows.
  public var rowCount: Int

  /// Makes a layer; without `rowCount` the longest column says how many rows there are.
  public init(
    _ mark: Mark, _ encodings: [ChannelName: Encoding], columns: [String: EncodedColumn] = [:],
    rowCount: Int? = nil
  ) {
    self.mark = mark
    self.encodings = encodings
    self.columns = columns
    var counts = columns.values.map(\.column.count)
    for case .column(let column) in encodings.values { counts.append(column.column.count) }
    self.rowCount = rowCount ?? counts.max() ?? 0
  }
}

/// How the small charts of a facet stand.
public enum FacetLayout: Hashable, Sendable {
  /// Beside each other, on shared axes.
  case grid
  /// Below each other over one horizontal axis, each with a vertical one of its own. `comparesAmounts`
  /// adds a bar to each that shows the same amount, for parts in one unit.
  case stacked(comparesAmounts: Bool)
}

/// A picture of tables: layers over one pair of axes, with a title.
public struct Chart: Hashable, Sendable {
  /// The layers, the first at the bottom.
  public var layers: [ChartLayer]
  /// The title; nil makes one from the names of the columns.
  public var title: String?
  /// What stands under the title besides what the chart says itself: filters, rows, units.
  public var subtitleNotes: [String]
  /// Whether the line under the title names what the marks show.
  public var namesMeasures = true
  /// The width in pixels.
  public var width: Int
  /// The height in pixels; nil is 360, or what the content needs.
  public var height: Int?
  /// The charts that stand beside each other in place of layers.
  public var members: [Chart]
  /// How many of them stand in a row.
  public var columns: Int
  /// How small charts stand.
  public var facetLayout = FacetLayout.grid
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
    members = []
    columns = 1
  }

  /// Makes a picture of several charts, `columns` in a row.
  public init(grid members: [Chart], columns: Int, title: String? = nil, width: Int) {
    self.init(layers: [], title: title, width: width)
    self.members = members
    self.columns = columns
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
