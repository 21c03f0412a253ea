/// Passwords in the text of a cell, such as those of a database's address.
package enum DSNPassword {
  /// What stands for a password.
  package static let replacement = "***"

  /// The text without the passwords of addresses (`postgres://user:secret@host`) and of settings
  /// (`password=secret`, `"password": "secret"`, `PGPASSWORD='two words'`).
  package static func redacted(in text: String) -> String {
    var scanner = Scanner(Array(text.utf8))
    guard scanner.mayHavePassword else { return text }
    return String(decoding: scanner.redacted(), as: UTF8.self)
  }

  private struct Scanner {
    private let bytes: [UInt8]
    private var result: [UInt8] = []
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private static let words = ["password", "passwd", "passphrase", "pwd"].map { Array($0.utf8) }

    /// Whether a closer look is worth its time.
    var mayHavePassword: Bool {
      bytes.indices.contains { index in
        switch bytes[index] | 0x20 {
        case UInt8(ascii: "p"): Self.words.contains { stands($0, at: index) }
        case UInt8(ascii: "/"): bytes[index...].starts(with: "//".utf8)
        default: false
        }
      }
    }

    mutating func redacted() -> [UInt8] {
      while position < bytes.count {
        if let secret = addressSecret() ?? settingSecret() {
          result += bytes[position..<secret.lowerBound]
          result += Array(DSNPassword.replacement.utf8)
          position = secret.upperBound
        } else {
          result.append(bytes[position])
          position += 1
        }
      }
      return result
    }

    /// The password of an address whose `://` begins here: from the first colon behind the user to
    /// the last `@` before a blank or a quote.
    private func addressSecret() -> Range<Int>? {
      guard bytes[position...].starts(with: "://".utf8) else { return nil }
      let start = position + 3
      let end = bytes[start...].firstIndex { Self.endsAddress($0) } ?? bytes.count
      guard let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")),
        let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":")),
        !bytes[start..<colon].contains(UInt8(ascii: "/")), colon + 1 < at
      else { return nil }
      return colon + 1..<at
    }

    private static func endsAddress(_ byte: UInt8) -> Bool {
      byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    /// The value of a setting whose name ends in a word for password that begins here.
    private func settingSecret() -> Range<Int>? {
      guard let word = Self.words.first(where: { stands($0, at: position) }) else { return nil }
      var index = position + word.count
      // A key of JSON ends with its quote.
      if index < bytes.count, isQuote(index) { index += 1 }
      let nameEnd = index
      skipBlanks(&index)
      guard index < bytes.count, [UInt8(ascii: "="), UInt8(ascii: ":")].contains(bytes[index])
      else { return nil }
      let isEquals = bytes[index] == UInt8(ascii: "=")
      let isTight = index == nameEnd
      index += 1
      let signEnd = index
      skipBlanks(&index)
      guard index < bytes.count else { return nil }
      if let secret = quoted(at: index) { return secret }
      // A bare word behind blanks is a name of the language and not a password.
      guard isEquals, isTight, index == signEnd, bytes[index] != UInt8(ascii: "=") else {
        return nil
      }
      let end = bytes[index...].firstIndex { Self.endsBareValue($0) } ?? bytes.count
      return index < end ? index..<end : nil
    }

    /// What stands in the quotes that begin here; they may be escaped, as in a text within a text.
    private func quoted(at start: Int) -> Range<Int>? {
      var index = start
      let isEscaped = bytes[index] == UInt8(ascii: "\\")
      if isEscaped { index += 1 }
      guard index < bytes.count, isQuote(index) else { return nil }
      let quote = bytes[index]
      index += 1
      let first = index
      while index < bytes.count {
        if isEscaped, bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
          bytes[index + 1] == quote
        {
          return first..<index
        }
        if !isEscaped, bytes[index] == quote { return first..<index }
        index += !isEscaped && bytes[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      return first..<bytes.count
    }

    private static func endsBareValue(_ byte: UInt8) -> Bool {
      byte <= 0x20 || "\"'&;,)}|".utf8.contains(byte)
    }

    private func stands(_ word: [UInt8], at index: Int) -> Bool {
      index + word.count <= bytes.count
        && zip(word, bytes[index...]).allSatisfy { $0 == $1 | 0x20 }
    }

    private func isQuote(_ index: Int) -> Bool {
      bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'")
    }

    private func skipBlanks(_ index: inout Int) {
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    }
  }
}
