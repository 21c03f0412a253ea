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
}
