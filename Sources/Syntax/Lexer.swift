/// Reads a text into tokens; what it cannot read becomes a faulty token, never a failure.
package struct Lexer {
  var lexed: LexedText
  var position: Int
  let end: Int
  var startsLine = true

  /// The tokens of a whole cell.
  package static func lex(_ text: String) -> LexedText {
    let bytes = Array(text.utf8)
    return lex(bytes, in: SourceSpan(0, bytes.count))
  }

  /// The tokens of a stretch of a cell, such as an expression in an f-string.
  static func lex(_ bytes: [UInt8], in span: SourceSpan) -> LexedText {
    var lexer = Lexer(lexed: LexedText(bytes: bytes), position: span.start, end: span.end)
    while lexer.readToken() {}
    return lexer.lexed
  }

  private init(lexed: LexedText, position: Int, end: Int) {
    self.lexed = lexed
    self.position = position
    self.end = end
  }

  /// The byte `offset` places ahead; 0 after the end.
  func peek(_ offset: Int = 0) -> UInt8 {
    let place = position + offset
    return place < end ? lexed.bytes[place] : 0
  }

  /// Adds the token from `start` to the current position.
  mutating func add(_ kind: TokenKind, from start: Int, payload: Int = 0) {
    lexed.tokens.append(
      Token(
        kind: kind, startsLine: startsLine, payload: Int32(truncatingIfNeeded: payload),
        span: SourceSpan(start, position)))
    startsLine = false
  }

  mutating func addLiteral(_ value: LiteralSyntax, kind: TokenKind = .literal, from start: Int) {
    lexed.literals.append(value)
    add(kind, from: start, payload: lexed.literals.count - 1)
  }

  /// Says what is wrong with the token that was added last.
  mutating func blame(_ diagnostic: Diagnostic) {
    let last = lexed.tokens.count - 1
    lexed.tokens[last].isFaulty = true
    lexed.faults[last, default: []].append(diagnostic)
  }

  /// Reads one token; false at the end of the text.
  private mutating func readToken() -> Bool {
    skipSpace()
    guard position < end else { return false }
    let start = position
    let byte = peek()
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      readNumber()
    case UInt8(ascii: ".") where isDigit(peek(1)):
      readBareFraction()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      readText(prefix: 0, isRaw: false)
    case UInt8(ascii: "`"):
      readQuotedName()
    case UInt8(ascii: "@"):
      readDate()
    case UInt8(ascii: "$"):
      readVariable()
    default:
      if isNameStart() {
        readWord()
      } else if !readSign(byte) {
        readForeignCharacter()
      }
    }
    assert(position > start)
    return true
  }

  // MARK: White space and comments

  private mutating func skipSpace() {
    while position < end {
      switch peek() {
      case UInt8(ascii: "\n"):
        startsLine = true
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C:
        position += 1
      case UInt8(ascii: "#"):
        readComment()
      case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-") && isAfterSpace:
        readForeignComment("--")
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/") && isAfterSpace:
        readForeignComment("//")
      case 0xC2...0xEF:
        guard let width = unicodeSpaceWidth() else { return }
        position += width
      default:
        return
      }
    }
  }

  private var isAfterSpace: Bool {
    guard position > 0 else { return true }
    let before = lexed.bytes[position - 1]
    return before == UInt8(ascii: " ") || before == UInt8(ascii: "\n")
      || before == UInt8(ascii: "\t")
  }

  private mutating func skipLine() {
    while position < end, peek() != UInt8(ascii: "\n") { position += 1 }
    if position > 0, position <= end, lexed.bytes[position - 1] == UInt8(ascii: "\r") {
      position -= 1
    }
  }

  private mutating func readComment() {
    let start = position
    skipLine()
    lexed.comments.append(SourceSpan(start, position))
    if peek() == UInt8(ascii: "\r") { position += 1 }
  }

  private mutating func readForeignComment(_ sign: String) {
    let start = position
    skipLine()
    let other =
      sign == "//" ? "; a whole quotient is `floor(a / b)`" : "; to subtract, write one `-`"
    lexed.looseDiagnostics.append(
      Diagnostic(
        "E208", "`\(sign)` starts no comment here\(other)", at: SourceSpan(start, start + 2),
        label: "write `#`", fix: .init(SourceSpan(start, start + 2), "#")))
    if peek() == UInt8(ascii: "\r") { position += 1 }
  }

  /// The width of the white space beyond ASCII that stands here, such as a no-break space.
  private func unicodeSpaceWidth() -> Int? {
    let (first, second, third) = (peek(), peek(1), peek(2))
    switch (first, second) {
    case (0xC2, 0xA0): return 2
    case (0xE2, 0x80) where (0x80...0x8B).contains(third) || third == 0xAF: return 3
    case (0xE3, 0x80) where third == 0x80: return 3
    case (0xEF, 0xBB) where third == 0xBF: return 3
    default: return nil
    }
  }

  // MARK: Names

  func isNameStart() -> Bool {
    let byte = peek()
    if byte < 0x80 { return isASCIILetter(byte) || byte == UInt8(ascii: "_") }
    guard let scalar = scalar() else { return false }
    return scalar.properties.isAlphabetic
  }

  /// The character that starts here, if it is not ASCII.
  func scalar() -> Unicode.Scalar? {
    var bytes = lexed.bytes[position..<min(end, position + 4)].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return nil }
    return scalar
  }

  /// Moves behind the letters, digits and underscores that stand here.
  mutating func skipName() {
    while position < end {
      let byte = peek()
      if byte < 0x80 {
        guard isASCIILetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") else { return }
        position += 1
      } else {
        guard let scalar = scalar(), isNameCharacter(scalar) else { return }
        position += UTF8.width(scalar)
      }
    }
  }

  private mutating func readWord() {
    let start = position
    skipName()
    let length = position - start
    let quote = peek()
    if length == 1, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      if lexed.bytes[start] == UInt8(ascii: "f") {
        position = start
        return readInterpolation()
      }
      if lexed.bytes[start] == UInt8(ascii: "r") {
        position = start
        return readText(prefix: 1, isRaw: true)
      }
    }
    if skipOptionColon() { return add(.optionName, from: start, payload: length) }
    if length <= 5,
      let reserved = TokenKind.reserved[lexed.text(SourceSpan(start, position))]
    {
      return add(reserved, from: start)
    }
    add(.word, from: start)
  }

  /// Moves behind a colon that makes the name before it an option's.
  private mutating func skipOptionColon() -> Bool {
    var offset = 0
    while peek(offset) == UInt8(ascii: " ") || peek(offset) == UInt8(ascii: "\t") { offset += 1 }
    guard peek(offset) == UInt8(ascii: ":"), peek(offset + 1) != UInt8(ascii: "=") else {
      return false
    }
    position += offset + 1
    return true
  }

  private mutating func readQuotedName() {
    let start = position
    position += 1
    while position < end, peek() != UInt8(ascii: "\n") {
      if peek() == UInt8(ascii: "`") {
        guard peek(1) == UInt8(ascii: "`") else {
          position += 1
          add(.quotedName, from: start)
          if position - start == 2 {
            blame(
              Diagnostic(
                "E202", "a name in backticks has at least one character",
                at: SourceSpan(start, position), label: "write the name"))
          }
          return
        }
        position += 1
      }
      position += 1
    }
    add(.quotedName, from: start)
    blame(
      Diagnostic(
        "E202", "this name in backticks has no end", at: SourceSpan(start, start + 1),
        label: "close it with a backtick"))
    if position == end { lexed.unterminated = (SourceSpan(start, end), false) }
  }

  private mutating func readVariable() {
    let start = position
    position += 1
    skipName()
    add(.variable, from: start)
    if position - start == 1 {
      blame(
        Diagnostic(
          "E201", "`$` needs a name right after it", at: SourceSpan(start, position),
          label: "write `$name`"))
    }
  }
}

/// Whether the byte is a letter of ASCII.
func isASCIILetter(_ byte: UInt8) -> Bool {
  (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
}

/// Whether the byte is a decimal digit.
func isDigit(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

/// Whether a character may stand inside a bare name.
func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
  if scalar == "_" || scalar.properties.isAlphabetic { return true }
  switch scalar.properties.generalCategory {
  case .decimalNumber, .nonspacingMark, .spacingMark: return true
  default: return false
  }
}
