/// Text inside markup: shown, never read as markup.
package enum Markup {
  /// `text` safe between tags and inside quoted attributes of HTML and XML.
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { entity(of: $0) != nil }) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
      if let entity = entity(of: byte) {
        bytes.append(contentsOf: entity.utf8)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func entity(of byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  /// The same for a picture, which is XML: what that forbids, and what would turn the direction of
  /// writing, becomes a space.
  static func drawn(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isForbidden) else { return escaped(text) }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(isForbidden(scalar) ? " " : scalar) }
    return escaped(String(scalars))
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{202A}"..."\u{202E}",
      "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}":
      true
    default: false
    }
  }
}
