/// What the layers ask of the frame before anything is drawn.
struct FrameRequest {
  var x = AxisRequest()
  var y = AxisRequest()
  /// Whether the chart has no axes and fills its whole area.
  var isBare = false
  /// The height that the chart takes when the user names none.
  var defaultHeight = 360.0
  /// What is written at the ends of lines.
  var endLabels: [EndLabel] = []
  /// Whether a layer has so many series, or such, that they cannot be named at their ends.
  var hasUnnamedSeries = false
  /// Room to the right of the plot for labels at the ends of lines.
  var rightLabels = 0.0
  /// Room above the plot for what stands over marks.
  var above = 0.0
  /// Categories that are named beside their marks and need no legend.
  var namedDirectly: Set<String> = []
  /// Entries of the legend that no colour channel makes.
  var legend: [(ink: Ink, label: String)] = []
  /// A column of texts between the names of the rows and the plot, and one to the right of it.
  var leftColumn: RowColumn?
  var rightColumn: RowColumn?
  /// A ramp of colour classes to explain.
  var ramp: ColorRamp?
  /// What the chart left out or did, for the subtitle.
  var notes: [String] = []
  var warnings: [String] = []
  /// The names of values that no axis shows.
  var measures: [String] = []

  /// Whether the plot is one of several small ones, which share a legend.
  var isPanel = false
  /// Room to the left that the plot keeps free at least, so that plots below each other line up.
  var leastLeft = 0.0
  /// Whether the plot stands above or below others over one axis across.
  var isStacked = false
  /// Whether ticks across are drawn without their labels, because a plot below has them.
  var hidesXLabels = false

  let width: Double
  /// The marks of all layers.
  let marks: [Mark]

  init(width: Double, marks: [Mark]) {
    self.width = width
    self.marks = marks
  }

  /// Whether more than one mark shows data, so that none has the plot for itself.
  var isShared: Bool { isPanel || marks.count { !$0.painter.isAnnotation } > 1 }

  var isNarrow: Bool { width < 500 }

  mutating func warn(_ text: String) {
    if !warnings.contains(text) { warnings.append(text) }
  }

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  mutating func measure(_ name: String) {
    if !measures.contains(name) { measures.append(name) }
  }
}

/// Texts beside the rows of a plot, under a head.
struct RowColumn: Hashable {
  var head: String
  /// The texts by the category of the row.
  var texts: [String: String]

  /// The width of the widest text.
  var width: Double {
    max(TextWidth.of(head), texts.values.map { TextWidth.of($0) }.max() ?? 0)
  }
}

/// How the name of a category is written beside its row.
struct RowLabel: Hashable {
  var text: String
  var ink = Ink.full
  var isBold = false
  var size = 12.0

  var width: Double { TextWidth.of(text, size: size, bold: isBold) }
}

/// What the layers ask of one axis.
struct AxisRequest {
  /// Whether zero belongs to the domain.
  enum Zero: Int, Comparable {
    case never, whenNear, always

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  private(set) var kind: ChannelKind?
  private(set) var lower = Double.infinity
  private(set) var upper = -Double.infinity
  private(set) var categories: [String] = []
  private(set) var places: [String: Int] = [:]
  private(set) var hasNaturalOrder = true
  private(set) var format: ValueFormat?
  private(set) var precision = MomentPrecision.year
  private(set) var isWhole = true
  var zero = Zero.never
  /// How many layers need to read values from the axis.
  var readers = 0
  /// The names to show at the axis.
  var names: [String] = []
  /// Whether the domain ends exactly where the data ends.
  var isTight = false
  /// Pixels to keep free at the low and at the high end inside the plot.
  var insets = (low: 0.0, high: 0.0)
  /// The height of a row where categories lie under each other.
  var rowHeight = 27.0
  var isLogarithmic = false
  /// Whether lines lead from the ticks across the plot.
  var hasGrid = true
  /// Categories whose names are written in a way of their own.
  var labels: [String: RowLabel] = [:]
  /// Whether the names of categories stand above the plot.
  var isAbove = false

