import Planning
import Tables

extension Expression {
  /// The same value as another type; literals are converted here.
  ///
  /// Unlike `widened(to:)` this also goes from truth values to ints, from dates to datetimes and to
  /// text.
  func converted(to type: DataType) -> Expression {
    if self.type == type { return self }
    switch self {
    case .literal(.null, _): return .literal(.null, type)
    case .literal(.int(let value), _) where type == .number:
      return .literal(.number(Double(value)), .number)
    case .literal(.bool(let value), _) where type == .int:
      return .literal(.int(value ? 1 : 0), .int)
    case .literal(.date(let day), _) where type == .datetime:
      return .literal(.datetime(Int64(day) * 86_400_000_000), .datetime)
    case .literal(.list(let values), .list) where type == .list(.number):
      let numbers = values.map { $0.asNumber.map(Value.number) ?? .null }
      return .literal(.list(numbers), type)
    case .literal(.list, .list(.null)): return self
    default: return .call(.convert, [self], type)
    }
  }

  /// Booleans as 0 and 1.
  var counted: Expression { type == .bool ? converted(to: .int) : self }

  static func int(_ value: Int) -> Expression { .literal(.int(Int64(value)), .int) }
  static func text(_ value: String) -> Expression { .literal(.text(value), .text) }
  static func null(_ type: DataType) -> Expression { .literal(.null, type) }

  /// `value` where `condition` holds, else `otherwise`, else null.
  static func when(
    _ condition: Expression, then value: Expression, else otherwise: Expression? = nil
  ) -> Expression {
    .branches([Branch(when: condition, then: value)], otherwise: otherwise, value.type)
  }

  static func isNull(_ expression: Expression) -> Expression { .call(.isNull, [expression], .bool) }
  static func isNotNull(_ expression: Expression) -> Expression {
    .call(.isNotNull, [expression], .bool)
  }
  static func less(_ a: Expression, _ b: Expression) -> Expression { .call(.less, [a, b], .bool) }
  static func greater(_ a: Expression, _ b: Expression) -> Expression {
    .call(.greater, [a, b], .bool)
  }
}
