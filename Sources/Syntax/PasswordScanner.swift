/// Looks once through the bytes of a text for passwords; its time grows with their number.
struct PasswordScanner {
  /// What the place that is looked at belongs to, in a cell.
  private enum Region {
    case code, line, comment, block
  }

  /// The rest of a word, looked through for the end of an address.
  private struct Word {
    var end = 0
    var lastAt: Int?
  }

  private static let words = ["password", "passphrase", "passwd", "pwd"].map { Array($0.utf8) }
  /// Characters of a name that is looked at behind a `&`.
  private static let nameLimit = 40

  private let bytes: UnsafeBufferPointer<UInt8>
  private let isCode: Bool
  private var position = 0
  private var region = Region.code
  private var word = Word()

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: Passwords.Kind) {
    self.bytes = bytes
    isCode = kind == .code
  }

  mutating func places() -> [Range<Int>] {
    var found: [Range<Int>] = []
    while position < bytes.count {
      let secret: Range<Int>? =
        switch bytes[position] {
        case UInt8(ascii: ":"): addressSecret()
        case UInt8(ascii: "p"), UInt8(ascii: "P"): settingSecret()
        default: nil
        }
      if let secret { found.append(secret) }
      let next = secret?.upperBound ?? position + 1
      while isCode, position < next {
        follow()
        position += 1
      }
      position = max(position, next)
    }
    return found
  }

  /// Follows the texts and comments of a cell.
  private mutating func follow() {
    switch bytes[position] {
    case UInt8(ascii: "\n"): if region != .block { region = .code }
    case UInt8(ascii: "#"): if region == .code { region = .comment }
    case UInt8(ascii: "\\"):
      let next = byte(position + 1)
      if region == .line, next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") { position += 1 }
    case UInt8(ascii: "\""):
      let isTriple =
        byte(position + 1) == UInt8(ascii: "\"") && byte(position + 2) == UInt8(ascii: "\"")
      switch region {
      case .code where isTriple:
        region = .block
        position += 2
      case .block where isTriple:
        region = .code
        position += 2
      case .code: region = .line
      case .line: region = .code
      case .block, .comment: break
      }
    default: break
    }
  }

  // MARK: Addresses

  /// The password of an address whose `://` begins here: from the first colon behind the user to
  /// the last `@` of the word.
  private mutating func addressSecret() -> Range<Int>? {
    guard byte(position + 1) == UInt8(ascii: "/"), byte(position + 2) == UInt8(ascii: "/") else {
      return nil
    }
    let start = position + 3
    // A word holds many addresses without blanks between them; it is looked through once.
    if start > word.end { word = self.word(from: start) }
    guard let at = word.lastAt, at > start else { return nil }
    var colon = start
    while colon < at, bytes[colon] != UInt8(ascii: ":") {
      if bytes[colon] == UInt8(ascii: "/") { return nil }
      colon += 1
    }
    return colon + 1 < at ? colon + 1..<at : nil
  }

  /// The word that goes on here: up to a blank, or to the quote that it began with.
  private func word(from start: Int) -> Word {
    var quote = position
    while quote > 0, position - quote < Self.nameLimit, Self.isNamePart(bytes[quote - 1]) {
      quote -= 1
    }
    let opener = quote > 0 ? bytes[quote - 1] : 0
    let isEscaped = quote > 1 && bytes[quote - 2] == UInt8(ascii: "\\")
    var found = Word(end: start)
    while found.end < bytes.count, bytes[found.end] > 0x20 {
      let byte = bytes[found.end]
      if byte == UInt8(ascii: "@") { found.lastAt = found.end }
      if byte == UInt8(ascii: "'"), opener == byte { break }
      if byte == UInt8(ascii: "\""),
        opener == byte && isEscaped || bytes[found.end - 1] != UInt8(ascii: "\\")
      {
        break
      }
      found.end += 1
    }
    return found
  }

  // MARK: Settings

  /// The value of a setting whose name ends in a word for password that begins here.
  private func settingSecret() -> Range<Int>? {
    guard let name = Self.words.first(where: { stands($0) }) else { return nil }
    var index = position + name.count
    // A key of JSON ends with its quote, which is escaped in a text within a text.
    if byte(index) == UInt8(ascii: "\\"), isQuote(index + 1) { index += 1 }
    let isKey = isQuote(index)
    let endsText = byte(index) == UInt8(ascii: "\"") && bytes[index - 1] != UInt8(ascii: "\\")
    let isInText = region == .line && !endsText
    if isKey { index += 1 }
    let nameEnd = index
    skipBlanks(&index)
    guard let sign = byte(index), sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":") else {
      return nil
    }
    let isTight = index == nameEnd && byte(index + 1) != 0x20 && byte(index + 1) != 0x09
    index += 1
    skipBlanks(&index)
    guard index < bytes.count else { return nil }
    // The quote may be the end of the text in which the name stands.
    if !isInText || bytes[index] != UInt8(ascii: "\""), let secret = quoted(at: index) {
      return secret
    }
    guard bytes[index] != UInt8(ascii: "=") else { return nil }
    if sign == UInt8(ascii: ":") {
      // `password: x` is an option or a sentence, and `"password": 1` is JSON.
      return isKey ? bare(from: index, isElement: true) : nil
    }
    let isSetting = !isCode || isInText || region == .comment
    return isTight || isSetting ? bare(from: index, isElement: !isSetting) : nil
  }

  /// A value without quotes: up to a blank, a quote or the next setting of an address.
  private func bare(from start: Int, isElement: Bool) -> Range<Int>? {
    var end = start
    while end < bytes.count, bytes[end] > 0x20, !isQuote(end) {
      if isElement, ",)}]|".utf8.contains(bytes[end]) { break }
      if bytes[end] == UInt8(ascii: "&") || bytes[end] == UInt8(ascii: ";"), isSetting(at: end + 1)
      {
        break
      }
      if bytes[end] == UInt8(ascii: "\\"), isQuote(end + 1) { break }
      end += 1
    }
    return start < end ? start..<end : nil
  }

  /// Whether a name and its sign, or nothing, stand here.
  private func isSetting(at start: Int) -> Bool {
    var index = start
    while index < bytes.count, index - start < Self.nameLimit,
      Self.isNamePart(bytes[index])
    {
      index += 1
    }
    return index == bytes.count || bytes[index] == UInt8(ascii: "=")
      || index == start && (bytes[index] <= 0x20 || isQuote(index))
  }

  /// What stands in the quotes that begin here; they may be escaped, as in a text within a text.
  private func quoted(at start: Int) -> Range<Int>? {
    let isEscaped = bytes[start] == UInt8(ascii: "\\")
    let first = isEscaped ? start + 2 : start + 1
    guard isQuote(first - 1) else { return nil }
    let quote = bytes[first - 1]
    if quote == UInt8(ascii: "'"), byte(first) == quote, let next = byte(first + 1),
      next > 0x20, !",;)]}'\"".utf8.contains(next)
    {
      // A text within a text of SQL begins and ends with two.
      let rest = bytes[(first + 1)...]
      let end = rest.firstIndex { $0 == quote || $0 == UInt8(ascii: "\n") } ?? bytes.count
      return first + 1..<end
    }
    var index = first
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      if isEscaped {
        if bytes[index] == UInt8(ascii: "\\"), byte(index + 1) == quote { break }
      } else if bytes[index] == quote {
        // SQL doubles a quote that is meant.
        guard quote == UInt8(ascii: "'"), byte(index + 1) == quote, index > first else { break }
        index += 1
      } else if bytes[index] == UInt8(ascii: "\\") {
        index += 1
      }
      index += 1
    }
    let end = min(index, bytes.count)
    return first < end ? first..<end : nil
  }

  // MARK: Bytes

  private func byte(_ index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  private func isQuote(_ index: Int) -> Bool {
    let byte = byte(index)
    return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private func stands(_ word: [UInt8]) -> Bool {
    guard position + word.count <= bytes.count else { return false }
    return word.indices.allSatisfy { bytes[position + $0] | 0x20 == word[$0] }
  }

  private func skipBlanks(_ index: inout Int) {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
