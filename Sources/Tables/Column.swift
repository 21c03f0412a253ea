/// The values of one column, contiguous, with the rows that are null.
public struct Column: Hashable, Sendable {
  /// The values by type; what stands in a null row means nothing.
  public enum Storage: Hashable, Sendable {
    /// 64-bit integers.
    case int([Int64])
    /// Finite numbers.
    case number([Double])
    /// Dictionary-coded text.
    case text(TextColumn)
    /// Booleans.
    case bool([Bool])
    /// Days since 1970-01-01.
    case date([Int32])
    /// Microseconds since 1970-01-01T00:00:00.
    case datetime([Int64])
    /// Microseconds.
    case duration([Int64])
    /// Lists, with their element type.
    case list([[Value]], of: DataType)
  }

  /// The values.
  public let storage: Storage
  /// Which rows hold a value.
  public let validity: Validity

  /// Makes a column; `validity` must have as many flags as there are rows.
  public init(_ storage: Storage, validity: Validity = .allValid) {
    self.storage = storage
    self.validity = validity
  }

  /// The number of rows.
  public var count: Int {
    switch storage {
    case .int(let values): values.count
    case .number(let values): values.count
    case .text(let values): values.codes.count
    case .bool(let values): values.count
    case .date(let values): values.count
    case .datetime(let values): values.count
    case .duration(let values): values.count
    case .list(let values, _): values.count
    }
  }

  /// The type of the values.
  public var type: DataType {
    switch storage {
    case .int: .int
    case .number: .number
    case .text: .text
    case .bool: .bool
    case .date: .date
    case .datetime: .datetime
    case .duration: .duration
    case .list(_, let element): .list(element)
    }
  }

  /// The value of row `row`.
  public subscript(_ row: Int) -> Value {
    guard validity[row] else { return .null }
    switch storage {
    case .int(let values): return .int(values[row])
    case .number(let values): return .number(values[row])
    case .text(let values): return .text(values[row])
    case .bool(let values): return .bool(values[row])
    case .date(let values): return .date(values[row])
    case .datetime(let values): return .datetime(values[row])
    case .duration(let values): return .duration(values[row])
    case .list(let values, _): return .list(values[row])
    }
  }

  /// All values, row by row.
  public var values: [Value] { (0..<count).map { self[$0] } }

  /// The values as numbers (ints widen, booleans are 0 and 1), nil for null rows; nil for a column
  /// of another type.
  public var numbers: [Double?]? {
    switch storage {
    case .int, .number, .bool: (0..<count).map { self[$0].asNumber }
    default: nil
    }
  }
}
