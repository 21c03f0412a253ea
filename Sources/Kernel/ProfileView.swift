import Language
import Rendering
import Tables

/// What is shown of a `describe`: its telling columns, a small picture of each column's values, and
/// what was found.
///
/// All measures stay in the table itself: any stage after `describe` shows them.
struct ProfileView {
  private let profile: Table
  private let display: ProfileDisplay
  private let footer: String?
  /// The rows of the profile that are shown, and how many of them are the last ones.
  private let rows: [Int]
  private let tailRows: Int

  init(_ profile: Table, _ display: ProfileDisplay, footer: String?) {
    let shown = TableView.rowsShown(of: profile.rowCount)
    rows = Array(shown.head) + Array(shown.tail)
    tailRows = shown.tail.count
    self.profile = profile.rows(rows)
    self.display = display
    self.footer = footer
  }

  /// The columns that are shown.
  private static let shown = [
    "column", "type", "missing_share", "distinct", "min", "median", "max",
  ]

  /// The view; nil when the table has not the columns of a profile.
  var view: TableView? {
    let columns = Self.shown.compactMap { name in profile[name].map { (name: name, column: $0) } }
    guard columns.count == Self.shown.count, rows.allSatisfy(display.rows.indices.contains) else {
      return nil
    }
    let remarks = rows.map { row -> Value in
      let remark = display.rows[row].remark
      return remark.isEmpty ? .null : .text(remark)
    }
    let table = Table(
      columns.map { name, column in
        switch name {
        case "min", "max": (name, limits(column))
        default: (name, column)
        }
      } + [("more", Column(remarks, type: .text))])
    let words = "all measures: describe | select *"
    var view = TableView(
      table, totalRows: display.rows.count, tailRows: tailRows,
      footer: footer.map { "\($0) · \(words)" } ?? words, formats: ["missing_share": .share],
      pictures: [PictureColumn("distribution", rows.map { picture(display.rows[$0].picture) })])
    view.findings = findings
    return view
  }

  private var findings: [TableFinding] {
    var lines = display.findings.map {
      TableFinding(subject: $0.column ?? "table", text: $0.text, cell: $0.fix)
    }
    var closing: [String] = []
    if display.furtherFindings > 0 {
      let count = display.furtherFindings.counted("more finding")
      closing.append("\(count) in the part findings")
    }
    if let name = display.standIn, !lines.isEmpty {
      closing.append("the cells call this table \(name): bind it to that name first")
    }
    if !closing.isEmpty {
      lines.append(TableFinding(subject: "", text: closing.joined(separator: " · "), cell: nil))
    }
    return lines
  }

  /// The ends of a column where they tell something: days without their time, no first and last text.
  private func limits(_ column: Column) -> Column {
    let values = (0..<column.count).map { row -> Value in
      guard case .text(let text) = column[row], case .text(let type)? = profile["type"]?[row] else {
        return .null
      }
      if type == "text" || type == "list" { return .null }
      return .text(type == "datetime" ? String(text.prefix(10)) : text)
    }
    return Column(values, type: .text)
  }

  private func picture(_ picture: ProfileDisplay.Picture?) -> MiniPicture? {
    switch picture {
    case .histogram(let counts, let marker)?: .histogram(counts, marker: marker)
    case .shares(let shares, let label)?: .shares(shares, label: label)
    case nil: nil
    }
  }
}
