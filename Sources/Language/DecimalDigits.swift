/// The shortest decimal digits of a number, which can be rounded as people round: halves away from
/// zero, by the digits that one sees.
struct DecimalDigits: Hashable {
  var isNegative: Bool
  /// Significant digits without leading or trailing zeros; empty for 0.
  var digits: [UInt8]
  /// The number is 0.d₁d₂… × 10^point.
  var point: Int

  /// The digits of a finite number.
  init(_ number: Double) {
    isNegative = number < 0
    digits = []
    point = 0
    var fraction: Int?
    var exponent = 0
    var text = Substring("\(abs(number))")
    if let e = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: e)...]) ?? 0
      text = text[..<e]
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        fraction = digits.count
      } else {
        digits.append(byte &- UInt8(ascii: "0"))
      }
    }
    point = (fraction ?? digits.count) + exponent
    trim()
  }

  /// The digits of a whole number.
  init(_ number: Int64) {
    isNegative = number < 0
    digits = String(number.magnitude).utf8.map { $0 &- UInt8(ascii: "0") }
    point = digits.count
    trim()
  }

  private mutating func trim() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// Keeps `count` digits from the first significant one.
  func rounded(toSignificant count: Int) -> DecimalDigits { rounded(keeping: count) }

  /// Keeps `count` digits after the decimal point.
  func rounded(toFraction count: Int) -> DecimalDigits { rounded(keeping: point + count) }

  private func rounded(keeping count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var result = self
    result.digits = Array(digits.prefix(max(count, 0)))
    guard count >= 0, digits[count] >= 5 else {
      result.trim()
      return result
    }
    var index = count - 1
    while index >= 0, result.digits[index] == 9 {
      result.digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      result.digits[index] += 1
    } else {
      result.digits.insert(1, at: 0)
      result.point += 1
    }
    result.trim()
    return result
  }

  /// The number 100 times as large.
  var percent: DecimalDigits {
    var result = self
    if !digits.isEmpty { result.point += 2 }
    return result
  }

  /// Written out with at least `minimum` digits after the point.
  func plain(fraction minimum: Int = 0, grouped: Bool = false) -> String {
    var whole = ""
    for index in 0..<max(point, 0) {
      let left = point - index
      if grouped && index > 0 && left % 3 == 0 { whole += "," }
      whole.append(index < digits.count ? String(digits[index]) : "0")
    }
    var fraction = point < 0 ? String(repeating: "0", count: -point) : ""
    for digit in digits.dropFirst(max(point, 0)) { fraction += String(digit) }
    if fraction.utf8.count < minimum {
      fraction += String(repeating: "0", count: minimum - fraction.utf8.count)
    }
    let sign = isNegative && !digits.isEmpty ? "-" : ""
    return sign + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
  }
}

/// A number as texts show it when no format is given: at most 9 significant digits, but all digits
/// before the point, halves away from zero.
package enum PlainNumber {
  package static func text(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    let exact = DecimalDigits(number)
    let digits = exact.rounded(toSignificant: (9...15).contains(exact.point) ? exact.point : 9)
    guard !digits.digits.isEmpty, digits.point > 15 || digits.point < -5 else {
      return digits.plain()
    }
    var mantissa = digits
    mantissa.point = 1
    return "\(mantissa.plain())e\(digits.point - 1)"
  }
}
