package import Syntax

extension VerbEntry {
  /// The verb as help shows it: `take n [by k] [sort k]`.
  package var signature: String {
    var words = [name]
    for parameter in parameters where parameter.place != .option {
      words.append(parameter.notation)
    }
    let options = parameters.filter { $0.place == .option }
    let required = options.filter(\.isRequired).map { "\($0.name):" }
    let optional = options.filter { !$0.isRequired }.map { option in
      option.defaultText.map { "\(option.name): \($0)" } ?? "\(option.name):"
    }
    words += required
    if !optional.isEmpty { words.append("[\(optional.joined(separator: ", "))]") }
    return words.joined(separator: " ")
  }
}
