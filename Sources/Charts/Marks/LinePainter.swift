/// Draws lines.
struct LinePainter: MarkPainter {
  static let mark = Mark(
    name: "line",
    summary: "Joins values in the order of x: trends.",
    channels: [
      .required(.x, "The ordered axis: a date or a number."),
      .required(.y, "The value."),
      .optional(.color, "One line per category."),
    ], painter: Self.self)
}
