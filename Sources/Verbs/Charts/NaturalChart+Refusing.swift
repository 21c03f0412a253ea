import Charts
import Language
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
