package import JSONText
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
    case .date: read(ISOText.date).map(Tables.Value.date)
    case .datetime: read(ISOText.datetime).map { .datetime($0.micros) }
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

  /// Reads the whole text with one of the readers of ISO 8601; nil if it is no text.
  private func read<T>(_ reader: (UnsafeRawBufferPointer) -> T?) -> T? {
    guard case .string(var text) = self, (10...40).contains(text.utf8.count) else { return nil }
    return text.withUTF8 { reader(UnsafeRawBufferPointer($0)) }
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
