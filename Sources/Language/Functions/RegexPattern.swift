/// A regular expression in RE2's syntax, checked before an engine sees it.
///
/// The check finds what people get wrong: brackets, quantifiers, escapes, and what RE2 leaves out
/// (look-around, back-references). An engine has the last word.
struct RegexPattern: Hashable, Sendable {
  /// Why a pattern is refused, and what to write.
  struct Failure: Error, Hashable {
    var message: String
    var label: String
  }

  private(set) var groupCount = 0

  init(_ pattern: String) throws(Failure) {
    var rest = Substring(pattern)
    var depth = 0
    // Whether a quantifier may stand here, and whether one has just been read.
    var canRepeat = false
    var isRepeated = false
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        try Self.readEscape(&rest)
        (canRepeat, isRepeated) = (true, false)
      case "[":
        try Self.readClass(&rest)
        (canRepeat, isRepeated) = (true, false)
      case "(":
        depth += 1
        groupCount += try Self.readGroupStart(&rest, depth: &depth)
        (canRepeat, isRepeated) = (false, false)
      case ")":
        guard depth > 0 else {
          throw Failure(message: "a `)` closes nothing", label: "write \\) for the sign itself")
        }
        depth -= 1
        (canRepeat, isRepeated) = (true, false)
      case "|", "^": (canRepeat, isRepeated) = (false, false)
      case "*", "+", "?":
        if isRepeated && character == "?" {
          // A lazy quantifier.
          (canRepeat, isRepeated) = (true, false)
          canRepeat = false
        } else {
          try Self.checkRepeat(canRepeat && !isRepeated, String(character))
          isRepeated = true
        }
      case "{":
        guard let bounds = Self.readBounds(&rest) else {
          (canRepeat, isRepeated) = (true, false)
          continue
        }
        try Self.checkRepeat(canRepeat && !isRepeated, "{\(bounds)}")
        isRepeated = true
      default: (canRepeat, isRepeated) = (true, false)
      }
    }
    if depth > 0 {
      throw Failure(message: "a `(` is not closed", label: "add a ), or write \\( for the sign")
    }
  }

  private static func checkRepeat(_ isAllowed: Bool, _ quantifier: String) throws(Failure) {
    if isAllowed { return }
    throw Failure(
      message: "`\(quantifier)` has nothing to repeat",
      label: "write \\\(quantifier) for the sign itself")
  }

  private static func readEscape(_ rest: inout Substring) throws(Failure) {
    guard let escaped = rest.popFirst() else {
      throw Failure(message: "it ends with a backslash", label: "write \\\\ for the sign itself")
    }
    guard let digit = escaped.wholeNumberValue, escaped.isASCII else {
      if escaped == "Z" || escaped == "G" || escaped == "K" || escaped == "k" {
        throw Failure(message: "`\\\(escaped)` is not known", label: "RE2 syntax is expected")
      }
      if escaped == "p" || escaped == "P", rest.first == "{" {
        guard let end = rest.firstIndex(of: "}") else {
          throw Failure(message: "a `{` is not closed", label: "add a }")
        }
        rest = rest[rest.index(after: end)...]
      }
      return
    }
    if (1...9).contains(digit) {
      throw Failure(
        message: "`\\\(digit)` refers back to a group, which RE2 cannot do",
        label: "write the text out")
    }
  }

  private static func readClass(_ rest: inout Substring) throws(Failure) {
    if rest.first == "^" { rest.removeFirst() }
    var isFirst = true
    while let character = rest.popFirst() {
      if character == "]" && !isFirst { return }
      isFirst = false
      if character == "\\" {
        try readEscape(&rest)
      } else if character == "[", rest.first == ":" {
        guard let end = rest.firstIndex(of: "]") else { break }
        rest = rest[rest.index(after: end)...]
      }
    }
    throw Failure(message: "a `[` is not closed", label: "add a ], or write \\[ for the sign")
  }

  /// Reads what follows a `(`; gives the number of groups that it opens.
  private static func readGroupStart(
    _ rest: inout Substring, depth: inout Int
  ) throws(Failure) -> Int {
    guard rest.first == "?" else { return 1 }
    rest.removeFirst()
    for refused in ["=", "!", "<=", "<!"] where rest.hasPrefix(refused) {
      throw Failure(
        message: "`(?\(refused)` looks around, which RE2 cannot do",
        label: "use two conditions instead")
    }
    for opening in ["P<", "<"] where rest.hasPrefix(opening) {
      guard let end = rest.firstIndex(of: ">") else {
        throw Failure(message: "the name of a group is not closed", label: "add a >")
      }
      rest = rest[rest.index(after: end)...]
      return 1
    }
    let flags = rest.prefix { "imsU-".contains($0) }
    rest = rest.dropFirst(flags.count)
    switch rest.popFirst() {
    case ":": return 0
    case ")" where !flags.isEmpty:
      depth -= 1
      return 0
    default:
      throw Failure(
        message: "`(?` is not followed by a kind of group", label: "write (?: for a plain group")
    }
  }

  /// Reads `3}`, `3,}` or `3,5}`; anything else makes `{` an ordinary sign.
  private static func readBounds(_ rest: inout Substring) -> Substring? {
    guard let end = rest.firstIndex(of: "}") else { return nil }
    let bounds = rest[..<end]
    let numbers = bounds.split(separator: ",", omittingEmptySubsequences: false)
    guard numbers.count <= 2, let low = numbers.first, Int(low) != nil,
      numbers.count == 1 || numbers[1].isEmpty || Int(numbers[1]) != nil
    else { return nil }
    rest = rest[rest.index(after: end)...]
    return bounds
  }
}
