/// Why an engine could not do what it was asked; the engine's own words are kept.
package struct EngineError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// The engine's library or server is not there.
    case missingEngine
    /// The engine refused or failed a query.
    case query
    /// The query would be too large to write.
    case tooLarge
    /// The work was stopped by `cancel`.
    case interrupted
    /// A value has no place in our types: an integer above 64 bits, a month as a length of time.
    case conversion
    /// There is no such file.
    case missingFile
    /// A file does not read as what it should be.
    case badFile
  }

  package var kind: Kind
  /// What happened, in one sentence or in the engine's words.
  package var message: String
  /// What to do about it.
  package var hint: String?
  /// The line of a text file.
  package var line: Int?

  package init(_ kind: Kind, _ message: String, hint: String? = nil, line: Int? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.line = line
  }

  package var description: String { hint.map { "\(message); \($0)" } ?? message }
}
