/// A number as decimal digits, so that rounding and printing never meet binary fractions: halves
/// round away from zero as they are read, not as they are stored.
public struct DecimalNumber: Hashable, Sendable {
  /// The significant digits, without zeros at either end; none for zero.
  public private(set) var digits: [UInt8]
  /// Where the point stands: the value is `0.digits × 10^point`.
  public private(set) var point: Int
  /// Whether the number is below zero.
  public let isNegative: Bool

  /// Reads the shortest digits that mean `value`, which must be finite.
  public init(_ value: Double) {
    isNegative = value < 0
    digits = []
    point = 0
    let text = value.magnitude.description.utf8
    let end = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
    var seenPoint = false
    for byte in text[..<end] {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte - UInt8(ascii: "0"))
        if !seenPoint { point += 1 }
      }
    }
    if end < text.endIndex { point += Int(Substring(text[end...].dropFirst())) ?? 0 }
    trim()
  }

  /// Whether the value is zero.
  public var isZero: Bool { digits.isEmpty }

  /// The position of the first digit: 0 for 1 to 9, -1 for 0.1 to 0.9.
  public var magnitude: Int { point - 1 }

  /// The digits behind the point that the value needs.
  public var decimals: Int { max(0, digits.count - point) }

  /// The value with at most `count` significant digits.
  public func rounded(significant count: Int) -> DecimalNumber { keeping(count) }

  /// The value with at most `count` digits behind the point.
  public func rounded(decimals count: Int) -> DecimalNumber { keeping(point + count) }

  private func keeping(_ count: Int) -> DecimalNumber {
    guard count < digits.count else { return self }
    var result = self
    let up = count >= 0 && digits[count] >= 5
    result.digits.removeLast(digits.count - max(0, count))
    if up { result.increment() }
    result.trim()
    return result
  }

  /// Adds one in the last digit that is kept.
  private mutating func increment() {
    var index = digits.count
    while index > 0 {
      index -= 1
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    point += 1
  }

  private mutating func trim() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    point -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  // MARK: Texts

  /// The magnitude with exactly `count` digits behind the point: `1,234.50`.
  public func text(decimals count: Int, grouped: Bool) -> String {
    let rounded = rounded(decimals: count)
    func digits(_ places: Range<Int>) -> String {
      let bytes = places.map { place in
        UInt8(ascii: "0") + (rounded.digits.indices.contains(place) ? rounded.digits[place] : 0)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    let whole = rounded.point > 0 ? digits(0..<rounded.point) : "0"
    let text = grouped ? Self.grouped(whole) : whole
    return count > 0 ? text + "." + digits(rounded.point..<rounded.point + count) : text
  }

  /// The magnitude as `3.1e-10`, with at most `count` significant digits.
  public func scientificText(significant count: Int, minus: String = "-") -> String {
    let rounded = rounded(significant: count)
    guard let first = rounded.digits.first else { return "0" }
    let rest = rounded.digits.dropFirst().map { String($0) }.joined()
    let exponent = (rounded.magnitude < 0 ? minus : "") + String(rounded.magnitude.magnitude)
    return "\(first)" + (rest.isEmpty ? "" : "." + rest) + "e" + exponent
  }

  /// The number with at most `count` significant digits and no separators, without an exponent
  /// where people write none: `-0.0012`, `1.5e-9`.
  public func plainText(significant count: Int) -> String {
    let rounded = rounded(significant: count)
    if rounded.isZero { return "0" }
    let isPlain = (-6..<15).contains(rounded.magnitude)
    return (isNegative ? "-" : "")
      + (isPlain
        ? rounded.text(decimals: rounded.decimals, grouped: false)
        : rounded.scientificText(significant: count))
  }

  /// `digits` with commas between thousands.
  static func grouped(_ digits: String) -> String {
    let count = digits.utf8.count
    guard count > 3 else { return digits }
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0 && (count - place) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

extension BinaryInteger {
  /// The number with commas between thousands.
  public var grouped: String {
    (self < 0 ? "-" : "") + DecimalNumber.grouped(String(magnitude))
  }

  /// The number of things in a sentence: `1 row`, `12,345 rows`.
  public func counted(_ noun: String) -> String {
    grouped + " " + noun + (self == 1 ? "" : "s")
  }
}
