/// A number as decimal digits, so that rounding and printing never meet binary fractions: halves
/// round away from zero as they are read, not as they are stored.
package struct DecimalNumber {
  /// The significant digits, without zeros at either end; none for zero.
  private(set) var digits: [UInt8]
  /// Where the point stands: the value is `0.digits × 10^point`.
  private(set) var point: Int
  /// Whether the number is below zero.
  let isNegative: Bool

  /// Reads the shortest digits that mean `value`, which must be finite.
  package init(_ value: Double) {
    isNegative = value < 0
    var digits: [UInt8] = []
    var point = 0
    var seenPoint = false
    var exponent = 0
    var bytes = value.magnitude.description.utf8.makeIterator()
    scan: while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte - UInt8(ascii: "0"))
        if !seenPoint { point += 1 }
      case UInt8(ascii: "."):
        seenPoint = true
      default:
        var rest = ""
        while let byte = bytes.next() { rest.unicodeScalars.append(Unicode.Scalar(byte)) }
        exponent = Int(rest) ?? 0
        break scan
      }
    }
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    self.digits = digits
    self.point = point - leading + exponent
    trim()
  }

  /// Whether the value is zero.
  var isZero: Bool { digits.isEmpty }

  /// The position of the first digit: 0 for 1 to 9, -1 for 0.1 to 0.9.
  var magnitude: Int { point - 1 }

  /// The digits behind the point that the value needs.
  var decimals: Int { max(0, digits.count - point) }

  /// The value with at most `count` significant digits.
  func rounded(significant count: Int) -> DecimalNumber { keeping(count) }

  /// The value with at most `count` digits behind the point.
  func rounded(decimals count: Int) -> DecimalNumber { keeping(point + count) }

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
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// The magnitude with exactly `count` digits behind the point: `1,234.50`.
  package func text(decimals count: Int, grouped: Bool) -> String {
    let rounded = rounded(decimals: count)
    func digit(_ index: Int) -> Character {
      let known = rounded.digits.indices.contains(index)
      return Character(Unicode.Scalar(UInt8(ascii: "0") + (known ? rounded.digits[index] : 0)))
    }
    var text = ""
    let whole = max(rounded.point, 1)
    for place in 0..<whole {
      text.append(digit(rounded.point - whole + place))
      let left = whole - 1 - place
      if grouped && left > 0 && left % 3 == 0 { text.append(",") }
    }
    guard count > 0 else { return text }
    text.append(".")
    for place in 0..<count { text.append(digit(rounded.point + place)) }
    return text
  }

  /// The magnitude as `3.1e-10`, with at most `count` significant digits.
  func scientificText(significant count: Int) -> String {
    let rounded = rounded(significant: count)
    guard let first = rounded.digits.first else { return "0" }
    let rest = rounded.digits.dropFirst().map { String($0) }.joined()
    return "\(first)" + (rest.isEmpty ? "" : "." + rest) + "e\(rounded.magnitude)"
  }
}
