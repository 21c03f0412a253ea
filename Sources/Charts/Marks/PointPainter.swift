/// Draws points.
struct PointPainter: MarkPainter {
  static let mark = Mark(
    name: "point",
    summary: "Places a point per row; more than 5,000 become hexagonal bins.",
    channels: [
      .required(.x, "The position across."),
      .required(.y, "The position up."),
      .optional(.color, "Categories or a number."),
      .optional(.size, "A number that the area of a point shows."),
      .optional(.label, "A text near the point, where there is room."),
    ], painter: Self.self)

  init(_ layer: LayerData) throws(ChartError) {}
  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {}
  func paint(on canvas: inout Canvas, in frame: Frame) {}
}
