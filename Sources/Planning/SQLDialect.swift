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
  )
    -> String
}
