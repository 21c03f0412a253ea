import Tables

/// A table view as texts: the columns that are shown, the gap, and the words under the table.
struct TableLayout {
  /// More columns than these are only counted.
  static let mostColumns = 30

  let columns: [TableColumn]
  /// The number of columns that are not shown.
  let hiddenColumns: Int
  let rowCount: Int
  /// The number of rows before the gap; equal to `rowCount` when there is no gap.
  let headRows: Int
  let title: String?
  /// The lines under the caption.
  let remarks: [String]
  let findings: [TableFinding]
  private let totalRows: Int?
  private let totalColumns: Int

  init(_ view: TableView) {
    let table = view.table
    totalColumns = table.columns.count
    columns = zip(table.schema.names, table.columns).prefix(Self.mostColumns)
      .map { name, column in TableColumn(name, column, view.formats[name]) }
    hiddenColumns = totalColumns - columns.count
    rowCount = table.rowCount
    totalRows = view.totalRows.map { max($0, table.rowCount) }
    let hasGap = (totalRows ?? Int.max) > rowCount
    headRows = hasGap ? rowCount - view.tailRows : rowCount
    title = view.title.map(VisibleText.line)
    remarks = ((view.footer.map { [$0] } ?? []) + view.notices).map(VisibleText.line)
    findings = view.findings.map(\.visible)
  }

  /// Whether rows are left out between the first and the last ones.
  var hasGap: Bool { headRows < rowCount }

  /// The words in the gap: `⋮ 19,940 rows`.
  var gap: String {
    guard let totalRows else { return "⋮" }
    return "⋮ \((totalRows - rowCount).counted("row"))"
  }

  /// Which rows and columns are shown: `rows 1–20 of 541,909 · 8 columns`.
  ///
  /// Where fewer than
  /// `headRows` first rows had room, `shown` says how many.
  func caption(headRows shown: Int? = nil) -> String {
    "\(rowsText(shown ?? headRows)) · \(totalColumns.counted("column"))"
  }

  private func rowsText(_ head: Int) -> String {
    let tail = rowCount - headRows
    guard let totalRows else { return "\((head + tail).grouped)+ rows" }
    if head + tail == totalRows { return totalRows.counted("row") }
    let total = totalRows.grouped
    let first = head == 1 ? "row 1" : "rows 1–\(head.grouped)"
    if tail == 0 { return "\(first) of \(total)" }
    let start = (totalRows - tail + 1).grouped
    return "\(first) and \(tail == 1 ? "" : "\(start)–")\(total) of \(total)"
  }
}
