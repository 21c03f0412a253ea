/// Draws texts.
struct TextPainter: MarkPainter {
  static let mark = Mark(
    name: "text",
    summary: "Writes a text at each position.",
    channels: [
      .required(.x, "The position across."),
      .required(.y, "The position up."),
      .required(.label, "What is written."),
      .optional(.color, "Categories or a constant."),
    ], painter: Self.self)

  init(_ layer: LayerData) throws(ChartError) {}
  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {}
  func paint(on canvas: inout Canvas, in frame: Frame) {}
}
