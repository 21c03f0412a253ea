extension Lexer {
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")

  /// Whether three double quotes stand `offset` places ahead.
  private func isTripleQuote(_ offset: Int) -> Bool {
    (0..<3).allSatisfy { peek(offset + $0) == UInt8(ascii: "\"") }
  }

  /// Reads a text whose quote stands `prefix` places ahead.
  mutating func readText(prefix: Int, isRaw: Bool) {
    let start = position
    if isTripleQuote(prefix) { return readRawBlock(from: start, prefix: prefix) }
    position += prefix
    let quote = peek()
    position += 1
    let content = position
    var faults: [Diagnostic] = []
    var text: [UInt8] = []
    var stretch = position
    while position < end, peek() != quote, peek() != Lexer.newline {
      guard peek() == Lexer.backslash else {
        position += 1
        continue
      }
      if isRaw {
        position += peek(1) == Lexer.newline || position + 1 >= end ? 1 : 2
        continue
      }
      text += lexed.bytes[stretch..<position]
      readEscape(into: &text, &faults)
      stretch = position
    }
    text += lexed.bytes[stretch..<position]
    closeText(quote: quote, from: start, contentAt: content, text, faults)
  }

  private mutating func closeText(
    quote: UInt8, from start: Int, contentAt content: Int, _ text: [UInt8],
    _ faults: [Diagnostic]
  ) {
    let isClosed = peek() == quote && position < end
    if isClosed { position += 1 }
    addLiteral(.text(String(decoding: text, as: UTF8.self)), kind: .text, from: start)
    faults.forEach { blame($0) }
    guard !isClosed else { return }
    blame(unterminated(from: start, contentAt: content, quote: quote))
    if position == end { lexed.unterminated = (SourceSpan(start, end), false) }
  }

  private func unterminated(from start: Int, contentAt content: Int, quote: UInt8) -> Diagnostic {
    let sign = String(Character(Unicode.Scalar(quote)))
    let hint = position < end ? "; a text of several lines stands in `\"\"\"`" : ""
    return Diagnostic(
      "E202", "this text has no end", at: SourceSpan(start, content),
      label: "close it with `\(sign)` on the same line\(hint)")
  }

  /// Reads `"""…"""`, in which nothing is escaped.
  private mutating func readRawBlock(from start: Int, prefix: Int) {
    position += prefix + 3
    let content = position
    while position < end, !isTripleQuote(0) { position += 1 }
    let text = lexed.text(SourceSpan(content, position))
    let isClosed = position < end
    if isClosed { position += 3 }
    addLiteral(.text(text), kind: .text, from: start)
    if !isClosed { blameOpenBlock(from: start, contentAt: content) }
  }

  private mutating func blameOpenBlock(from start: Int, contentAt content: Int) {
    blame(
      Diagnostic(
        "E202", "this text has no end", at: SourceSpan(start, content),
        label: "close it with `\"\"\"`"))
    lexed.unterminated = (SourceSpan(start, end), true)
  }

  // MARK: Escapes

  /// Reads the escape that stands here and adds what it stands for.
  private mutating func readEscape(into text: inout [UInt8], _ faults: inout [Diagnostic]) {
    let start = position
    position += 1
    guard position < end, peek() != Lexer.newline else { return }
    let letter = peek()
    position += 1
    switch Character(Unicode.Scalar(letter)) {
    case "n": text.append(0x0A)
    case "t": text.append(0x09)
    case "r": text.append(0x0D)
    case "b": text.append(0x08)
    case "f": text.append(0x0C)
    case "\\", "\"", "'", "/": text.append(letter)
    case "x": readCode(2, from: start, into: &text, &faults)
    case "u": readCode(4, from: start, into: &text, &faults)
    case "U": readCode(8, from: start, into: &text, &faults)
    default:
      if letter >= 0x80 {
        position -= 1
        if let scalar = scalar() { position += UTF8.width(scalar) } else { position += 1 }
      }
      let span = SourceSpan(start, position)
      text += lexed.bytes[start..<position]
      faults.append(
        Diagnostic(
          "E211", "`\(lexed.text(span))` is no escape", at: span,
          label: "write `\\\(lexed.text(span))`, or r\"…\" for a pattern",
          fix: .init(SourceSpan(start, start), "\\")))
    }
  }

  private mutating func readCode(
    _ digits: Int, from start: Int, into text: inout [UInt8], _ faults: inout [Diagnostic]
  ) {
    guard var code = readHex(digits) else {
      while peek().isHexDigit { position += 1 }
      faults.append(
        Diagnostic(
          "E211", "this escape needs \(digits) hexadecimal digits", at: SourceSpan(start, position),
          label: "such as `\\u00e9`"))
      return
    }
    if (0xD800..<0xDC00).contains(code), peek() == Lexer.backslash, peek(1) == UInt8(ascii: "u") {
      let place = position
      position += 2
      if let low = readHex(4), (0xDC00..<0xE000).contains(low) {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      } else {
        position = place
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      faults.append(
        Diagnostic(
          "E211", "no character has this number", at: SourceSpan(start, position),
          label: code < 0xE000 ? "half of a pair is missing" : "the last one is `\\U0010FFFF`"))
      return
    }
    text += Array(UTF8.encode(scalar) ?? .init())
  }

  private mutating func readHex(_ digits: Int) -> UInt32? {
    guard (0..<digits).allSatisfy({ peek($0).isHexDigit }) else { return nil }
    let value = UInt32(lexed.text(SourceSpan(position, position + digits)), radix: 16)
    position += digits
    return value
  }

  // MARK: F-strings

  /// Reads `f"…"` or `f"""…"""`.
  mutating func readInterpolation() {
    let start = position
    let isBlock = isTripleQuote(1)
    let quote = peek(1)
    position += isBlock ? 4 : 2
    let content = position
    var faults: [Diagnostic] = []
    var stretches: [InterpolationStretch] = []
    var text: [UInt8] = []
    scan: while position < end {
      let byte = peek()
      switch byte {
      case quote where !isBlock || isTripleQuote(0):
        break scan
      case Lexer.newline where !isBlock:
        break scan
      case Lexer.backslash where !isBlock:
        readEscape(into: &text, &faults)
      case UInt8(ascii: "{") where peek(1) == byte, UInt8(ascii: "}") where peek(1) == byte:
        text.append(byte)
        position += 2
      case UInt8(ascii: "{"):
        if !text.isEmpty { stretches.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
        stretches.append(readHole(quote: quote, isBlock: isBlock, &faults))
      case UInt8(ascii: "}"):
        faults.append(
          Diagnostic(
            "E212", "`}` closes nothing", at: SourceSpan(position, position + 1),
            label: "write `}}` for the sign itself",
            fix: .init(SourceSpan(position, position), "}")))
        position += 1
      default:
        text.append(byte)
        position += 1
      }
    }
    if !text.isEmpty { stretches.append(.text(String(decoding: text, as: UTF8.self))) }
    let isClosed = position < end && peek() == quote
    if isClosed { position += isBlock ? 3 : 1 }
    lexed.interpolations.append(stretches)
    add(.interpolation, from: start, payload: lexed.interpolations.count - 1)
    faults.forEach { blame($0) }
    if !isClosed, isBlock {
      blameOpenBlock(from: start, contentAt: content)
    } else if !isClosed {
      blame(unterminated(from: start, contentAt: content, quote: quote))
      if position == end { lexed.unterminated = (SourceSpan(start, end), false) }
    } else if quote == UInt8(ascii: "'") {
      blameSingleQuotes(from: start)
    }
  }

  private mutating func blameSingleQuotes(from start: Int) {
    let body = lexed.text(SourceSpan(start + 2, position - 1))
    let span = SourceSpan(start, position)
    blame(
      Diagnostic(
        "E212", "an f-string stands in double quotes", at: SourceSpan(start, start + 2),
        label: "write f\"…\"", fix: body.contains("\"") ? nil : .init(span, "f\"\(body)\"")))
  }

  /// Reads `{expression:format}`; a colon outside brackets and quotes starts the format.
  private mutating func readHole(
    quote: UInt8, isBlock: Bool, _ faults: inout [Diagnostic]
  ) -> InterpolationStretch {
    let open = position
    position += 1
    var depth = 0
    var colon: Int?
    var inner: UInt8?
    scan: while position < end {
      let byte = peek()
      if byte == Lexer.newline, !isBlock { break }
      if byte == quote, !isBlock || isTripleQuote(0) { break }
      if let open = inner {
        if byte == Lexer.backslash, peek(1) != quote { position += 1 }
        if byte == open { inner = nil }
      } else if colon == nil {
        switch Character(Unicode.Scalar(byte)) {
        case "\"", "'", "`": inner = byte
        case "(", "[", "{": depth += 1
        case ")", "]": depth -= 1
        case "}":
          if depth <= 0 { break scan }
          depth -= 1
        case ":": if depth <= 0 { colon = position }
        default: break
        }
      } else if byte == UInt8(ascii: "}") {
        break
      }
      position += 1
    }
    position = min(position, end)
    let isClosed = peek() == UInt8(ascii: "}")
    let expression = SourceSpan(open + 1, colon ?? position)
    let format = colon.map { SourceSpan($0 + 1, position) }
    if isClosed {
      position += 1
    } else {
      faults.append(
        Diagnostic(
          "E212", "this brace is not closed", at: SourceSpan(open, open + 1),
          label: "close it with `}`, or write `{{` for the sign itself"))
    }
    return .hole(expression, format: format)
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    isDigit(self) || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "f"))
  }
}
