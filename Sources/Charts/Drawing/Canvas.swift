/// A point of the canvas, in pixels from the top left.
struct Point: Hashable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// An upright rectangle of the canvas.
struct Box: Hashable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }

  init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  func overlaps(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  func contains(_ point: Point) -> Bool {
    point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  }

  func contains(_ other: Box) -> Bool {
    other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom
  }
}

extension Box {
  func moved(by offset: Point) -> Box {
    Box(
      left: left + offset.x, top: top + offset.y, right: right + offset.x,
      bottom: bottom + offset.y)
  }

  /// Whether the straight line between two points crosses the box (Liang and Barsky).
  func isCrossed(by from: Point, _ to: Point) -> Bool {
    var (enter, leave) = (0.0, 1.0)
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    for (p, q) in [
      (-dx, from.x - left), (dx, right - from.x), (-dy, from.y - top), (dy, bottom - from.y),
    ] {
      if p == 0 {
        if q < 0 { return false }
      } else if p < 0 {
        enter = max(enter, q / p)
      } else {
        leave = min(leave, q / p)
      }
    }
    return enter <= leave
  }
}

/// What a shape is painted with.
enum Ink: Hashable {
  /// The colour of the text around, at some strength.
  case current(Double)
  /// A colour of the palette, which follows the theme.
  case token(ColorToken)
  /// A colour that the user gave as #rrggbb.
  case literal(String)

  static let full = Ink.current(1)
  static let muted = Ink.current(0.62)
  static let grid = Ink.current(0.12)
  static let tick = Ink.current(0.35)
  static let base = Ink.current(0.45)
}

/// Which end of a text stands at its position.
enum TextAnchor: String {
  case start, middle, end
}

/// The looks of one text.
struct TextStyle: Hashable {
  var anchor = TextAnchor.start
  var size = 12.0
  var isBold = false
  var ink = Ink.full
  /// Whether the ground shines around the letters, for text over marks.
  var hasHalo = false

  static let plain = TextStyle()
  static let muted = TextStyle(ink: .muted)
}

/// One drawn thing.
enum Shape {
  case rect(Box, radius: Double, fill: Ink, opacity: Double)
  case path(PathData, fill: Ink?, stroke: Stroke?, opacity: Double)
  case text(String, at: Point, TextStyle)
}

extension Shape {
  func moved(by offset: Point) -> Shape {
    switch self {
    case .rect(let box, let radius, let fill, let opacity):
      .rect(box.moved(by: offset), radius: radius, fill: fill, opacity: opacity)
    case .path(let data, let fill, let stroke, let opacity):
      .path(data.moved(by: offset), fill: fill, stroke: stroke, opacity: opacity)
    case .text(let text, let point, let style):
      .text(text, at: Point(point.x + offset.x, point.y + offset.y), style)
    }
  }
}

/// How a path is stroked.
struct Stroke: Hashable {
  var ink: Ink
  var width = 1.0
  var isRound = false
  var dashes: String?
}

/// A place that answers the pointer, and the lines that it then shows.
struct Tip {
  var area: Box
  var lines: [String]
}

/// One value of one series at a position across: a line of a tip that all series share.
struct Reading {
  var column: Double
  var head: String
  var value: Double
  var line: String
}

/// What is drawn, bottom to top, before it is written as SVG.
struct Canvas {
  let width: Double
  var height: Double
  private(set) var shapes: [Shape] = []
  private(set) var tips: [Tip] = []
  /// What is read at a position across, gathered from all layers.
  private(set) var readings: [Reading] = []
  /// Where text stands, for those who look for a free place.
  private(set) var textBoxes: [Box] = []
  /// Points and pieces of lines that labels should not cover.
  private(set) var obstacles: [(Point, Point)] = []

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  mutating func rect(_ box: Box, fill: Ink, radius: Double = 0, opacity: Double = 1) {
    shapes.append(.rect(box, radius: radius, fill: fill, opacity: opacity))
  }

  mutating func line(
    _ from: Point, _ to: Point, _ ink: Ink, width: Double = 1, dashes: String? = nil
  ) {
    var data = PathData()
    data.move(to: from)
    data.line(to: to)
    shapes.append(
      .path(
        data, fill: nil, stroke: Stroke(ink: ink, width: width, dashes: dashes), opacity: 1))
  }

  mutating func path(
    _ data: PathData, fill: Ink? = nil, stroke: Stroke? = nil, opacity: Double = 1
  ) {
    guard !data.text.isEmpty else { return }
    shapes.append(.path(data, fill: fill, stroke: stroke, opacity: opacity))
  }

  mutating func text(_ text: String, at point: Point, _ style: TextStyle = .plain) {
    guard !text.isEmpty else { return }
    shapes.append(.text(text, at: point, style))
    textBoxes.append(Canvas.box(of: text, at: point, style))
  }

  mutating func tip(_ area: Box, _ lines: [String]) {
    guard !lines.isEmpty, area.width > 0, area.height > 0 else { return }
    tips.append(Tip(area: area, lines: lines))
  }

  mutating func avoid(line points: [Point]) {
    obstacles += zip(points, points.dropFirst()).map { ($0, $1) }
  }

  mutating func avoid(_ point: Point) { obstacles.append((point, point)) }

  mutating func reading(_ reading: Reading) { readings.append(reading) }

  mutating func dropTips() { tips = [] }

  /// Puts all that another canvas holds on this one, `offset` from the top left.
  mutating func add(_ other: Canvas, at offset: Point) {
    shapes += other.shapes.map { $0.moved(by: offset) }
    tips += other.tips.map { Tip(area: $0.area.moved(by: offset), lines: $0.lines) }
    textBoxes += other.textBoxes.map { $0.moved(by: offset) }
  }

  /// The box that a text covers, from its measured width.
  static func box(of text: String, at point: Point, _ style: TextStyle) -> Box {
    let width = TextWidth.of(text, size: style.size, bold: style.isBold)
    let left =
      switch style.anchor {
      case .start: point.x
      case .middle: point.x - width / 2
      case .end: point.x - width
      }
    return Box(
      left: left, top: point.y - style.size * 0.82, right: left + width,
      bottom: point.y + style.size * 0.22)
  }
}
