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

    static func required(_ name: ChannelName, _ summary: String) -> Channel {
      Channel(name: name, isRequired: true, summary: summary)
    }

    static func optional(_ name: ChannelName, _ summary: String) -> Channel {
      Channel(name: name, isRequired: false, summary: summary)
    }
  }

  /// The word for the mark in the language.
  public let name: String
  /// What the mark is for, in one sentence.
  public let summary: String
  /// The channels that it takes.
  public let channels: [Channel]
  /// What draws it.
  let painter: any MarkPainter.Type

  init(name: String, summary: String, channels: [Channel], painter: any MarkPainter.Type) {
    self.name = name
    self.summary = summary
    self.channels = channels
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
    HistogramPainter.mark,
    TreemapPainter.mark,
    TextPainter.mark,
    RulePainter.mark,
  ]

  /// Lines over an ordered axis.
  public static let line = LinePainter.mark
  /// Filled areas over an ordered axis.
  public static let area = AreaPainter.mark
  /// Bars from zero.
  public static let bar = BarPainter.mark
  /// Points, or hexagonal bins of very many.
  public static let point = PointPainter.mark
  /// Counts of one number's bins.
  public static let histogram = HistogramPainter.mark
  /// Nested rectangles by size.
  public static let treemap = TreemapPainter.mark
  /// Texts at positions.
  public static let text = TextPainter.mark
  /// Straight lines across the plot.
  public static let rule = RulePainter.mark
}
