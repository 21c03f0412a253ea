/// Passwords inside texts, which no error, value, note or history may show.
///
/// Found are those of addresses (`scheme://user:password@host`) and of settings (`password=x`,
/// `password = 'two words'`, `"password": "x"`; also `passwd`, `passphrase` and `pwd`, and longer
/// names that end so).
package enum Passwords {
  /// What a text is.
  package enum Kind: Sendable {
    /// A cell, in which `password = x` is a name that gets a value, unless it stands in a text.
    case code
    /// A value or a message, in which it is a setting.
    case value
  }

  /// The text with each byte of its passwords as a star, so that places in it stay true.
  package static func masked(_ text: String, _ kind: Kind = .value) -> String {
    let found = places(in: text, kind)
    guard !found.isEmpty else { return text }
    var bytes = Array(text.utf8)
    for range in found {
      for place in range { bytes[place] = UInt8(ascii: "*") }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with three stars for each of its passwords, which hides their lengths too.
  package static func redacted(_ text: String, _ kind: Kind = .code) -> String {
    let found = places(in: text, kind)
    guard !found.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var end = 0
    for range in found {
      result += bytes[end..<range.lowerBound]
      result += Array("***".utf8)
      end = range.upperBound
    }
    result += bytes[end...]
    return String(decoding: result, as: UTF8.self)
  }

  /// Where passwords stand in the bytes of a text, in order and apart from each other.
  package static func places(in text: String, _ kind: Kind = .value) -> [Range<Int>] {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = PasswordScanner(bytes, kind)
      return scanner.places()
    }
  }
}
