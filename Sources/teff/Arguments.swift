/// What stands behind a command's name: the command takes its options out, operands are left.
struct Arguments {
  private var rest: [String]
  /// What stands behind `--`, which no option is.
  private let operandsOnly: [String]

  init(_ arguments: [String]) {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    rest = Array(arguments[..<end])
    operandsOnly = Array(arguments[end...].dropFirst())
  }

  /// Takes out an option without a value.
  mutating func flag(_ name: String) -> Bool {
    guard rest.contains(name) else { return false }
    rest.removeAll { $0 == name }
    return true
  }

  /// Takes out an option's value, `--name value` or `--name=value`; of several the last counts.
  mutating func value(_ name: String) throws(UsageError) -> String? {
    try values(name).last
  }

  /// Takes out the values of an option that may be given several times.
  mutating func values(_ name: String) throws(UsageError) -> [String] {
    var values: [String] = []
    while let index = rest.firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) {
      let argument = rest.remove(at: index)
      if argument != name {
        values.append(String(argument.dropFirst(name.count + 1)))
      } else if index < rest.endIndex {
        values.append(rest.remove(at: index))
      } else {
        throw UsageError("\(name) takes a value")
      }
    }
    return values
  }

  /// Takes out a value that is one of several words.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, default standard: Word
  ) throws(UsageError) -> Word where Word.RawValue == String {
    guard let text = try value(name) else { return standard }
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("\(name) is one of \(words), not `\(text)`")
    }
    return word
  }

  /// What is left once all options are out.
  func operands() throws(UsageError) -> [String] {
    if let unknown = rest.first(where: { $0.hasPrefix("-") && $0 != "-" }) {
      throw UsageError("there is no option `\(unknown)`")
    }
    return rest + operandsOnly
  }

  /// Checks that nothing is left.
  func end() throws(UsageError) {
    if let first = try operands().first { throw UsageError("`\(first)` is one word too many") }
  }
}
