/// Draws areas.
struct AreaPainter: MarkPainter {
  static let mark = Mark(
    name: "area",
    summary: "Fills from zero to the value; several areas are stacked.",
    channels: [
      .required(.x, "The ordered axis: a date or a number."),
      .required(.y, "The value."),
      .optional(.color, "One area per category, stacked."),
    ], painter: Self.self)
}
