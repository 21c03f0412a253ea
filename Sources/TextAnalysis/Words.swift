/// The words of a text: runs of letters and digits in lower case.
public struct Words: Hashable, Sendable {
  /// Whether a plural's last letter is dropped, so that "cables" finds "cable".
  public var foldsPlurals: Bool

  /// Chooses how words are cut.
  public init(foldsPlurals: Bool = true) { self.foldsPlurals = foldsPlurals }

  /// The words of `text`, in their order.
  ///
  /// An apostrophe within a word is dropped: "don't" is one word. All else that is no letter and no
  /// digit parts words, so "USB-C" is two.
  public func callAsFunction(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    func finish() {
      if !word.isEmpty { words.append(foldsPlurals ? Self.singular(word) : word) }
      word = ""
    }
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if !(character == "'" || character == "’") {
        finish()
      }
    }
    finish()
    return words
  }

  /// The word without the s of its plural; "glass", "bus" and short words stay.
  ///
  /// Source: the S-stemmer of Harman, "How effective is suffixing?", JASIS 42, 1991.
  static func singular(_ word: String) -> String {
    guard word.utf8.count > 3, word.hasSuffix("s") else { return word }
    if word.hasSuffix("ies") && !word.hasSuffix("eies") && !word.hasSuffix("aies") {
      return word.dropLast(3) + "y"
    }
    if word.hasSuffix("es") && !["aes", "ees", "oes"].contains(where: word.hasSuffix) {
      return String(word.dropLast(1))
    }
    return word.hasSuffix("us") || word.hasSuffix("ss") ? word : String(word.dropLast())
  }
}
