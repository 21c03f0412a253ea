import Glibc
import Planning

/// How a text file separates its fields, quotes them and ends its lines.
struct CSVFormat: Hashable, Sendable {
  var delimiter: UInt8
  var quote: UInt8
  var newline: UInt8
  var encoding: TextEncoding
  /// Where the header starts: after a byte order mark.
  var start: Int

  /// Finds the format on the whole file; what the source says is taken as it is.
  ///
  /// Bytes that were converted are UTF-8, whatever the source says.
  init(
    of bytes: UnsafeRawBufferPointer, named name: String, _ source: FileSource,
    kind delimiterOfKind: UInt8?, isConverted: Bool = false
  ) throws(EngineError) {
    start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    if let error = ForeignBytes.error(bytes, named: name) { throw error }
    guard bytes.count > start else {
      throw EngineError(.badFile, "`\(name)` is empty: it has no header line")
    }
    encoding = isConverted ? .utf8 : try Self.encoding(of: bytes, named: name, source)
    newline = Self.newline(of: bytes)
    quote = UInt8(ascii: "\"")
    delimiter = delimiterOfKind ?? UInt8(ascii: ",")
    var wanted = try source.delimiter.map { text throws(EngineError) in
      guard let sign = text.utf8.first, text.utf8.count == 1 else {
        throw EngineError(.badFile, "`delimiter:` takes one sign, such as \";\"")
      }
      return sign
    }
    if let sign = readSeparatorLine(bytes), wanted == nil { wanted = sign }
    let first = bytes[start...].first { $0 != newline && $0 != UInt8(ascii: "\r") }
    if let wanted {
      delimiter = wanted
      if first == Self.singleQuote { useSingleQuotes(bytes, [wanted]) }
    } else if delimiterOfKind == nil {
      if first == Self.singleQuote { useSingleQuotes(bytes, Self.signs) }
      delimiter = Self.delimiter(of: bytes, self)
    } else if first == Self.singleQuote {
      useSingleQuotes(bytes, [delimiter])
    }
  }

  private static let singleQuote = UInt8(ascii: "'")
  private static let signs: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
  /// Signs that are tried when none of the usual ones parts the header.
  private static let rareSigns: [UInt8] = ["^", "~", "\u{1f}", "\u{1}"].map { UInt8(ascii: $0) }

  /// Passes over a first line `sep=;`, which tells Excel the delimiter; gives the sign.
  private mutating func readSeparatorLine(_ bytes: UnsafeRawBufferPointer) -> UInt8? {
    let line = bytes[start...].prefix(8)
    guard line.count >= 6, line.starts(with: "sep=".utf8) else { return nil }
    let sign = line[line.startIndex + 4]
    var end = line.startIndex + 5
    if bytes[end] == UInt8(ascii: "\r"), end + 1 < bytes.count { end += 1 }
    guard bytes[end] == newline else { return nil }
    start = end + 1
    return sign
  }

  /// Takes single quotes for quotes if every field of the header stands in them: one that only begins
  /// with such a sign is a name that does.
  private mutating func useSingleQuotes(_ bytes: UnsafeRawBufferPointer, _ signs: [UInt8]) {
    for sign in signs {
      var format = self
      format.delimiter = sign
      format.quote = Self.singleQuote
      var reader = CSVRecordReader(bytes, format)
      guard case .record = reader.next() else { continue }
      let isQuoted = reader.fields.allSatisfy { field in
        field.start > start && bytes[field.start - 1] == Self.singleQuote
          && field.end < bytes.count && bytes[field.end] == Self.singleQuote
      }
      if isQuoted {
        quote = Self.singleQuote
        return
      }
    }
  }

  private static func encoding(
    of bytes: UnsafeRawBufferPointer, named name: String, _ source: FileSource
  ) throws(EngineError) -> TextEncoding {
    let wanted = try source.encoding.map { name throws(EngineError) in
      try TextEncoding(named: name)
    }
    if let wanted, wanted != .utf8 { return wanted }
    guard let offset = TextEncoding.firstInvalidUTF8(in: bytes) else { return .utf8 }
    guard wanted == nil else {
      let line = bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
      throw EngineError(
        .badFile, "`\(name)` is not UTF-8: line \(line) holds other bytes",
        hint: "try encoding: \"cp1252\"", line: line)
    }
    return .windows1252
  }

  /// A line feed, or in a file without any, the carriage return of old files.
  private static func newline(of bytes: UnsafeRawBufferPointer) -> UInt8 {
    let feed = UInt8(ascii: "\n")
    let isOld = !bytes.contains(feed) && bytes.contains(UInt8(ascii: "\r"))
    return isOld ? UInt8(ascii: "\r") : feed
  }

  /// The sign of the header line that gives every record of the file as many fields as the header.
  private static func delimiter(of bytes: UnsafeRawBufferPointer, _ format: CSVFormat) -> UInt8 {
    var candidates = candidates(signs, bytes, format)
    if candidates.isEmpty { candidates = Self.candidates(rareSigns, bytes, format) }
    guard candidates.count > 1 else { return candidates.first?.sign ?? format.delimiter }
    var best = candidates[0].sign
    var fewest = Int.max
    for candidate in candidates {
      var format = format
      format.delimiter = candidate.sign
      var reader = CSVRecordReader(bytes, format)
      var misfits = 0
      reading: while misfits < fewest {
        switch reader.next() {
        case .record: if reader.fields.count != candidate.width { misfits += 1 }
        case .broken: misfits += 1
        case .end: break reading
        }
      }
      if misfits < fewest {
        fewest = misfits
        best = candidate.sign
      }
    }
    return best
  }

  /// The signs that part the header line, and into how many fields.
  private static func candidates(
    _ signs: [UInt8], _ bytes: UnsafeRawBufferPointer, _ format: CSVFormat
  ) -> [(sign: UInt8, width: Int)] {
    signs.compactMap { sign in
      var format = format
      format.delimiter = sign
      var reader = CSVRecordReader(bytes, format)
      guard case .record = reader.next(), reader.fields.count > 1 else { return nil }
      return (sign, reader.fields.count)
    }
  }

  /// The delimiter as a reader knows it.
  var delimiterName: String {
    switch delimiter {
    case UInt8(ascii: "\t"): "tabs"
    case 0x21...0x7e: "`\(Character(Unicode.Scalar(delimiter)))`"
    default: "the sign with the number \(delimiter)"
    }
  }
}
