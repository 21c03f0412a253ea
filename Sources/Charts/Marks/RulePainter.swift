/// Draws rules.
struct RulePainter: MarkPainter {
  static let mark = Mark(
    name: "rule",
    summary: "Draws a straight line across the plot at each value.",
    channels: [
      .optional(.x, "Where a vertical line stands."),
      .optional(.y, "Where a horizontal line lies."),
      .optional(.color, "A constant colour."),
      .optional(.label, "What is written at the line."),
    ], painter: Self.self)

  init(_ layer: LayerData) throws(ChartError) {}
  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {}
  func paint(on canvas: inout Canvas, in frame: Frame) {}
}
