import Tables

/// What is learnt about one column of text files while they are read for the first time.
struct CSVColumn {
  let name: String
  /// The type that the user gave.
  let given: DataType?
  private var kinds = TextValue.Kinds.all
  private var hasValues = false
  /// Whether a value that is really a number was seen, not only NaN.
  private var hasFinite = false

  init(_ name: String, given: DataType?) {
    self.name = name
    self.given = given
  }

  /// Looks at a value that is not null.
  mutating func see(_ bytes: UnsafeRawBufferPointer) {
    hasValues = true
    if kinds.isEmpty || given != nil { return }
    let found = TextValue.kinds(bytes)
    kinds.formIntersection(found)
    if !hasFinite && found.contains(.number) { hasFinite = !TextValue.isNotFinite(bytes) }
  }

  /// The narrowest type of all values so far; text when there are none.
  var type: DataType {
    if let given { return given }
    guard hasValues else { return .text }
    if kinds.contains(.int) { return .int }
    if kinds.contains(.number) { return hasFinite ? .number : .text }
    if kinds.contains(.bool) { return .bool }
    if kinds.contains(.date) { return .date }
    return kinds.isDisjoint(with: [.datetime, .zoned]) ? .text : .datetime
  }

  /// Whether instants of this column have been counted from UTC.
  var isZoned: Bool { type == .datetime && kinds.contains(.zoned) && given == nil }

  /// Whether the bytes can be read as the type that the user gave.
  func fits(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch given {
    case .int: TextValue.int(bytes) != nil
    case .number: TextValue.number(bytes) != nil
    case .bool: TextValue.bool(bytes) != nil
    case .date: TextValue.date(bytes) != nil
    case .datetime: TextValue.datetime(bytes) != nil
    default: true
    }
  }
}
