import Language
import Planning
import Rendering
import Tables

/// What is shown of a `describe`: its telling columns and a small picture of each column's values.
///
/// All measures stay in the table itself: any stage after `describe` shows them.
struct ProfileView {
  private let profile: Table
  private let histograms: Table
  private let top: Table
  private let footer: String?

  init(_ answer: Answer) throws {
    func part(_ name: String) throws -> Table {
      try answer.parts.first { $0.name == name }?.answer.relation?.collect() ?? Table([])
    }
    profile = try answer.relation?.collect() ?? Table([])
    histograms = try part("histograms")
    top = try part("top")
    footer = answer.footer
  }

  /// The columns that are shown.
  private static let shown = [
    "column", "type", "missing_share", "distinct", "min", "median", "max",
  ]

  /// The view; nil when the table has not the columns of a profile.
  var view: TableView? {
    let columns = Self.shown.compactMap { name in profile[name].map { (name: name, column: $0) } }
    guard columns.count == Self.shown.count else { return nil }
    let pictures = (0..<profile.rowCount).map(picture)
    let table = Table(
      columns.map { name, column in
        switch name {
        case "min", "max": (name, limits(column))
        default: (name, column)
        }
      })
    let words = "bars 1st to 99th percentile, line median · all measures: describe | select *"
    return TableView(
      table, totalRows: profile.rowCount, footer: footer.map { "\($0) · \(words)" } ?? words,
      formats: ["missing_share": .share],
      pictures: [PictureColumn("distribution", pictures)])
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

  private func picture(_ row: Int) -> MiniPicture? {
    guard let name = profile["column"]?[row] else { return nil }
    let bins = rows(of: name, in: histograms)
    if bins.count > 1 {
      let counts = bins.map { histograms["rows"]?[$0].asNumber ?? 0 }
      return .histogram(counts, marker: median(row, bins))
    }
    let values = rows(of: name, in: top)
    guard let first = values.first, case .text(let text)? = top["value"]?[first] else { return nil }
    let shares = values.map { top["share"]?[$0].asNumber ?? 0 }
    // Of ids and moments the commonest value tells nothing.
    guard let most = shares.first, most >= 0.01 else { return nil }
    let percent = (most * 1_000).rounded() / 10
    return .shares(most >= 0.02 ? shares : [], label: "\(text) \(ValueText.number(percent))%")
  }

  /// The place of the median between the edges of the histogram, 0 to 1.
  private func median(_ row: Int, _ bins: [Int]) -> Double? {
    guard let median = profile["median"]?[row].asNumber,
      let low = bins.first.flatMap({ histograms["low"]?[$0].asNumber }),
      let high = bins.last.flatMap({ histograms["high"]?[$0].asNumber }), high > low
    else { return nil }
    return (median - low) / (high - low)
  }

  private func rows(of name: Value, in table: Table) -> [Int] {
    guard let owners = table["column"] else { return [] }
    return (0..<table.rowCount).filter { owners[$0] == name }
  }
}
