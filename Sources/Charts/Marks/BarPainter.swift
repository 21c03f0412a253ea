/// Draws bars.
struct BarPainter: MarkPainter {
  static let mark = Mark(
    name: "bar",
    summary: "Compares values of categories by length from zero.",
    channels: [
      .required(.x, "The categories or the value."),
      .required(.y, "The value or the categories."),
      .optional(.color, "Categories are stacked; a number shades the bars."),
      .optional(.label, "What stands at a bar in place of its value."),
    ], painter: Self.self)
}
