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
  init(
    of bytes: UnsafeRawBufferPointer, named name: String, _ source: FileSource,
    kind delimiterOfKind: UInt8?
  ) throws(EngineError) {
    let mark = bytes.prefix(3)
    if mark.starts(with: [0xff, 0xfe]) || mark.starts(with: [0xfe, 0xff]) {
      throw EngineError(
        .badFile, "`\(name)` is written in UTF-16", hint: "save it as UTF-8 and load it again")
    }
    start = mark.elementsEqual([0xef, 0xbb, 0xbf]) ? 3 : 0
    if bytes.prefix(4096).contains(0) {
      throw EngineError(.badFile, "`\(name)` is not a text file")
    }
    guard bytes.count > start else {
      throw EngineError(.badFile, "`\(name)` is empty: it has no header line")
    }
    encoding = try Self.encoding(of: bytes, named: name, source)
    newline = Self.newline(of: bytes)
    quote = UInt8(ascii: "\"")
    delimiter = delimiterOfKind ?? UInt8(ascii: ",")
    let first = bytes[start...].first { $0 != newline && $0 != UInt8(ascii: "\r") }
    if first == UInt8(ascii: "'") { quote = UInt8(ascii: "'") }
    if let wanted = source.delimiter {
      guard let sign = wanted.utf8.first, wanted.utf8.count == 1 else {
        throw EngineError(.badFile, "`delimiter:` takes one sign, such as \";\"")
      }
      delimiter = sign
    } else if delimiterOfKind == nil {
      delimiter = Self.delimiter(of: bytes, self)
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
    var candidates: [(sign: UInt8, width: Int)] = []
    for sign in [",", ";", "\t", "|"] as [Unicode.Scalar] {
      var format = format
      format.delimiter = UInt8(ascii: sign)
      var reader = CSVRecordReader(bytes, format)
      if case .record = reader.next(), reader.fields.count > 1 {
        candidates.append((format.delimiter, reader.fields.count))
      }
    }
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
}
