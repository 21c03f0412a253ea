/// A format of a number in an f-string (ruling 32): `.2f`, `,`, `,.0f`, `.1%`, `d`, or none.
struct NumberFormat: Hashable {
  /// Whether thousands are separated by commas.
  let groups: Bool
  /// The number of decimals; nil for `,` and `d` and the plain form.
  let decimals: Int?
  let isPercent: Bool

  init(_ text: String) {
    groups = text.hasPrefix(",")
    isPercent = text.hasSuffix("%")
    let digits = text.drop { $0 == "," }.drop { $0 == "." }.prefix { $0.isNumber }
    decimals = Int(digits)
  }
}