  /// Whether any layer gave the axis a value.
  var hasDomain: Bool { lower <= upper || !categories.isEmpty }

  /// Joins a channel to the axis; its values must be of the axis's kind.
  mutating func add(
    _ channel: ChannelData, _ name: ChannelName, layer: Int
  ) throws(ChartError) {
    if channel.isAllNull && channel.kind != .category {
      if kind == nil { adopt(channel) }
      return
    }
    if let kind, kind != channel.kind, lower <= upper || !categories.isEmpty {
      throw ChartError(
        "`\(name.rawValue):` is \(AxisRequest.words(channel.kind)) here and "
          + "\(AxisRequest.words(kind)) in another layer", channel: name, layer: layer,
        hint: "layers share their axes: give them values of one kind")
    }
    adopt(channel)
    if channel.kind == .category {
      add(categories: channel.categories, isNatural: channel.hasNaturalOrder)
      return
    }
    isWhole = isWhole && (channel.isWhole || channel.isConstant)
    for value in channel.values where !value.isNaN { extend(to: value) }
  }

  private mutating func adopt(_ channel: ChannelData) {
    kind = channel.kind
    if format == nil || !channel.isConstant { format = format ?? channel.format }
    if case .moment(let other) = channel.format.kind { precision = max(precision, other) }
  }

  /// Joins amounts of a channel's kind from `low` to `high` to the axis.
  mutating func add(_ channel: ChannelData, from low: Double, to high: Double) {
    adopt(channel)
    isWhole = false
    extend(to: low)
    extend(to: high)
  }

  /// Joins counts from zero to `most` to the axis.
  mutating func add(countsTo most: Double) {
    kind = .quantity
    format = format ?? ValueFormat(.number(decimals: 0))
    extend(to: 0)
    extend(to: most)
  }

  /// Sets the domain to `low…high`, whatever the values are.
  mutating func limit(to low: Double, _ high: Double) {
    (lower, upper) = (low, high)
    isTight = true
  }

  mutating func extend(to value: Double) {
    lower = min(lower, value)
    upper = max(upper, value)
  }

  mutating func add(categories names: [String], isNatural: Bool) {
    kind = .category
    hasNaturalOrder = hasNaturalOrder && isNatural
    for name in names where places[name] == nil {
      places[name] = categories.count
      categories.append(name)
    }
  }

  mutating func name(_ name: String) {
    if !names.contains(name) { names.append(name) }
  }

  /// Takes in what other plots ask of an axis that they share with this one.
  mutating func formUnion(_ others: [AxisRequest], order: AxisRequest) {
    var names = order.categories
    for other in others {
      kind = kind ?? other.kind
      format = format ?? other.format
      lower = min(lower, other.lower)
      upper = max(upper, other.upper)
      precision = max(precision, other.precision)
      isWhole = isWhole && other.isWhole
      hasNaturalOrder = hasNaturalOrder && other.hasNaturalOrder
      zero = max(zero, other.zero)
      readers = max(readers, other.readers)
      isTight = isTight || other.isTight
      insets = (max(insets.low, other.insets.low), max(insets.high, other.insets.high))
      hasGrid = hasGrid && other.hasGrid
      isLogarithmic = isLogarithmic && other.isLogarithmic
      labels.merge(other.labels) { first, _ in first }
      for name in other.categories where order.places[name] == nil { names.append(name) }
    }
    guard kind == .category else { return }
    let present = Set(others.flatMap(\.categories)).union(categories)
    let isNatural = hasNaturalOrder
    (categories, places) = ([], [:])
    add(categories: names.filter(present.contains), isNatural: isNatural)
  }

  private static func words(_ kind: ChannelKind) -> String {
    switch kind {
    case .quantity: "a number"
    case .time: "a date"
    case .category: "categories"
    }
  }
}
