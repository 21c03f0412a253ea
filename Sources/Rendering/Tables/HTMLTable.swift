import Charts
import Tables

/// A table as HTML: class-only, with a shared style and, where scripts run, headers that sort.
struct HTMLTable {
  /// What one output may weigh; longer tables show fewer rows and say so.
  static let mostBytes = 500_000
  private static let widestTable = 705.0
  private static let longestText = 60
  /// The width below which a text column is not cut: about 20 characters.
  private static let narrowestText = 140.0
  private static let padding = 12.0

  private let layout: TableLayout
  private let pictures: [PictureColumn]
  /// The room of each column's text in pixels.
  private let limits: [Double]
  /// The cells of the columns of text that had to give way, cut; nil for other columns.
  private let cuts: [[String]?]

  init(_ layout: TableLayout, _ pictures: [PictureColumn]) {
    self.layout = layout
    self.pictures = pictures
    let limits = Self.limits(of: layout.columns, pictures)
    self.limits = limits
    cuts = zip(layout.columns, limits).map { column, limit in
      guard limit.isFinite else { return nil }
      return DistinctCuts.of(
        column.cells.map(\.text), to: limit, measure: { TextWidth.of($0) },
        cut: { Self.cut($0, to: $1).shown })
    }
  }

  /// The style, the table and what stands around it, and the script, which comes last.
  var html: String {
    let body = box(bodyBytes: Self.mostBytes - TableStyle.css.utf8.count - 12_000)
    let id = "teff-\(ContentHash.text(of: body))"
    let style = TableStyle.css + (layout.findings.isEmpty ? "" : "\n" + TableStyle.findings)
    var html = "<style>\(style)</style><div class=\"teff-box\" id=\"\(id)\">\(body)"
    if layout.rowCount > 1 { html += "<script>\(SortScript.text(id: id))</script>" }
    return html + "</div>"
  }

  private func box(bodyBytes: Int) -> String {
    var rows = (0..<layout.rowCount).map { row($0, isFull: true) }
    func size() -> Int { rows.reduce(0) { $0 + $1.utf8.count } }
    if size() > bodyBytes { rows = (0..<layout.rowCount).map { row($0, isFull: false) } }
    var head = layout.headRows
    var bytes = size()
    while bytes > bodyBytes && head > 0 {
      head -= 1
      bytes -= rows[head].utf8.count
    }
    var html = ""
    if let title = layout.title { html += "<div class=\"teff-head\">\(Escaping.html(title))</div>" }
    if !layout.columns.isEmpty || !pictures.isEmpty {
      html += "<table class=\"teff-table\(isAiry ? " teff-airy" : "")\">"
      html += "<thead><tr>\(header)</tr></thead>"
      html += "<tbody>" + rows[..<head].joined()
      if layout.hasGap { html += gap }
      html += rows[layout.headRows...].joined() + "</tbody></table>"
    }
    html += "<div class=\"teff-caption\">\(Escaping.html(caption(head)))</div>"
    for remark in layout.remarks {
      html += "<div class=\"teff-foot\">\(Escaping.html(remark))</div>"
    }
    for finding in layout.findings {
      let cell = finding.cell.map { " <code>\(Escaping.html($0))</code>" } ?? ""
      let subject = finding.subject.isEmpty ? "" : "<b>\(Escaping.html(finding.subject))</b> "
      html += "<div class=\"teff-finding\">\(subject)\(Escaping.html(finding.text))\(cell)</div>"
    }
    return html
  }

  private func caption(_ head: Int) -> String {
    let text = layout.caption(headRows: head)
    return head < layout.headRows ? text + " · more do not fit into one output" : text
  }

  /// Small pictures and bars need air between the columns.
  private var isAiry: Bool {
    (!pictures.isEmpty || layout.columns.contains(where: \.isShare)) && columnCount <= 8
  }

  private var columnCount: Int {
    layout.columns.count + pictures.count + (layout.hiddenColumns > 0 ? 1 : 0)
  }

