import Tables

extension Function.Parameter.Accepts {
  /// Ints and numbers.
  package static let numeric = Self.value([.int, .number])
  /// What `sum` and its kin read: booleans count as 0 and 1.
  package static let countable = Self.value([.int, .number, .bool])
  /// Everything with a natural order.
  package static let orderable = Self.value([
    .int, .number, .bool, .text, .date, .datetime, .duration,
  ])
  /// Days and instants.
  package static let temporal = Self.value([.date, .datetime])
  /// A list of anything.
  package static let list = Self.value([.list(.null)])

  /// What is wanted, in words: `a number`, `a text or a date`.
  package var phrase: String {
    switch self {
    case .value(let types), .constant(let types): Self.phrase(for: types)
    case .condition: "true or false"
    case .step: "a length of time such as 1mo"
    case .word(let words): words.joined(separator: " or ")
    }
  }

  private static func phrase(for types: [DataType]) -> String {
    var words: [String] = []
    for type in types {
      // `sum` reads booleans, but what it wants is a number.
      if type == .bool && types.contains(.number) { continue }
      let word =
        type != .int
        ? type.described : types.contains(.number) ? "a number" : "a whole number"
      if !words.contains(word) { words.append(word) }
    }
    guard let last = words.popLast() else { return "any value" }
    return words.isEmpty ? last : words.joined(separator: ", ") + " or " + last
  }
}
