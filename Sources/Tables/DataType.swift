/// The type of a column or of a value.
public indirect enum DataType: Hashable, Sendable {
  /// 64-bit integers.
  case int
  /// Double-precision numbers; never NaN or infinite (those are null).
  case number
  /// Unicode text.
  case text
  /// True or false.
  case bool
  /// Calendar days.
  case date
  /// Instants with microseconds, without a zone.
  case datetime
  /// Fixed lengths of time in microseconds.
  case duration
  /// Lists of one element type.
  case list(DataType)
  /// The type of a bare `null`, which fits every other type.
  case null

  /// The word for the type in the language and in messages.
  public var name: String {
    switch self {
    case .int: "int"
    case .number: "number"
    case .text: "text"
    case .bool: "bool"
    case .date: "date"
    case .datetime: "datetime"
    case .duration: "duration"
    case .list: "list"
    case .null: "null"
    }
  }

  /// The types that the language has a word for.
  public static let named: [DataType] = [
    .int, .number, .text, .bool, .date, .datetime, .duration, .list(.null),
  ]

  /// The type that a word of the language names; the elements of a `list` are not known yet.
  public init?(name: String) {
    guard let type = Self.named.first(where: { $0.name == name }) else { return nil }
    self = type
  }

  /// Whether values can be added and averaged.
  public var isNumeric: Bool { self == .int || self == .number }

  /// Whether values are days or instants.
  public var isTemporal: Bool { self == .date || self == .datetime }

  /// The type that holds values of both, if there is one: equal types, `int` with `number`,
  /// anything with `null`.
  public func widened(with other: DataType) -> DataType? {
    if self == other || other == .null { return self }
    if self == .null { return other }
    if isNumeric && other.isNumeric { return .number }
    if case .list(let a) = self, case .list(let b) = other {
      return a.widened(with: b).map(DataType.list)
    }
    return nil
  }
}
