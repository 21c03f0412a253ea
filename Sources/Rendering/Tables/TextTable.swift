import Charts
import Tables

/// A table drawn with box characters, its columns aligned by display width.
struct TextTable {
  private static let widestTable = 120
  private static let longestText = 60
  private static let shortestText = 20

  private let layout: TableLayout
  private let widths: [Int]
  /// The cells of each column, cut to its width.
  private let cells: [[String]]

  init(_ layout: TableLayout) {
    self.layout = layout
    var widths = layout.columns.map { column in
      let longest = column.cells.lazy.map { Self.width(of: $0.text) }.max() ?? 0
      let header = min(DisplayWidth.of(column.header), Self.longestText)
      return max(header, min(longest, column.isText ? Self.longestText : Int.max), 1)
    }
    var excess = widths.reduce(1) { $0 + $1 + 3 } - Self.widestTable
    let texts = layout.columns.indices.filter { layout.columns[$0].isText }
    for index in texts.sorted(by: { (widths[$0], $1) > (widths[$1], $0) }) where excess > 0 {
      let header = min(DisplayWidth.of(layout.columns[index].header), Self.longestText)
      let least = min(widths[index], max(header, Self.shortestText))
      let cut = min(excess, widths[index] - least)
      widths[index] -= cut
      excess -= cut
    }
    self.widths = widths
    cells = zip(layout.columns, widths).map { column, width in
      let texts = column.cells.map(\.text)
      guard column.isText else { return texts }
      return DistinctCuts.of(
        texts, to: Double(width), measure: { Double(DisplayWidth.of($0)) },
        cut: { DisplayWidth.cut($0, to: Int($1)) })
    }
  }

  /// The columns of a text; of a long one no more are counted than can be shown.
  private static func width(of text: String) -> Int {
    text.utf8.count <= 4 * longestText
      ? DisplayWidth.of(text) : DisplayWidth.of(text.prefix(2 * longestText))
  }

  /// The table with its title, caption and remarks; the last line has no line end.
  var text: String {
    var lines = layout.title.map { [$0] } ?? []
    if !layout.columns.isEmpty {
      lines.append(rule("┌", "┬", "┐"))
      lines.append(row(layout.columns.map(\.header)))
      lines.append(rule("├", "┼", "┤"))
      for index in 0..<layout.rowCount {
        if layout.hasGap && index == layout.headRows {
          lines.append(row(layout.columns.map { _ in "⋮" }))
        }
        lines.append(
          row(
            zip(layout.columns, cells).map { column, cells in
              let text = cells[index]
              return column.isNumeric ? String(text.map { $0 == "−" ? "-" : $0 }) : text
            }))
      }
      lines.append(rule("└", "┴", "┘"))
    }
    let hidden = layout.hiddenColumns
    lines.append(
      layout.caption() + (hidden > 0 ? " · +\(hidden.counted("column"))" : ""))
    lines += layout.remarks
    for finding in layout.findings {
      lines.append(finding.subject.isEmpty ? finding.text : "• \(finding.subject): \(finding.text)")
      if let cell = finding.cell { lines.append("    \(cell)") }
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ texts: [String]) -> String {
    let cells = texts.enumerated().map { index, text in
      DisplayWidth.padded(
        DisplayWidth.cut(text, to: widths[index]), to: widths[index],
        atStart: layout.columns[index].isNumeric)
    }
    return "│ " + cells.joined(separator: " │ ") + " │"
  }

  private func rule(_ left: String, _ middle: String, _ right: String) -> String {
    left + widths.map { String(repeating: "─", count: $0 + 2) }.joined(separator: middle) + right
  }
}
