/// Passwords inside data source names, which no error, output or history may show (ruling 7).
///
/// Found are `scheme://user:password@host` and `password=secret` without spaces around the sign, as
/// connection strings have it; in a cell's own code an equal sign stands between spaces.
package enum Passwords {
  private static let star = UInt8(ascii: "*")
  private static let words = ["password", "passwd", "pwd"].map { Array($0.utf8) }

  /// The text with each byte of its passwords as a star, so that places in it stay true.
  package static func masked(_ text: String) -> String {
    var text = text
    let found: [Range<Int>] = text.withUTF8 { bytes in
      inAddresses(bytes) + inPairs(bytes)
    }
    guard !found.isEmpty else { return text }
    var bytes = Array(text.utf8)
    for range in found {
      for place in range { bytes[place] = star }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Between the colon behind the user and the last `@` of the word.
  private static func inAddresses(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    while place + 2 < bytes.count {
      guard bytes[place] == UInt8(ascii: ":"), bytes[place + 1] == UInt8(ascii: "/"),
        bytes[place + 2] == UInt8(ascii: "/")
      else {
        place += 1
        continue
      }
      let start = place + 3
      var end = start
      var colon: Int?
      var at: Int?
      while end < bytes.count, !endsWord(bytes[end]) {
        if bytes[end] == UInt8(ascii: ":"), colon == nil { colon = end }
        if bytes[end] == UInt8(ascii: "@") { at = end }
        end += 1
      }
      if let colon, let at, colon < at { found.append((colon + 1)..<at) }
      place = end
    }
    return found
  }

  /// Behind `password=`, up to the end of the pair.
  private static func inPairs(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "="), endsInWord(bytes, before: place) else {
        place += 1
        continue
      }
      let start = place + 1
      var end = start
      if end < bytes.count, bytes[end] == UInt8(ascii: "'") {
        end += 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "'") {
          end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
      } else {
        while end < bytes.count, !endsWord(bytes[end]), bytes[end] != UInt8(ascii: "&"),
          bytes[end] != UInt8(ascii: ";")
        { end += 1 }
      }
      end = min(end, bytes.count)
      if end > start { found.append(start..<end) }
      place = end + 1
    }
    return found
  }

  private static func endsInWord(_ bytes: UnsafeBufferPointer<UInt8>, before place: Int) -> Bool {
    words.contains { word in
      let start = place - word.count
      return start >= 0 && zip(bytes[start..<place], word).allSatisfy { $0 | 0x20 == $1 }
    }
  }

  /// White space, quotes and line ends.
  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }
}
