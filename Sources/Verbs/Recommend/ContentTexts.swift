import Language
import Planning
import Syntax
import Tables
import TextAnalysis

/// What describes the items: the texts of a table of products.
struct ContentTexts: Sendable {
  /// The items that the table describes.
  let items: Column
  private let texts: [String]

  /// Reads the columns of text of a table that has the item's column.
  init(_ table: TableArgument, item: ColumnName) throws {
    let columns = try Self.columns(of: table, item: item)
    guard let relation = table.answer.relation else {
      (items, texts) = (Column([], type: item.type), [])
      return
    }
    let rows = try relation.map { plan in
      plan.filtered(by: .call(.isNotNull, [item.expression], .bool))
        .selected([item.name] + columns)
    }.collectMany()
    items = rows.columns[0]
    texts = (0..<rows.rowCount).map { row in
      rows.columns.dropFirst().compactMap { column -> String? in
        if case .text(let text) = column[row] { text } else { nil }
      }.joined(separator: " ")
    }
  }

  /// The columns of text besides the item's.
  static func columns(
    of table: TableArgument, item: ColumnName
  ) throws(Diagnostic) -> [String] {
    guard let key = table.schema[item.name], key.type == item.type else {
      throw Diagnostic(
        "E101", "`content:` needs the column \(item.name.asCode) to know its items by",
        at: table.span, label: "rename it:  content: (products | rename \(item.name.asName) = id)",
        notes: ["columns there: \(table.schema.names.prefix(12).joined(separator: ", "))"])
    }
    let columns = table.schema.fields.filter { $0.type == .text && $0.name != item.name }
    guard !columns.isEmpty else {
      throw Diagnostic(
        "E709", "the table of `content:` has no text that describes an item", at: table.span,
        label: "give a table with a description or a category")
    }
    return columns.map(\.name)
  }

  /// The texts in the order of the items' codes; several rows of an item are joined.
  func texts(of codes: CodedValues) -> [String?] {
    var ordered = [String?](repeating: nil, count: codes.count)
    for (row, code) in codes.codes(of: items).enumerated() where code >= 0 {
      let earlier = ordered[Int(code)].map { $0 + " " } ?? ""
      ordered[Int(code)] = earlier + texts[row]
    }
    return ordered
  }
}
