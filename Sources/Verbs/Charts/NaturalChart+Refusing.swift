import Charts
import Language
import Planning
import Syntax

extension NaturalChart {
  /// Refuses to draw a part whose rows say nothing as a picture; `example` is a chart to begin with.
  static func refused(_ part: String, such example: String) -> NaturalChart {
    NaturalChart("") { _, context in
      throw Diagnostic(
        "E420", "`\(part)` has no chart of its own", at: context.span,
        label: "name a mark and its channels: | \(example)")
    }
  }
}

extension Part {
  /// A part that refuses to be drawn by itself as long as a column is there; `example` is a chart to
  /// begin with.
  static func undrawn(
    _ name: String, _ relation: Relation, with column: String, such example: String
  ) -> Part {
    Part(
      name,
      Answer(
        .table(relation), roles: Roles([.label: column]),
        naturalChart: .refused(name, such: example)))
  }
}
