import Syntax

extension [StatementSyntax] {
  /// The tree as text without spans, and without telling quoted from bare names.
  ///
  /// Clauses and options are told in one order, because the formatter puts clauses first.
  var withoutPlaces: String {
    var text = ""
    dump(self, to: &text)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    lines.removeAll { line in
      ["isQuoted:", "start:", "end:", "SourceSpan"].contains { line.contains($0) }
    }
    return lines.joined(separator: "\n")
  }
}
