/// What a text looks like, from one walk over its bytes.
struct TextShape: Hashable {
  /// The code points.
  private(set) var length = 0
  /// Whether there is nothing but blanks.
  private(set) var isBlank = true
  /// Whether blanks stand before or after something else.
  private(set) var isPadded = false
  /// Whether it reads as a number: digits, perhaps a sign, commas, a point, an exponent, a currency
  /// sign before or a percent sign after.
  ///
  /// Leading zeros make a code, not a number.
  private(set) var isNumber = false
  /// Whether it reads as a date: three groups of digits with one sign between, perhaps a time after.
  private(set) var isDate = false

  /// Longer texts are neither numbers nor dates.
  private static let longest = 40

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { bytes in
      var shape = TextShape()
      shape.read(bytes)
      return shape
    }
  }

  private init() {}

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var continuations = 0
    for byte in bytes { continuations += byte & 0xC0 == 0x80 ? 1 : 0 }
    length = bytes.count - continuations
    let first = bytes.firstIndex { !Self.isSpace($0) }
    guard let first, let last = bytes.lastIndex(where: { !Self.isSpace($0) }) else { return }
    isBlank = false
    isPadded = first > 0 || last < bytes.count - 1
    guard last - first < Self.longest else { return }
    let core = UnsafeBufferPointer(rebasing: bytes[first...last])
    isNumber = Self.isNumber(core)
    if !isNumber { isDate = Self.isDate(core) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    var end = bytes.count
    func peek(_ text: StaticString) -> Bool {
      index < end && text.utf8CodeUnitCount == 1 && bytes[index] == text.utf8Start[0]
    }
    if peek("-") || peek("+") { index += 1 }
    if peek("$") { index += 1 }
    if index < end, bytes[end - 1] == UInt8(ascii: "%") { end -= 1 }
    let start = index
    var digits = 0
    while index < end, isDigit(bytes[index]) || (digits > 0 && peek(",")) {
      if isDigit(bytes[index]) { digits += 1 }
      index += 1
    }
    // "007" is a code; "0" and "0.5" are numbers.
    if digits > 1, bytes[start] == UInt8(ascii: "0") { return false }
    if index > start, bytes[index - 1] == UInt8(ascii: ",") { return false }
    if peek(".") {
      index += 1
      while index < end, isDigit(bytes[index]) {
        index += 1
        digits += 1
      }
    }
    guard digits > 0 else { return false }
    if peek("e") || peek("E") {
      index += 1
      if peek("-") || peek("+") { index += 1 }
      let exponent = index
      while index < end, isDigit(bytes[index]) { index += 1 }
      if index == exponent { return false }
    }
    return index == end
  }

  private static func isDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var groups: [Int] = []
    var index = 0
    var separator: UInt8?
    while groups.count < 3 {
      let start = index
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
      guard index > start else { return false }
      groups.append(index - start)
      guard groups.count < 3 else { break }
      guard index < bytes.count else { return false }
      let sign = bytes[index]
      guard [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(sign),
        sign == separator ?? sign
      else { return false }
      separator = sign
      index += 1
    }
    let isYearFirst = groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2
    let isYearLast = groups[0] <= 2 && groups[1] <= 2 && (groups[2] == 4 || groups[2] == 2)
    guard isYearFirst || isYearLast else { return false }
    if index == bytes.count { return true }
    guard bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "T") else {
      return false
    }
    return index + 1 < bytes.count && isDigit(bytes[index + 1])
  }
}
