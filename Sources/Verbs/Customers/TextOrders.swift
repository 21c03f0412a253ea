import Language
import Syntax
import Tables

/// The order of texts, by column: what `ordinal:` says.
struct TextOrders {
  /// The texts of each column, the lowest first.
  private(set) var levels: [String: [String]] = [:]

  init(_ given: Given<Scalar>?, in schema: Schema) throws(Diagnostic) {
    guard let given else { return }
    func refusal(_ message: String) -> Diagnostic {
      Diagnostic(
        "E304", message, at: given.span,
        label: "for instance ordinal: {tier: [\"bronze\", \"silver\", \"gold\"]}")
    }
    guard case .record(let fields) = given.value, !fields.isEmpty else {
      throw refusal("`ordinal:` is a record with a list of texts for each column")
    }
    for field in fields {
      guard schema[field.name]?.type == .text else {
        throw refusal("`ordinal:` names `\(field.name)`, and there is no such column of texts")
      }
      guard case .value(.list(let items), _) = field.value else {
        throw refusal("the order of `\(field.name)` is a list of texts")
      }
      let texts = items.compactMap { item -> String? in
        if case .text(let text) = item { text } else { nil }
      }
      guard texts.count == items.count, texts.count >= 2, Set(texts).count == texts.count else {
        throw refusal("the order of `\(field.name)` is a list of two or more different texts")
      }
      levels[field.name] = texts
    }
  }

  /// Throws if a column holds a text that its order does not name.
  func check(_ table: Table, at span: SourceSpan) throws(Diagnostic) {
    for (name, texts) in levels.sorted(by: { $0.key < $1.key }) {
      guard let column = table[name], case .text(let values) = column.storage else { continue }
      let known = Set(texts)
      let isKnown = values.dictionary.map(known.contains)
      for row in 0..<table.rowCount
      where column.validity[row] && !isKnown[Int(values.codes[row])] {
        let text = values.dictionary[Int(values.codes[row])]
        throw Diagnostic(
          "E304", "`\(name)` holds \(Value.text(text).quotedText), which `ordinal:` does not name",
          at: span, label: "name all its texts, the lowest first")
      }
    }
  }
}
