/// Draws treemaps.
struct TreemapPainter: MarkPainter {
  static let mark = Mark(
    name: "treemap",
    summary: "Shows parts of a whole as nested rectangles.",
    channels: [
      .required(.size, "A number that the area shows."),
      .required(.label, "The name of a part."),
      .optional(.color, "A number (in classes) or categories."),
    ], painter: Self.self)

  init(_ layer: LayerData) throws(ChartError) {}
  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {}
  func paint(on canvas: inout Canvas, in frame: Frame) {}
}
