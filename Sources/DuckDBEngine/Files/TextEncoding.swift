import Planning

/// How the bytes of a text file stand for letters.
enum TextEncoding: Hashable, Sendable {
  case utf8
  case latin1
  /// Windows' Western European letters.
  case windows1252

  /// The encoding that a user names.
  init(named name: String) throws(EngineError) {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "utf8", "utf8sig", "ascii": self = .utf8
    case "latin1", "iso88591": self = .latin1
    case "cp1252", "windows1252": self = .windows1252
    default:
      throw EngineError(
        .badFile, "the encoding `\(name)` is not known", hint: "use utf-8, latin-1 or cp1252")
    }
  }

  /// The text of bytes.
  func text(_ bytes: UnsafeRawBufferPointer) -> String {
    switch self {
    case .utf8: return String(decoding: bytes, as: UTF8.self)
    case .latin1, .windows1252:
      var scalars = String.UnicodeScalarView()
      for byte in bytes {
        let isSpecial = self == .windows1252 && byte >= 0x80 && byte < 0xa0
        let code = isSpecial ? Self.special[Int(byte) - 0x80] : UInt16(byte)
        if let scalar = Unicode.Scalar(code) { scalars.append(scalar) }
      }
      return String(scalars)
    }
  }

  /// What Windows puts in the place of Latin-1's control codes 80 to 9F.
  private static let special: [UInt16] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
  ]

  /// The offset of the first byte that is not UTF-8, or nil when all are.
  static func firstInvalidUTF8(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    let count = bytes.count
    var offset = 0
    while offset < count {
      if offset + 8 <= count,
        start.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        offset += 8
        continue
      }
      let byte = bytes[offset]
      if byte < 0x80 {
        offset += 1
        continue
      }
      guard let length = sequenceLength(bytes, offset) else { return offset }
      offset += length
    }
    return nil
  }

  /// The length of the sequence that begins at `offset`, or nil when it is not one.
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
    let lead = bytes[offset]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xbf
    switch lead {
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef:
      length = 3
      if lead == 0xe0 { low = 0xa0 }
      if lead == 0xed { high = 0x9f }
    case 0xf0...0xf4:
      length = 4
      if lead == 0xf0 { low = 0x90 }
      if lead == 0xf4 { high = 0x8f }
    default: return nil
    }
    guard offset + length <= bytes.count, (low...high).contains(bytes[offset + 1]) else {
      return nil
    }
    for place in 2..<max(length, 2) where bytes[offset + place] & 0xc0 != 0x80 { return nil }
    return length
  }
}
