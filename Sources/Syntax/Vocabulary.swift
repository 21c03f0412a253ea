/// The words that the language itself has; verbs, functions and marks are declared with what they do.
package enum Vocabulary {
  /// The words with which a statement starts.
  package static let statements = ["param", "def", "use", "note", "respond"]

  /// The words that no name may be without backticks.
  package static let reserved = TokenKind.reserved.keys.sorted()

  /// The units that make a duration of a number.
  package static let units = DurationSyntax.Unit.allCases.map(\.rawValue)
}
