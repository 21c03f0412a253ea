import Tables

/// A table as a LaTeX `tabular`, for PDF exports, which take no HTML.
enum LaTeXTable {
  /// Longer tables have no LaTeX form: they would run off the page.
  static let mostRows = 30
  private static let longestText = 40

  static func text(_ layout: TableLayout) -> String? {
    guard layout.rowCount <= mostRows, !layout.columns.isEmpty else { return nil }
    var lines = layout.title.map { ["\\textbf{\(Escaping.latex($0))}\\\\"] } ?? []
    let alignments = layout.columns.map { $0.isNumeric ? "r" : "l" }.joined()
    lines.append("\\begin{tabular}{\(alignments)}")
    lines.append("\\hline")
    lines.append(row(layout.columns.map(\.header)))
    lines.append("\\hline")
    for index in 0..<layout.rowCount {
      if layout.hasGap && index == layout.headRows {
        lines.append(layout.columns.map { _ in "\\vdots" }.joined(separator: " & ") + " \\\\")
      }
      lines.append(row(layout.columns.map { $0.cells[index].text }))
    }
    lines.append("\\hline")
    lines.append("\\end{tabular}")
    let hidden = layout.hiddenColumns
    let caption =
      layout.caption() + (hidden > 0 ? " · +\(hidden.counted("column"))" : "")
    for remark in [caption] + layout.remarks {
      lines.append("\\par{\\small \(Escaping.latex(remark))}")
    }
    for finding in layout.findings {
      let cell = finding.cell.map { " \\texttt{\(Escaping.latex($0))}" } ?? ""
      let text = [finding.subject, finding.text].filter { !$0.isEmpty }.joined(separator: ": ")
      lines.append("\\par{\\small \(Escaping.latex(text))\(cell)}")
    }
    return lines.joined(separator: "\n")
  }

  private static func row(_ texts: [String]) -> String {
    texts.map { Escaping.latex(DisplayWidth.cut($0, to: longestText)) }.joined(separator: " & ")
      + " \\\\"
  }
}
