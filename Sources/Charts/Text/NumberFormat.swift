import Glibc
import Tables

/// Numbers as readers expect them: 1,234, then 12.3k, then 4.56M; a true minus sign.
package enum NumberFormat {
  /// `value` with `decimals` digits after the point and commas between thousands.
  package static func fixed(_ value: Double, decimals: Int, separators: Bool = true) -> String {
    guard value.magnitude < 1e18 else { return scientific(value) }
    let number = DecimalNumber(value).rounded(decimals: decimals)
    let sign = value < 0 && !number.isZero ? "−" : ""
    return sign + number.text(decimals: decimals, grouped: separators)
  }

  /// `value` with three significant digits: 0.123, 12.3, 285, 1,234, 12.3k, 285k, 4.56M.
  package static func short(_ value: Double) -> String {
    let size = value.magnitude
    if size == 0 { return "0" }
    if size >= 0.9995e15 || size < 1e-6 { return scientific(value) }
    for unit in units where size >= unit.from * 0.9995 {
      return fixed(value / unit.value, decimals: digits(after: value / unit.value)) + unit.suffix
    }
    if size >= 999.5 || value == value.rounded() { return fixed(value, decimals: 0) }
    let text = fixed(value, decimals: digits(after: value))
    return size < 1 ? withoutTrailingZeros(text) : text
  }

  /// `value` with up to nine significant digits, never shortened.
  package static func full(_ value: Double) -> String {
    let size = value.magnitude
    if size == 0 { return "0" }
    if size >= 1e15 || size < 1e-6 { return scientific(value) }
    if value == value.rounded() { return fixed(value, decimals: 0) }
    let decimals = min(8, max(0, 6 - 1 - exponent(size)), max(0, 9 - 1 - exponent(size)))
    return withoutTrailingZeros(fixed(value, decimals: max(decimals, size >= 1000 ? 2 : 0)))
  }

  /// The fraction `value` as a percentage; nil decimals are chosen by size.
  package static func percent(_ value: Double, decimals: Int? = nil) -> String {
    let hundred = value * 100
    let size = hundred.magnitude
    let chosen = decimals ?? (size >= 9.95 || size == 0 ? 0 : size >= 0.0995 ? 1 : 2)
    if size >= 1e15 { return scientific(hundred) + "%" }
    return fixed(hundred, decimals: chosen) + "%"
  }

  /// `value` as "1.23e15".
  package static func scientific(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "0" }
    return (value < 0 ? "−" : "")
      + DecimalNumber(value).scientificText(significant: 3, minus: "−")
  }

  /// How many digits after the point show three significant ones.
  static func digits(after value: Double) -> Int {
    guard value != 0 else { return 0 }
    let size = value.magnitude
    let digits = max(0, 2 - exponent(size))
    // 9.996 rounds up to a number with a digit more before the point.
    let scale = pow(10, Double(digits))
    return digits > 0 && exponent((size * scale).rounded() / scale) > exponent(size)
      ? digits - 1 : digits
  }

  /// The power of ten of the first digit.
  static func exponent(_ size: Double) -> Int {
    guard size > 0, size.isFinite else { return 0 }
    return DecimalNumber(size).magnitude
  }

  /// The units of shortened numbers, largest first.
  static let units: [(from: Double, value: Double, suffix: String)] = [
    (1e12, 1e12, "tn"), (1e9, 1e9, "bn"), (1e6, 1e6, "M"), (1e4, 1e3, "k"),
  ]

  private static func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
