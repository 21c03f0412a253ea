import Glibc
import Tables

/// Reads values out of the bytes of a text file; spaces around a value do not count.
enum TextValue {
  /// What a text can be read as.
  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt8
    static let int = Kinds(rawValue: 1)
    static let number = Kinds(rawValue: 2)
    static let bool = Kinds(rawValue: 4)
    static let date = Kinds(rawValue: 8)
    static let datetime = Kinds(rawValue: 16)
    /// A datetime with `Z` or a distance from UTC.
    static let zoned = Kinds(rawValue: 32)
    static let all: Kinds = [.int, .number, .bool, .date, .datetime, .zoned]
  }

  /// Everything that the bytes can be read as; nothing means that they are only text.
  static func kinds(_ bytes: UnsafeRawBufferPointer) -> Kinds {
    let bytes = trimmed(bytes)
    guard let first = bytes.first else { return [] }
    switch first {
    case zero...nine, minus, point:
      if let shape = NumberShape(bytes) {
        return shape.isInteger ? [.int, .number] : .number
      }
      if bytes.count == 10, date(bytes) != nil { return [.date, .datetime] }
      if bytes.count > 10, let (_, isZoned) = datetime(bytes) {
        return isZoned ? .zoned : .datetime
      }
      return isNotFinite(bytes) ? .number : []
    default:
      if bool(bytes) != nil { return .bool }
      return isNotFinite(bytes) ? .number : []
    }
  }

  /// An integer without leading zeros and of at most 18 digits.
  static func int(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    let bytes = trimmed(bytes)
    guard let shape = NumberShape(bytes), shape.isInteger else { return nil }
    return shape.isNegative ? -Int64(shape.digits) : Int64(shape.digits)
  }

  /// A number; NaN and infinity have no value but are read.
  static func number(_ bytes: UnsafeRawBufferPointer) -> Double? {
    let bytes = trimmed(bytes)
    guard let shape = NumberShape(bytes) else { return isNotFinite(bytes) ? .nan : nil }
    if shape.isExact && shape.digits < 1 << 53 && abs(shape.exponent) <= 22 {
      // Both are exact as doubles, so that one rounding gives the nearest number.
      let digits = Double(shape.digits)
      let power = powers[abs(shape.exponent)]
      let size = shape.exponent < 0 ? digits / power : digits * power
      return shape.isNegative ? -size : size
    }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
      for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
      buffer[bytes.count] = 0
      return buffer.baseAddress.map { strtod($0, nil) }
    }
  }

  /// `true` or `false`, also with a capital or in capitals.
  static func bool(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    let bytes = trimmed(bytes)
    for (words, value) in [
      (["true", "True", "TRUE"], true), (["false", "False", "FALSE"], false),
    ] {
      for word in words where bytes.elementsEqual(word.utf8) { return value }
    }
    return nil
  }

  /// Days since 1970 of `2011-12-09`.
  static func date(_ bytes: UnsafeRawBufferPointer) -> Int32? { ISOText.date(trimmed(bytes)) }

  /// The instant of `2011-12-09T08:26` in its forms, or of a date.
  static func datetime(_ bytes: UnsafeRawBufferPointer) -> (micros: Int64, isZoned: Bool)? {
    ISOText.datetime(trimmed(bytes))
  }

  // MARK: Pieces

  private static let zero = UInt8(ascii: "0")
  private static let nine = UInt8(ascii: "9")
  private static let minus = UInt8(ascii: "-")
  private static let plus = UInt8(ascii: "+")
  private static let point = UInt8(ascii: ".")
  private static let space = UInt8(ascii: " ")
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    var end = bytes.count
    while start < end && bytes[start] == space { start += 1 }
    while end > start && bytes[end - 1] == space { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  /// Whether the bytes are a program's word for a number that is none.
  static func isNotFinite(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let words = ["NaN", "nan", "inf", "-inf", "Inf", "-Inf", "Infinity", "-Infinity"]
    return bytes.count <= 9 && words.contains { bytes.elementsEqual($0.utf8) }
  }

  /// The parts of a number as it is written.
  private struct NumberShape {
    var isNegative = false
    /// The digits without the point, at most 19 of them.
    var digits: UInt64 = 0
    /// The power of ten to multiply them with.
    var exponent = 0
    var isInteger = true
    /// Whether `digits` holds all digits.
    var isExact = true

    /// Reads bytes; nil when they are no number, or digits that a number would change: with a
    /// leading zero, or an integer of more than 18.
    init?(_ bytes: UnsafeRawBufferPointer) {
      var place = 0
      let count = bytes.count
      if place < count && bytes[place] == minus {
        isNegative = true
        place += 1
      }
      let begin = place
      var kept = 0
      while place < count, case let digit = bytes[place] &- zero, digit < 10 {
        add(digit, &kept, isFraction: false)
        place += 1
      }
      let whole = place - begin
      if whole > 1 && bytes[begin] == zero { return nil }
      var fraction = 0
      if place < count && bytes[place] == point {
        isInteger = false
        place += 1
        while place < count, case let digit = bytes[place] &- zero, digit < 10 {
          add(digit, &kept, isFraction: true)
          fraction += 1
          place += 1
        }
      }
      if whole + fraction == 0 { return nil }
      if place < count && (bytes[place] == UInt8(ascii: "e") || bytes[place] == UInt8(ascii: "E")) {
        isInteger = false
        place += 1
        var isBelow = false
        if place < count && (bytes[place] == minus || bytes[place] == plus) {
          isBelow = bytes[place] == minus
          place += 1
        }
        var power = 0
        let first = place
        while place < count, place < first + 4, case let digit = bytes[place] &- zero, digit < 10 {
          power = power * 10 + Int(digit)
          place += 1
        }
        if place == first { return nil }
        exponent += isBelow ? -power : power
      }
      if place < count || (isInteger && whole > 18) { return nil }
    }

    private mutating func add(_ digit: UInt8, _ kept: inout Int, isFraction: Bool) {
      if kept < 19 {
        digits = digits * 10 + UInt64(digit)
        if digits > 0 { kept += 1 }
        if isFraction { exponent -= 1 }
      } else {
        isExact = false
        if !isFraction { exponent += 1 }
      }
    }
  }
}
