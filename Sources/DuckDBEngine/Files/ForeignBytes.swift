import Planning

/// Tells what a file is that should be a text and is none.
enum ForeignBytes {
  private static let marks: [(bytes: [UInt8], what: String, hint: String)] = [
    (
      Array("PK\u{3}\u{4}".utf8), "a zip file or a workbook",
      "give it the ending .xlsx, or unpack it"
    ),
    ([0xd0, 0xcf, 0x11, 0xe0], "a workbook in an old format", "save it as .xlsx, and load that"),
    ([0x1f, 0x8b], "packed with gzip", "give it the ending .gz after its own"),
    ([0x28, 0xb5, 0x2f, 0xfd], "packed with zstd", "unpack it, and load what is in it"),
    (Array("PAR1".utf8), "a Parquet file", "give it the ending .parquet"),
    (Array("SQLite format 3".utf8), "an SQLite database", "export its table as CSV"),
    (Array("%PDF".utf8), "a PDF document", "a table in it must be copied out first"),
  ]

  /// The error of a file that begins as no text does; nil if nothing speaks against a text.
  static func error(_ bytes: UnsafeRawBufferPointer, named name: String) -> EngineError? {
    for mark in marks where bytes.starts(with: mark.bytes) {
      return EngineError(.badFile, "`\(name)` is no text file: it is \(mark.what)", hint: mark.hint)
    }
    if isPage(bytes) {
      return EngineError(
        .badFile, "`\(name)` is a web page (HTML), no table",
        hint: "it may be a login or an error page; download the data itself")
    }
    return bytes.prefix(4096).contains(0)
      ? EngineError(.badFile, "`\(name)` is not a text file") : nil
  }

  /// Whether the bytes begin as a web page does.
  static func isPage(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = bytes.prefix(1024).drop { $0 <= 0x20 || $0 == 0xef || $0 == 0xbb || $0 == 0xbf }
    let words = String(decoding: start.prefix(15), as: UTF8.self).lowercased()
    return words.hasPrefix("<!doctype html") || words.hasPrefix("<html")
  }
}
