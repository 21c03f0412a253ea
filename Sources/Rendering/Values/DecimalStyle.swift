import Tables

/// How the numbers of one column are written: one number of decimals for all, chosen from them.
package struct DecimalStyle: Hashable, Sendable {
  /// Displays never show more; digits beyond may depend on the order of a sum.
  package static let significantDigits = 9
  /// The position of the first digit from which on numbers are written as `1.2e15`.
  package static let firstScientific = 15

  /// The digits behind the point.
  package var decimals = 0
  /// Whether thousands are separated by commas.
  package var isGrouped = true
  /// Written behind each number.
  package var suffix = ""
  /// Whether a number that is exactly zero is written without decimals.
  ///
  /// Beside `5.8e-219`, which has no digit in its column's decimals, 0.000000 would look like one
  /// more number that is not quite zero.
  package var hasPlainZero = false

  /// A style with known decimals.
  package init(decimals: Int, isGrouped: Bool = true) {
    self.decimals = decimals
    self.isGrouped = isGrouped
  }

  /// Chooses the decimals: as many as the values have if two are enough, else so many that the
  /// median shows about `digits` significant digits.
  package init(fitting values: [Double], digits: Int = 3, isGrouped: Bool = true) {
    self.isGrouped = isGrouped
    let numbers = values.filter { $0 != 0 }
      .map { DecimalNumber($0).rounded(significant: Self.significantDigits) }
    let needed = numbers.map(\.decimals).max() ?? 0
    let magnitudes = numbers.map(\.magnitude).sorted()
    guard let top = magnitudes.last, needed > 0 else { return }
    let median = magnitudes[(magnitudes.count - 1) / 2]
    decimals = needed <= 2 && digits >= 3 ? needed : min(needed, max(0, digits - 1 - median), 6)
    decimals = max(0, min(decimals, Self.significantDigits - 1 - max(top, 0)))
    hasPlainZero = numbers.contains { $0.rounded(decimals: decimals).isZero }
  }

  /// The style for percents of shares between 0 and 1: whole, unless some would vanish.
  package init(percentsFitting shares: [Double]) {
    self.init(fitting: shares.map { $0 * 100 }, digits: 2)
    let smallest = shares.lazy.filter { $0 > 0 }.min() ?? 1
    let largest = shares.max() ?? 1
    decimals = min(largest < 0.01 ? 2 : 1, max(decimals, smallest < 0.01 ? 1 : 0))
    suffix = "%"
    hasPlainZero = false
  }

  /// `value` in this style, with `minus` before numbers below zero.
  package func text(_ value: Double, minus: String = "-") -> String {
    guard value.isFinite else { return "–" }
    let number = DecimalNumber(value).rounded(significant: Self.significantDigits)
    let sign = number.isNegative ? minus : ""
    if number.isZero {
      return number.text(decimals: hasPlainZero ? 0 : decimals, grouped: false) + suffix
    }
    if number.magnitude >= Self.firstScientific {
      return sign + number.scientificText(significant: 4) + suffix
    }
    guard number.rounded(decimals: decimals).isZero else {
      return sign + number.text(decimals: decimals, grouped: isGrouped) + suffix
    }
    if suffix == "%" {
      let least = decimals == 0 ? "1" : "0." + String(repeating: "0", count: decimals - 1) + "1"
      return "<\(least)%"
    }
    // Too small for the column: better out of line than shown as zero.
    if number.magnitude < -4 { return sign + number.scientificText(significant: 2) + suffix }
    let short = number.rounded(significant: 2)
    return sign + short.text(decimals: short.decimals, grouped: false) + suffix
  }

  /// `value` in this style.
  package func text(_ value: Int64, minus: String = "-") -> String {
    (value < 0 ? minus : "") + (isGrouped ? value.magnitude.grouped : String(value.magnitude))
  }

  /// Whether the text of `value` says less than its first nine digits.
  package func hides(_ value: Double) -> Bool {
    let number = DecimalNumber(value).rounded(significant: Self.significantDigits)
    return number.decimals > decimals || number.magnitude >= Self.firstScientific
  }
}
