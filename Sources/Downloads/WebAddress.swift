/// An address on the web, in the parts that we need; its secrets are never shown.
package struct WebAddress: Hashable, Sendable {
  /// The address as it was written.
  package let text: String
  package let isSecure: Bool
  /// The host, without a name, a password or a port.
  package let host: String
  /// The last part of the path, without a query: `sales.csv`.
  package let fileName: String

  /// The scheme of a text such as `ftp://host`, in small letters; nil if there is none.
  package static func scheme(of text: String) -> String? {
    guard let mark = text.firstRange(of: "://") else { return nil }
    let scheme = text[..<mark.lowerBound]
    guard let first = scheme.first, first.isASCII, first.isLetter,
      scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return nil }
    return scheme.lowercased()
  }

  /// Reads an address that begins with `http://` or `https://`; nil if it names no host.
  package init?(_ text: String) {
    guard let scheme = Self.scheme(of: text), scheme == "http" || scheme == "https" else {
      return nil
    }
    self.text = text
    isSecure = scheme == "https"
    let rest = text.dropFirst(scheme.count + 3)
    let authority = rest.prefix { !"/?#".contains($0) }
    let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    host =
      place.hasPrefix("[")
      ? place.prefix { $0 != "]" } + "]" : String(place.prefix { $0 != ":" })
    let path = rest.dropFirst(authority.count).prefix { !"?#".contains($0) }
    fileName = Self.plain(path.split(separator: "/").last.map(String.init) ?? "")
    let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f }
    guard !host.isEmpty, isPlain else { return nil }
  }

  /// A name that is safe to give to a file: escapes are read, other signs than those of names go.
  private static func plain(_ name: String) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(name).utf8
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    let letters = String(decoding: bytes, as: UTF8.self).map { letter -> Character in
      letter.isLetter || letter.isNumber || "._- ()+".contains(letter) ? letter : "_"
    }
    let safe = String(letters.suffix(100).drop { $0 == "." })
    return safe
  }
}
