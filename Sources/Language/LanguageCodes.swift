package import Syntax

extension DiagnosticCode {
  /// Every documented code, in the order of the list of errors.
  package static let all: [DiagnosticCode] = families.flatMap(\.codes)

  /// The codes by what they are about.
  package static let families: [(title: String, codes: [DiagnosticCode])] = [
    ("Names", names),
    ("Writing a cell", syntax),
    ("Verbs and options", verbs),
    ("Types and expressions", expressions),
    ("Columns", columns),
    ("While a cell runs", running),
    ("Warnings", notices),
  ]

  /// The code as it is documented; nil if nothing gives it.
  package static func named(_ code: String) -> DiagnosticCode? { all.first { $0.code == code } }
}
