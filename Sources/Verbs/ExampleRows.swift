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

  /// The value as a cell writes it, for advice that can be copied.
  var literalText: String {
    switch self {
    case .text(let text):
      "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    case .date, .datetime: "@" + ValueText.plain(self).replacing(" ", with: "T")
    default: ValueText.plain(self)
    }
  }
}