  private var header: String {
    var html = ""
    for column in layout.columns {
      let (shown, title) = Self.cut(column.header, to: .infinity)
      let kind = column.isNumeric && !column.isShare ? " class=\"teff-n\"" : ""
      html += "<th scope=\"col\"\(kind)\(title)>\(Escaping.html(shown))</th>"
    }
    if layout.hiddenColumns > 0 {
      let text = "+\(layout.hiddenColumns.counted("column"))"
      html += "<th scope=\"col\" class=\"teff-more\">\(text)</th>"
    }
    for picture in pictures {
      let header = VisibleText.line(TableColumn.shortened(picture.header))
      html += "<th scope=\"col\" class=\"teff-picture\">\(Escaping.html(header))</th>"
    }
    return html
  }

  private var gap: String {
    "<tr class=\"teff-gap\"><td class=\"teff-gap\" colspan=\"\(columnCount)\">\(layout.gap)</td></tr>"
  }

  /// One row; a full one has the rest of cut texts in titles, and keys to sort by.
  private func row(_ row: Int, isFull: Bool) -> String {
    var html = "<tr>"
    for (index, column) in layout.columns.enumerated() {
      html += cell(column.cells[row], column, cuts[index]?[row], limits[index], isFull: isFull)
    }
    if layout.hiddenColumns > 0 { html += "<td></td>" }
    for picture in pictures {
      let content = row < picture.pictures.count ? picture.pictures[row]?.html : nil
      html += "<td>\(content ?? "")</td>"
    }
    return html + "</tr>"
  }

  private func cell(
    _ cell: TableColumn.Cell, _ column: TableColumn, _ cut: String?, _ limit: Double, isFull: Bool
  ) -> String {
    var html = column.isNumeric && !column.isShare ? "<td class=\"teff-n\"" : "<td"
    if cell.isNull { return html + "><span class=\"teff-null\">–</span></td>" }
    if isFull, let key = cell.sortKey { html += " data-v=\"\(key)\"" }
    if let share = cell.share {
      let dim = share == 0 ? " teff-dim" : ""
      let percent = "<span class=\"teff-percent\(dim)\">\(Escaping.html(cell.text))</span>"
      return html + ">\(MiniPicture.bar(share))\(percent)</td>"
    }
    guard column.isText else { return html + ">\(cell.text)</td>" }
    let shown = cut ?? Self.cut(cell.text, to: limit).shown
    let title = Self.title(of: cell.text, shownAs: shown)
    return html + "\(isFull ? title : "")>\(Escaping.html(shown))</td>"
  }

  /// A text that fits, and a `title` with the whole of it if something was cut.
  private static func cut(_ text: String, to limit: Double) -> (shown: String, title: String) {
    var shown = text
    if text.utf8.count > longestText, text.count > longestText {
      shown = text.prefix(longestText - 1) + "…"
    }
    if TextWidth.of(shown) > limit { shown = TextWidth.cut(shown, to: limit) }
    return (shown, title(of: text, shownAs: shown))
  }

  /// The whole of a text that was cut, for a pointer that rests on it.
  private static func title(of text: String, shownAs shown: String) -> String {
    shown == text ? "" : " title=\"\(Escaping.html(text))\""
  }

  /// The room of each column: the widest text columns give way until the table fits.
  private static func limits(
    of columns: [TableColumn], _ pictures: [PictureColumn]
  ) -> [Double] {
    let headers = columns.map { TextWidth.of(cut($0.header, to: .infinity).shown, bold: true) }
    var widths = zip(columns, headers).map { column, header in
      let widest = column.cells.lazy.map { TextWidth.of($0.text) }.max() ?? 0
      return max(header, column.isShare ? 110 : min(widest, Double(longestText) * 7))
    }
    let padding = padding * Double(columns.count + pictures.count)
    var excess = widths.reduce(0, +) + padding + 96 * Double(pictures.count) - widestTable
    var limits = columns.map { _ in Double.infinity }
    let texts = columns.indices.filter { columns[$0].isText }
    for index in texts.sorted(by: { (widths[$0], $1) > (widths[$1], $0) }) where excess > 0 {
      let least = min(widths[index], max(headers[index], narrowestText))
      let cut = min(excess, widths[index] - least)
      widths[index] -= cut
      limits[index] = widths[index]
      excess -= cut
    }
    return limits
  }
}
