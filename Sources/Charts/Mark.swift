/// A kind of drawing: what it is called, what it means, and which channels it takes.
///
/// A mark is added as one file (a `MarkPainter` with its declaration) and one line in `all`.
public struct Mark: Hashable, Sendable {
  /// One channel of a mark.
  public struct Channel: Hashable, Sendable {
    /// The channel.
    public let name: ChannelName
    /// Whether the mark cannot be drawn without it.
    public let isRequired: Bool
    /// What the channel means for this mark, in a few words.
    public let summary: String
    /// The column of the table that the channel shows when none is named, if the table has it.
    public let column: String?

    static func required(
      _ name: ChannelName, _ summary: String, column: String? = nil
    ) -> Channel {
      Channel(name: name, isRequired: true, summary: summary, column: column)
    }

    static func optional(
      _ name: ChannelName, _ summary: String, column: String? = nil
    ) -> Channel {
      Channel(name: name, isRequired: false, summary: summary, column: column)
    }
  }

  /// A column that a mark reads by its name, besides what the channels show.
  public struct TableColumn: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// Whether the mark cannot be drawn without it.
    public let isRequired: Bool

    static func required(_ name: String) -> TableColumn {
      TableColumn(name: name, isRequired: true)
    }

    static func optional(_ name: String) -> TableColumn {
      TableColumn(name: name, isRequired: false)
    }
  }

  /// The word for the mark in the language.
  public let name: String
  /// What the mark is for, in one sentence.
  public let summary: String
  /// The channels that it takes.
  public let channels: [Channel]
  /// The columns that it reads by name.
  public let columns: [TableColumn]
  /// Where a table with these columns comes from, for messages.
  public let origin: String?
  /// What draws it.
  let painter: any MarkPainter.Type

  init(
    name: String, summary: String, channels: [Channel], columns: [TableColumn] = [],
    origin: String? = nil, painter: any MarkPainter.Type
  ) {
    self.name = name
    self.summary = summary
    self.channels = channels
    self.columns = columns
    self.origin = origin
    self.painter = painter
  }

  /// The mark called `name`, if there is one.
  public static func named(_ name: String) -> Mark? { all.first { $0.name == name } }

  /// The declaration of `channel`, if the mark takes it.
  public func channel(_ channel: ChannelName) -> Channel? { channels.first { $0.name == channel } }

  /// Two marks are equal when their names are.
  public static func == (a: Mark, b: Mark) -> Bool { a.name == b.name }

  /// Feeds the name to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Mark {
  /// Every mark, in the order of the reference.
  public static let all: [Mark] = [
    LinePainter.mark,
    AreaPainter.mark,
    BarPainter.mark,
    PointPainter.mark,
    BandPainter.mark,
    HistogramPainter.mark,
    BoxPainter.mark,
    HeatmapPainter.mark,
    TreemapPainter.mark,
    DendrogramPainter.mark,
    SilhouettePainter.mark,
    NetworkPainter.mark,
    WaterfallPainter.mark,
    BeeswarmPainter.mark,
    RulePainter.mark,
    TextPainter.mark,
    ArrowPainter.mark,
  ]

  /// Lines over an ordered axis.
  public static let line = LinePainter.mark
  /// Filled areas over an ordered axis.
  public static let area = AreaPainter.mark
  /// Bars from zero.
  public static let bar = BarPainter.mark
  /// Points, or hexagonal bins of very many.
  public static let point = PointPainter.mark
  /// The room between a lower and an upper value.
  public static let band = BandPainter.mark
  /// Median, quartiles and outliers.
  public static let box = BoxPainter.mark
  /// Coloured cells of a table.
  public static let heatmap = HeatmapPainter.mark
  /// A tree of merges.
  public static let dendrogram = DendrogramPainter.mark
  /// Rows of groups by how well they fit.
  public static let silhouette = SilhouettePainter.mark
  /// Directions from zero.
  public static let arrow = ArrowPainter.mark
  /// Nodes and the edges between them.
  public static let network = NetworkPainter.mark
  /// Steps from a base to a total.
  public static let waterfall = WaterfallPainter.mark
  /// Packed points, one row of them per category.
  public static let beeswarm = BeeswarmPainter.mark
  /// Counts of one number's bins.
  public static let histogram = HistogramPainter.mark
  /// Nested rectangles by size.
  public static let treemap = TreemapPainter.mark
  /// Texts at positions.
  public static let text = TextPainter.mark
  /// Straight lines across the plot.
  public static let rule = RulePainter.mark
}
