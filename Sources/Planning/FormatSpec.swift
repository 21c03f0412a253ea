/// The format of a number in an f-string: `.2f`, `,`, `,.0f`, `.1%`, `d` and their combinations.
package struct FormatSpec: Hashable, Sendable {
  /// Whether thousands are separated by commas.
  package let isGrouped: Bool
  /// The number of digits after the point; nil for as many as the number has.
  package let decimals: Int?
  /// Whether the number is printed 100 times as large, with a percent sign.
  package let isPercent: Bool
  /// Whether the number is printed as a whole one.
  package let isWhole: Bool

  /// Why a format is refused, and what to write.
  package struct Failure: Error, Hashable, Sendable {
    package var message: String
    package var label: String
  }

  /// The largest number of digits after the point.
  package static let largestFraction = 15

  private static let known = "formats are .2f  ,  ,.0f  .1%  d"

  /// At most 9 significant digits, without separators.
  static let plain = FormatSpec(isGrouped: false, decimals: nil, isWhole: false)

  private init(isGrouped: Bool, decimals: Int?, isPercent: Bool = false, isWhole: Bool) {
    self.isGrouped = isGrouped
    self.decimals = decimals
    self.isPercent = isPercent
    self.isWhole = isWhole
  }

  /// Reads a format.
  package init(_ text: String) throws(Failure) {
    if text.isEmpty {
      throw Failure(message: "there is no format after `:`", label: Self.known)
    }
    let isGrouped = text.first == ","
    let rest = text.dropFirst(isGrouped ? 1 : 0)
    switch rest {
    case "", "d": self.init(isGrouped: isGrouped, decimals: nil, isWhole: rest == "d")
    case "%", "f":
      throw Failure(
        message: "the format `\(text)` does not say how many digits follow the point",
        label: "write \(isGrouped ? "," : "").1\(rest)")
    default:
      guard rest.first == ".", let last = rest.last, last == "f" || last == "%",
        let digits = Int(rest.dropFirst().dropLast()), (0...Self.largestFraction).contains(digits)
      else {
        throw Failure(message: "`\(text)` is not a format of a number", label: Self.known)
      }
      self.init(isGrouped: isGrouped, decimals: digits, isPercent: last == "%", isWhole: false)
    }
  }
}
