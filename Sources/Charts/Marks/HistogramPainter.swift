/// Draws histograms.
struct HistogramPainter: MarkPainter {
  static let mark = Mark(
    name: "histogram",
    summary: "Counts the rows in bins of one number.",
    channels: [
      .required(.x, "The number to bin."),
      .optional(.color, "Categories are stacked within a bin."),
    ], painter: Self.self)

  init(_ layer: LayerData) throws(ChartError) {}
  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {}
  func paint(on canvas: inout Canvas, in frame: Frame) {}
}
