package import Tables

/// How one engine spells SQL; everything that engines share is the writer's.
package protocol SQLDialect: Sendable {
  /// The engine's name, for messages.
  var name: String { get }
  /// A quoted identifier.
  func identifier(_ name: String) -> String
  /// A literal of `type`.
  func literal(_ value: Value, type: DataType) -> String
  /// The name of a type in casts and column definitions.
  func typeName(_ type: DataType) -> String
  /// The text of an operation over arguments that are already written (and their expressions, for
  /// types and literals).
  func call(
    _ operation: Operation, _ arguments: [String], of expressions: [Expression], type: DataType
  ) -> String

  /// A double rounded to 12 significant digits, so that the order of adding does not show.
  func significant(_ number: String) -> String
  /// A key of an order, or the left side of `<`, so that texts compare by code point.
  func ordered(_ text: String, type: DataType) -> String
  /// Whether two values are equal or both null.
  func isSame(_ left: String, _ right: String) -> String
  /// Whether two values differ or only one of them is null.
  func isDifferent(_ left: String, _ right: String) -> String
  /// `isSame` in a form that the engine can hash in a join.
  func matchesKey(_ left: String, _ right: String, type: DataType) -> String
  /// An aggregate over a group or a window.
  func aggregate(_ call: WrittenAggregate) -> String

  /// A clause of FROM that repeats each row, with the whole numbers from 0 up to `count` - 1, of
  /// which there is at least one, in `relation`.`column`.
  func numbers(below count: String, relation: String, column: String) -> String

  /// What adds doubles; where the engine has one that makes up for what rounding loses, that one: of
  /// long columns a plain sum keeps less than 12 digits whatever the order of adding.
  var sumOfDoubles: String { get }
  /// The same for means.
  var meanOfDoubles: String { get }

  /// Whether `FILTER` may stand before `OVER`.
  var filtersWindows: Bool { get }
  /// The longest identifier in bytes that is told from others, if there is a limit.
  var identifierLimit: Int? { get }
}

extension SQLDialect {
  package var sumOfDoubles: String { "sum" }
  package var meanOfDoubles: String { "avg" }
  package var filtersWindows: Bool { true }
  package var identifierLimit: Int? { nil }

  package func identifier(_ name: String) -> String {
    "\"" + name.replacingText("\"", with: "\"\"") + "\""
  }

  package func ordered(_ text: String, type: DataType) -> String { text }

  package func isSame(_ left: String, _ right: String) -> String {
    "\(left) IS NOT DISTINCT FROM \(right)"
  }

  package func isDifferent(_ left: String, _ right: String) -> String {
    "\(left) IS DISTINCT FROM \(right)"
  }

  package func matchesKey(_ left: String, _ right: String, type: DataType) -> String {
    isSame(left, right)
  }

  /// A conversion to the engine's name of `type`.
  func cast(_ text: String, to type: DataType) -> String { "CAST(\(text) AS \(typeName(type)))" }

  /// A text between single quotes.
  func quoted(_ text: String) -> String { "'" + text.replacingText("'", with: "''") + "'" }
}

extension String {
  /// The text with every occurrence of `old` replaced, also of one that carries an accent: to a
  /// `Character` a quote with a combining mark is another sign, to an engine it ends the text.
  package func replacingText(_ old: Unicode.Scalar, with new: String) -> String {
    guard unicodeScalars.contains(old) else { return self }
    var text = UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == old { text.append(contentsOf: new.unicodeScalars) } else { text.append(scalar) }
    }
    return String(text)
  }
}
