extension Lexer {
  /// Reads an operator, a bracket or another sign; false if the byte is none.
  mutating func readSign(_ byte: UInt8) -> Bool {
    let start = position
    guard let (kind, width) = sign(byte) else { return false }
    position += width
    add(kind, from: start)
    return true
  }

  private func sign(_ byte: UInt8) -> (TokenKind, Int)? {
    let next = peek(1)
    switch Character(Unicode.Scalar(byte)) {
    case "(": return (.leftParen, 1)
    case ")": return (.rightParen, 1)
    case "[": return (.leftBracket, 1)
    case "]": return (.rightBracket, 1)
    case "{": return (.leftBrace, 1)
    case "}": return (.rightBrace, 1)
    case ",": return (.comma, 1)
    case "+": return (.plus, 1)
    case "/": return (.slash, 1)
    case "^": return (.caret, 1)
    case ";": return (.semicolon, 1)
    case "?": return next == UInt8(ascii: "?") ? (.coalesce, 2) : (.questionMark, 1)
    case "&": return (.ampersand, next == UInt8(ascii: "&") ? 2 : 1)
    case "*": return next == UInt8(ascii: "*") ? (.doubleStar, 2) : (.star, 1)
    case "-": return next == UInt8(ascii: ">") ? (.arrow, 2) : (.minus, 1)
    case ":": return next == UInt8(ascii: "=") ? (.walrus, 2) : (.colon, 1)
    case ".": return next == UInt8(ascii: ".") ? (.dotDot, 2) : (.dot, 1)
    case "|", "<", ">", "=", "!", "%": return comparisonOrPipe(byte)
    default: return nil
    }
  }

  private func comparisonOrPipe(_ byte: UInt8) -> (TokenKind, Int) {
    let (next, third) = (peek(1), peek(2))
    let (equal, more) = (UInt8(ascii: "="), UInt8(ascii: ">"))
    switch Character(Unicode.Scalar(byte)) {
    case "|":
      if next == UInt8(ascii: "|") { return (.doublePipe, 2) }
      return next == more ? (.pipe, 2) : (.pipe, 1)
    case "<":
      if next == equal { return (.lessEqual, 2) }
      return next == more ? (.diamond, 2) : (.less, 1)
    case ">":
      return next == equal ? (.greaterEqual, 2) : (.greater, 1)
    case "=":
      if next == equal { return third == equal ? (.tripleEqual, 3) : (.equalEqual, 2) }
      return next == more ? (.arrow, 2) : (.equal, 1)
    case "!":
      if next == equal { return third == equal ? (.tripleEqual, 3) : (.notEqual, 2) }
      return (.bang, 1)
    default:
      return next == more && third == UInt8(ascii: "%") ? (.percentPipe, 3) : (.percent, 1)
    }
  }

  /// Reads a character that means nothing here; a look-alike stands for what it looks like.
  mutating func readForeignCharacter() {
    let start = position
    guard let scalar = scalar() else {
      position += 1
      return add(.unknown, from: start)
    }
    position += UTF8.width(scalar)
    let span = SourceSpan(start, position)
    if let (kind, spelling) = Lexer.lookAlikes[scalar] {
      add(kind, from: start)
      return blame(
        Diagnostic(
          "E208", "`\(scalar)` is not read here", at: span, label: "write `\(spelling)`",
          fix: .init(span, spelling)))
    }
    if Lexer.curlyQuotes.contains(scalar) { return readCurlyText(from: start) }
    add(.unknown, from: start)
  }

  private static let lookAlikes: [Unicode.Scalar: (TokenKind, String)] = [
    "\u{2264}": (.lessEqual, "<="), "\u{2265}": (.greaterEqual, ">="),
    "\u{2260}": (.notEqual, "!="), "\u{2212}": (.minus, "-"), "\u{2013}": (.minus, "-"),
    "\u{2014}": (.minus, "-"), "\u{00D7}": (.star, "*"), "\u{00F7}": (.slash, "/"),
    "\u{2026}": (.dotDot, ".."),
  ]

  private static let curlyQuotes: Set<Unicode.Scalar> = [
    "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "\u{00AB}", "\u{00BB}",
  ]

  /// A text in the quotes of a word processor.
  private mutating func readCurlyText(from start: Int) {
    let content = position
    var contentEnd: Int?
    while position < end, peek() != UInt8(ascii: "\n") {
      guard let scalar = scalar() else { break }
      let place = position
      position += UTF8.width(scalar)
      if Lexer.curlyQuotes.contains(scalar) {
        contentEnd = place
        break
      }
    }
    guard let contentEnd else {
      position = content
      return add(.unknown, from: start)
    }
    let text = lexed.text(SourceSpan(content, contentEnd))
    addLiteral(.text(text), kind: .text, from: start)
    let quoted = quotedText(text)
    blame(
      Diagnostic(
        "E208", "a text stands in straight quotes", at: SourceSpan(start, position),
        label: "write `\(quoted)`", fix: .init(SourceSpan(start, position), quoted)))
  }
}

/// A text as a literal in double quotes.
package func quotedText(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
