package import Tables

/// Single values as text: scalars, elements of lists, values inside notes.
package enum ValueText {
  /// The value by itself.
  ///
  /// Ints plain, numbers with at most nine significant digits, dates ISO, null
  /// as a dash, a list as `[a, b]`. A text stands as it is.
  package static func plain(_ value: Value) -> String {
    switch value {
    case .null: "–"
    case .int(let value): String(value)
    case .number(let value): number(value)
    case .text(let value): value
    case .bool(let value): value ? "true" : "false"
    case .date(let value): DateText.date(value)
    case .datetime(let value): DateText.datetime(value)
    case .duration(let value): DateText.duration(value)
    case .list(let values): list(values)
    }
  }

  /// `value` with at most nine significant digits and no separators.
  package static func number(_ value: Double) -> String {
    value.isFinite
      ? DecimalNumber(value).plainText(significant: DecimalStyle.significantDigits) : "–"
  }

  /// Long lists are cut: nobody reads the end of them in a table.
  private static func list(_ values: [Value]) -> String {
    let shown = values.prefix(100).map(plain).joined(separator: ", ")
    return "[\(shown)\(values.count > 100 ? ", …" : "")]"
  }
}
