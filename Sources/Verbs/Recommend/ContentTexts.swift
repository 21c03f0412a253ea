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

  /// Reads the columns of text of a table that has the item's column, each item once.
  init(_ table: TableArgument, item: ColumnName) throws {
    let columns = try Self.columns(of: table, item: item)
    guard let relation = table.answer.relation else {
      (items, texts) = (Column([], type: item.type), [])
      return
    }
    if let repeated = try RepeatedKeys(of: relation, columns: [item.name]) {
      throw Diagnostic(
        "E526",
        "the table of `content:` has \(repeated.keys) more than once, and an item has one text",
        at: table.span,
        label: "keep one row of each:  "
          + Self.written(table, "take 1 by \(item.name.asName)"),
        notes: ["for instance \(repeated.examples.joined(separator: ", "))"])
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
    guard let key = table.schema[item.name] else {
      throw Diagnostic(
        "E101", "`content:` needs the column \(item.name.asCode) to know its items by",
        at: table.span,
        label: likely(item, in: table.schema).map {
          "rename it:  " + written(table, "rename \(item.name.asName) = \($0.asName)")
        } ?? "give a table that has it",
        notes: ["columns there: \(table.schema.names.prefix(12).joined(separator: ", "))"])
    }
    guard key.type == item.type else {
      throw Diagnostic(
        "E401",
        "\(item.name.asCode) is \(key.type.described) in the table of `content:`, and "
          + "\(item.type.described) here", at: table.span, label: "convert one of them first")
    }
    let columns = table.schema.fields.filter { $0.type == .text && $0.name != item.name }
    guard !columns.isEmpty else {
      throw Diagnostic(
        "E709", "the table of `content:` has no text that describes an item", at: table.span,
        label: "give a table with a description or a category")
    }
    return columns.map(\.name)
  }

  /// The column that may be the item's under another name: one of its type that is called nearly so,
  /// or an id, or else the first.
  private static func likely(_ item: ColumnName, in schema: Schema) -> String? {
    let names = schema.fields.filter { $0.type == item.type }.map(\.name)
    return Suggestion.nearest(to: item.name, in: names)
      ?? names.first { $0.lowercased().hasSuffix("id") } ?? names.first
  }

  /// The option with one more stage, as it would be written.
  private static func written(_ table: TableArgument, _ stage: String) -> String {
    let isPipeline = table.name == "right"
    return "content: (\(isPipeline ? "…" : table.name.asName) | \(stage))"
  }

  /// The texts in the order of the items' codes.
  func texts(of codes: CodedValues) -> [String?] {
    var ordered = [String?](repeating: nil, count: codes.count)
    for (row, code) in codes.codes(of: items).enumerated() where code >= 0 {
      ordered[Int(code)] = texts[row]
    }
    return ordered
  }
}
