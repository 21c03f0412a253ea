import Tables

/// A number as texts show it when no format is given: at most 9 significant digits, but all digits
/// before the point, halves away from zero.
package enum PlainNumber {
  package static func text(_ number: Double) -> String { text(number, significant: 9) }

  /// The same with at most `count` digits.
  package static func text(_ number: Double, significant count: Int) -> String {
    guard number.isFinite else { return "–" }
    let exact = DecimalNumber(number)
    return exact.plainText(significant: (count...15).contains(exact.point) ? exact.point : count)
  }
}
