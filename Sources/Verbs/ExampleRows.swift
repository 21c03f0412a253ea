import Rendering
import Tables

extension Table {
  /// The rows as short lines for an error: `customer_id C7 · quantity -1`.
  var exampleLines: [String] {
    (0..<rowCount).map { row in
      zip(schema.names, self.row(row)).prefix(6)
        .map { "\($0) \($1.isNull ? "null" : ValueText.plain($1))" }
        .joined(separator: " · ")
    }
  }
}

extension Value {
  /// The value in a message, a text in quotes.
  var quotedText: String {
    if case .text(let text) = self { "\"\(text)\"" } else { ValueText.plain(self) }
  }
}
