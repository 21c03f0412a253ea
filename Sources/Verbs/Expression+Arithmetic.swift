import Planning
import Tables

extension Expression {
  /// A number.
  static func number(_ value: Double) -> Expression { .literal(.number(value), .number) }

  /// A text.
  static func text(_ value: String) -> Expression { .literal(.text(value), .text) }

  /// The sum with another number.
  func plus(_ other: Expression) -> Expression { .call(.add, [self, other], .number) }

  /// The difference from another number.
  func minus(_ other: Expression) -> Expression { .call(.subtract, [self, other], .number) }

  /// The product with another number.
  func times(_ other: Expression) -> Expression { .call(.multiply, [self, other], .number) }
}
