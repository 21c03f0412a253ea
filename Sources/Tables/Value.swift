/// One cell of a table, or a scalar of the language.
public indirect enum Value: Hashable, Sendable {
  /// No value.
  case null
  /// An integer.
  case int(Int64)
  /// A finite number.
  case number(Double)
  /// A text.
  case text(String)
  /// True or false.
  case bool(Bool)
  /// Days since 1970-01-01.
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00.
  case datetime(Int64)
  /// Microseconds.
  case duration(Int64)
  /// A list.
  case list([Value])

  /// Whether this is `null`.
  public var isNull: Bool { self == .null }

  /// The type of the value; a list takes the type of its first non-null element.
  public var type: DataType {
    switch self {
    case .null: .null
    case .int: .int
    case .number: .number
    case .text: .text
    case .bool: .bool
    case .date: .date
    case .datetime: .datetime
    case .duration: .duration
    case .list(let values): .list(values.lazy.map(\.type).first { $0 != .null } ?? .null)
    }
  }

  /// The value as a number: ints widen, true is 1; nil for everything else.
  public var asNumber: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }
}
