package import JSONText
import Syntax
package import Tables

extension JSON {
  /// The value as one of the language's types, nil if it does not fit.
  ///
  /// Texts are read too, because the arguments of a request are texts. As a text every value has
  /// one, objects and arrays their JSON; a list takes the narrowest type that holds its items; a
  /// datetime with a zone is read in UTC.
  package func value(as type: DataType) -> Tables.Value? {
    switch type {
    case .text: .text(plainText)
    case .int: readNumber?.int.map { .int(Int64($0)) }
    case .number: readNumber?.double.map(Tables.Value.number)
    case .bool:
      switch self {
      case .bool(let flag): .bool(flag)
      case .string("true"): .bool(true)
      case .string("false"): .bool(false)
      default: nil
      }
    case .date:
      if case .date(let day)? = moment { .date(day) } else { nil }
    case .datetime:
      switch moment {
      case .date(let day): .datetime(Int64(day) * 86_400_000_000)
      case .datetime(let instant, _): .datetime(instant)
      default: nil
      }
    case .list: list
    case .duration, .null: nil
    }
  }

  /// The type that the value has by itself; null for null, text for objects and arrays.
  package var ownType: DataType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .number: .number
    case .string, .array, .object: .text
    }
  }

  /// The day or instant that a text says in ISO 8601.
  private var moment: LiteralSyntax? {
    guard case .string(let text) = self, (10...40).contains(text.utf8.count) else { return nil }
    let cell = Parser.parse("@" + text, shapes: VerbShapes(sources: [:], stages: [:]))
    guard cell.diagnostics.isEmpty, cell.statements.count == 1,
      case .scalar(let expression) = cell.statements[0].kind,
      case .literal(let literal) = expression.kind
    else { return nil }
    switch literal {
    case .date, .datetime: return literal
    default: return nil
    }
  }

  /// The value in a sentence: `"abc"`, `an object`.
  package var described: String {
    switch self {
    case .null, .bool, .int, .number: text
    case .string(let text): "\"\(text.count > 40 ? text.prefix(40) + "…" : text)\""
    case .array: "an array"
    case .object: "an object"
    }
  }

  private var plainText: String {
    if case .string(let text) = self { text } else { text }
  }

  /// The number, or the one that a text says as JSON would write it.
  private var readNumber: JSON? {
    switch self {
    case .int, .number: self
    case .string(let text) where text.utf8.count <= 40: (try? JSON(parsing: text))?.numberItself
    default: nil
    }
  }

  private var numberItself: JSON? {
    switch self {
    case .int, .number: self
    default: nil
    }
  }

  private var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  private var list: Tables.Value? {
    guard let items = array else { return nil }
    var type = DataType.null
    for item in items { type = type.widened(with: item.ownType) ?? .text }
    if type == .null { type = .text }
    return .list(items.map { $0 == .null ? .null : $0.value(as: type) ?? .null })
  }
}
