import Glibc

/// Numbers as readers expect them: 1,234, then 12.3k, then 4.56M; a true minus sign.
package enum NumberFormat {
  /// `value` with `decimals` digits after the point and commas between thousands.
  package static func fixed(_ value: Double, decimals: Int, separators: Bool = true) -> String {
    let scale = powers[min(max(decimals, 0), powers.count - 1)]
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e18 else { return scientific(value) }
    let units = UInt64(scaled)
    let whole = units / UInt64(scale)
    let rest = units % UInt64(scale)
    var text = separators ? separated(String(whole)) : String(whole)
    if decimals > 0 {
      let digits = String(rest)
      text += "." + String(repeating: "0", count: max(0, decimals - digits.count)) + digits
    }
    return value < 0 && units > 0 ? "−" + text : text
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
    var power = exponent(value.magnitude)
    var mantissa = value.magnitude / pow(10, Double(power))
    if !mantissa.isFinite {
      // 10^power under- or overflows: go there in two steps.
      mantissa = value.magnitude / pow(10, Double(power / 2)) / pow(10, Double(power - power / 2))
    }
    if (mantissa * 100).rounded() >= 1000 {
      mantissa /= 10
      power += 1
    }
    let text = withoutTrailingZeros(fixed(mantissa, decimals: 2))
    return (value < 0 ? "−" : "") + text + "e" + (power < 0 ? "−" : "") + String(power.magnitude)
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
    guard size > 0 else { return 0 }
    let power = Int(log10(size).rounded(.down))
    // log10 may be off by one unit in the last place at powers of ten.
    if size >= pow(10, Double(power + 1)) { return power + 1 }
    return size < pow(10, Double(power)) ? power - 1 : power
  }

  /// The units of shortened numbers, largest first.
  static let units: [(from: Double, value: Double, suffix: String)] = [
    (1e12, 1e12, "tn"), (1e9, 1e9, "bn"), (1e6, 1e6, "M"), (1e4, 1e3, "k"),
  ]

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
  ]

  private static func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  private static func separated(_ digits: String) -> String {
    guard digits.utf8.count > 3 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.utf8.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
