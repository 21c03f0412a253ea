import Glibc
import Planning

/// Turns a text file in another encoding into UTF-8, through the C library.
enum TextConversion {
  /// The encoding to convert from, and whether it was found and not given; nil when the file can be
  /// read as it stands.
  static func encoding(
    of bytes: UnsafeRawBufferPointer, _ source: FileSource
  ) -> (name: String, isFound: Bool)? {
    if let wanted = source.encoding {
      if (try? TextEncoding(named: wanted)) != nil { return nil }
      return (wanted, false)
    }
    if bytes.starts(with: [0xff, 0xfe]) { return ("UTF-16LE", true) }
    if bytes.starts(with: [0xfe, 0xff]) { return ("UTF-16BE", true) }
    return unmarked(bytes).map { ($0, true) }
  }

  /// UTF-16 without a mark: most of its bytes are letters of ASCII, each beside a zero.
  private static func unmarked(_ bytes: UnsafeRawBufferPointer) -> String? {
    let head = bytes.prefix(4096)
    guard head.count >= 8, bytes.count.isMultiple(of: 2), head.contains(0) else { return nil }
    var even = 0
    var odd = 0
    for (place, byte) in head.enumerated() where byte == 0 {
      if place.isMultiple(of: 2) { even += 1 } else { odd += 1 }
    }
    if even == 0 && odd * 4 >= head.count { return "UTF-16LE" }
    return odd == 0 && even * 4 >= head.count ? "UTF-16BE" : nil
  }

  /// The bytes in UTF-8, without a mark; the caller frees them.
  static func utf8(
    _ bytes: UnsafeRawBufferPointer, from encoding: String, named name: String,
    checking check: () throws(EngineError) -> Void
  ) throws(EngineError) -> UnsafeRawBufferPointer {
    // A name with a slash would ask for special ways of converting, which drop letters.
    let isName = encoding.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0))
    }
    // Without its mark, which is skipped, the plain name would stand for this machine's order.
    let isMarked =
      encoding.uppercased().hasPrefix("UTF-16")
      && (bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]))
    let source = !isMarked ? encoding : bytes[0] == 0xff ? "UTF-16LE" : "UTF-16BE"
    let converter = isName ? iconv_open("UTF-8", source) : iconv_t(bitPattern: -1)
    guard let converter, converter != iconv_t(bitPattern: -1) else {
      throw EngineError(
        .badFile, "the encoding `\(encoding.prefix(40))` is not known",
        hint: "use utf-8, utf-16, cp1252, latin-1, iso-8859-15, cp1251, shift_jis, gb18030, euc-kr")
    }
    defer { iconv_close(converter) }
    var output = Growing(bytes.count + bytes.count / 2 + 64)
    var isKept = false
    defer { if !isKept { output.free() } }
    var place = isMarked ? 2 : 0
    while place < bytes.count {
      try check()
      let before = place
      let status = output.convert(converter, bytes, &place)
      if status == EILSEQ || status == EINVAL && place == before {
        let line = output.lines + 1
        throw EngineError(
          .badFile, "`\(name)` is not \(encoding): line \(line) holds other bytes",
          hint: "try another encoding:", line: line)
      }
    }
    isKept = true
    return output.finished
  }

  /// Memory that grows as converted text comes in.
  private struct Growing {
    private var start: UnsafeMutableRawPointer
    private var capacity: Int
    private var count = 0

    init(_ capacity: Int) {
      self.capacity = capacity
      start = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    }

    func free() { start.deallocate() }

    var finished: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    var lines: Int { finished.count { $0 == UInt8(ascii: "\n") } }

    /// Converts some of the bytes from `place` on; gives the reason when it stops early, or 0.
    mutating func convert(
      _ converter: iconv_t, _ bytes: UnsafeRawBufferPointer, _ place: inout Int
    ) -> Int32 {
      if capacity - count < 1 << 16 {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 16)
        larger.copyMemory(from: start, byteCount: count)
        start.deallocate()
        start = larger
        capacity *= 2
      }
      let length = min(bytes.count - place, 1 << 20)
      guard let base = bytes.baseAddress else { return 0 }
      // The C library only reads its input, which its declaration does not say.
      var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base + place)
        .assumingMemoryBound(to: CChar.self)
      var inputLeft = length
      var outputPlace: UnsafeMutablePointer<CChar>? = (start + count)
        .assumingMemoryBound(to: CChar.self)
      var outputLeft = capacity - count
      let result = iconv(converter, &input, &inputLeft, &outputPlace, &outputLeft)
      let reason = result == -1 ? errno : 0
      place += length - inputLeft
      count = capacity - outputLeft
      return reason == E2BIG ? 0 : reason
    }
  }
}
