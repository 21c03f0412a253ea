import Tables

/// What is learnt about one column of text files while they are read for the first time.
struct CSVColumn {
  let name: String
  /// The type that the user gave.
  let given: DataType?
  /// Whether numbers are written with a comma.
  let hasComma: Bool
  private var kinds = TextValue.Kinds.all
  private var hasValues = false
  /// Whether a value that is really a number was seen, not only NaN.
  private var hasFinite = false
  /// Whether all values so far could be numbers if a comma stood for the point, and one has one.
  private var couldHaveComma = true
  private var hasSeenComma = false

  init(_ name: String, given: DataType?, hasComma: Bool = false) {
    self.name = name
    self.given = given
    self.hasComma = hasComma
  }

  /// Looks at a value that is not null.
  mutating func see(_ bytes: UnsafeRawBufferPointer) {
    hasValues = true
    if given != nil { return }
    if kinds.isEmpty {
      if hasSeenComma && couldHaveComma { seeComma(bytes) }
      return
    }
    var found = TextValue.kinds(bytes)
    if hasComma {
      found.subtract([.int, .number])
      found.formUnion(DecimalComma.withNormal(bytes) { TextValue.kinds($0) } ?? [])
    } else if couldHaveComma, !found.contains(.number) || hasSeenComma {
      seeComma(bytes)
    }
    kinds.formIntersection(found)
    if !hasFinite && found.contains(.number) { hasFinite = !TextValue.isNotFinite(bytes) }
  }

  private mutating func seeComma(_ bytes: UnsafeRawBufferPointer) {
    if DecimalComma.isNumber(bytes) {
      hasSeenComma = true
    } else if TextValue.int(bytes) == nil
      && DecimalComma.withNormal(bytes, { TextValue.int($0) != nil }) != true
    {
      couldHaveComma = false
    }
  }

  /// Whether this is a text column of numbers with a comma.
  var isCommaText: Bool { type == .text && given == nil && hasSeenComma && couldHaveComma }

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
    case .int: int(bytes) != nil
    case .number: number(bytes) != nil
    case .bool: TextValue.bool(bytes) != nil
    case .date: TextValue.date(bytes) != nil
    case .datetime: TextValue.datetime(bytes) != nil
    default: true
    }
  }

  /// The integer that the bytes stand for in this column.
  func int(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    hasComma ? DecimalComma.withNormal(bytes) { TextValue.int($0) } ?? nil : TextValue.int(bytes)
  }

  /// The number that the bytes stand for in this column.
  func number(_ bytes: UnsafeRawBufferPointer) -> Double? {
    hasComma
      ? DecimalComma.withNormal(bytes) { TextValue.number($0) } ?? nil : TextValue.number(bytes)
  }
}
