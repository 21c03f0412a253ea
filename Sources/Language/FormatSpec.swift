package import Tables

/// The format of a number in an f-string: `.2f`, `,`, `,.0f`, `.1%`, `d` and their combinations.
package struct FormatSpec: Hashable, Sendable {
  /// How the digits are chosen.
  package enum Style: Hashable, Sendable {
    /// At most 9 significant digits.
    case plain
    /// This many digits after the point.
    case fixed(Int)
    /// 100 times as large, with this many digits after the point and a percent sign.
    case percent(Int)
    /// A whole number.
    case whole
  }
  package var isGrouped: Bool
  package var style: Style

  /// Why a format is refused, and what to write.
  package struct Failure: Error, Hashable, Sendable {
    package var message: String
    package var label: String
  }

  /// The largest number of digits after the point.
  package static let largestFraction = 15

  /// Reads a format.
  package init(_ text: String) throws(Failure) {
    var rest = Substring(text)
    isGrouped = rest.first == ","
    if isGrouped { rest.removeFirst() }
    switch rest {
    case "": style = .plain
    case "d": style = .whole
    case "%", "f":
      throw Failure(
        message: "the format `\(text)` does not say how many digits follow the point",
        label: "write \(isGrouped ? "," : "").1\(rest)")
    default:
      guard rest.first == ".", let last = rest.last, last == "f" || last == "%",
        let digits = Int(rest.dropFirst().dropLast()), (0...Self.largestFraction).contains(digits)
      else {
        throw Failure(
          message: "`\(text)` is not a format of a number",
          label: "formats are .2f  ,  ,.0f  .1%  d")
      }
      style = last == "f" ? .fixed(digits) : .percent(digits)
    }
    if text.isEmpty {
      throw Failure(
        message: "there is no format after `:`", label: "formats are .2f  ,  ,.0f  .1%  d")
    }
  }

  /// The spelling that every reader of formats takes.
  package var spelling: String {
    let comma = isGrouped ? "," : ""
    return switch style {
    case .plain: comma
    case .fixed(let digits): "\(comma).\(digits)f"
    case .percent(let digits): "\(comma).\(digits)%"
    case .whole: "\(comma)d"
    }
  }

  /// The value in this format; nil for null and for what is no number.
  package func text(of value: Value) -> String? {
    let digits: DecimalDigits
    switch value {
    case .int(let number): digits = DecimalDigits(number)
    case .number(let number) where number.isFinite: digits = DecimalDigits(number)
    default: return nil
    }
    switch style {
    case .plain:
      if case .int = value { return digits.plain(grouped: isGrouped) }
      return digits.rounded(toSignificant: 9).plain(grouped: isGrouped)
    case .whole: return digits.rounded(toFraction: 0).plain(grouped: isGrouped)
    case .fixed(let count):
      return digits.rounded(toFraction: count).plain(fraction: count, grouped: isGrouped)
    case .percent(let count):
      let rounded = digits.percent.rounded(toFraction: count)
      return rounded.plain(fraction: count, grouped: isGrouped) + "%"
    }
  }
}
