import Syntax

extension VerbEntry {
  /// The verb as help shows it: `take n [by k] [sort k]`.
  package var signature: String {
    var words = [name]
    words += parameters.filter { !$0.isClause && $0.place != .option }.map(\.notation)
    words += parameters.filter(\.isClause).map(\.notation)
    let options = parameters.filter { $0.place == .option }
    let required = options.filter(\.isRequired).map { "\($0.name):" }
    let optional = options.filter { !$0.isRequired }.map { option in
      option.defaultText.map { "\(option.name): \($0)" } ?? "\(option.name):"
    }
    if !required.isEmpty { words.append(required.joined(separator: ", ")) }
    if !optional.isEmpty { words.append("[\(optional.joined(separator: ", "))]") }
    return words.joined(separator: " ")
  }
}

extension ParameterDescription {
  /// Whether the parameter is `by`, `sort`, `on` or `using`.
  fileprivate var isClause: Bool {
    if case .clause = place { true } else { false }
  }
}
