import CExpat

/// A name of an element or an attribute, without the prefix of its namespace.
///
/// It is kept as one number made of its letters, which is quick to compare.
struct XMLName: Hashable {
  private let code: UInt64

  init(_ name: UnsafePointer<CChar>) {
    var code: UInt64 = 0
    var place = 0
    while case let letter = UInt8(bitPattern: name[place]), letter != 0 {
      code = letter == 58 ? 0 : (code << 8 ^ code >> 53) &+ UInt64(letter)
      place += 1
    }
    self.code = code
  }

  init(_ name: StaticString) {
    var code: UInt64 = 0
    name.withUTF8Buffer { for letter in $0 { code = (code << 8 ^ code >> 53) &+ UInt64(letter) } }
    self.code = code
  }
}

/// The attributes of an element, as long as its start is handled.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// Calls `body` with each name and value, which end with a zero.
  @inline(__always)
  func forEach(_ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Void) {
    guard var pair = pairs else { return }
    while let name = pair[0], let value = pair[1] {
      body(name, value)
      pair += 2
    }
  }

  /// The value of an attribute without a prefix.
  subscript(_ wanted: StaticString) -> String? {
    var found: String?
    forEach { name, value in
      if found == nil && XMLName(name) == XMLName(wanted) { found = String(cString: value) }
    }
    return found
  }
}

/// What happens while a document is read; a subclass takes what it needs.
class XMLHandler {
  /// Set it to stop reading.
  final var failure: SpreadsheetError?
  /// Set it when the rest of the document does not matter.
  final var isDone = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeRawBufferPointer) {}

  fileprivate final var parser: XML_Parser?

  fileprivate final func stopIfNeeded() {
    if (failure != nil || isDone), let parser { XML_StopParser(parser, 0) }
  }
}

/// Reads XML of a zip's part through Expat, piece by piece.
enum XMLReader {
  private static let pieceBytes = 64 << 10

  /// Hands the document to the handler; `check` is asked for each piece.
  static func read(
    _ zip: ZipReader, named name: String, _ handler: XMLHandler,
    checking check: (Double) throws(SpreadsheetError) -> Void
  ) throws(SpreadsheetError) {
    guard let parser = XML_ParserCreate(nil) else { throw .damaged("no memory for XML") }
    defer {
      handler.parser = nil
      XML_ParserFree(parser)
    }
    handler.parser = parser
    prepare(parser, handler)
    while true {
      try check(zip.fraction)
      guard let buffer = XML_GetBuffer(parser, CInt(pieceBytes)) else {
        throw .damaged("no memory for XML")
      }
      let count = try zip.read(
        into: UnsafeMutableRawBufferPointer(start: buffer, count: pieceBytes))
      let status = XML_ParseBuffer(parser, CInt(count), count == 0 ? 1 : 0)
      if let failure = handler.failure { throw failure }
      if handler.isDone { return }
      guard status == XML_STATUS_OK else {
        let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "?"
        throw .damaged("its part `\(name)` is no good XML: \(words)")
      }
      if count == 0 { return }
    }
  }

  private static func prepare(_ parser: XML_Parser, _ handler: XMLHandler) {
    XML_SetUserData(parser, Unmanaged.passUnretained(handler).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, pairs in
        guard let context, let name else { return }
        let handler = Unmanaged<XMLHandler>.fromOpaque(context).takeUnretainedValue()
        if handler.failure == nil && !handler.isDone {
          handler.start(XMLName(name), XMLAttributes(pairs: pairs))
        }
        handler.stopIfNeeded()
      },
      { context, name in
        guard let context, let name else { return }
        let handler = Unmanaged<XMLHandler>.fromOpaque(context).takeUnretainedValue()
        if handler.failure == nil && !handler.isDone { handler.end(XMLName(name)) }
        handler.stopIfNeeded()
      })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let context, let text else { return }
      let handler = Unmanaged<XMLHandler>.fromOpaque(context).takeUnretainedValue()
      handler.text(UnsafeRawBufferPointer(start: text, count: Int(count)))
    }
    // Entities of a document's own can grow without bounds; a workbook has none.
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context else { return }
      let handler = Unmanaged<XMLHandler>.fromOpaque(context).takeUnretainedValue()
      handler.failure = SpreadsheetError(
        "holds XML with a document type of its own, which is not read",
        hint: "open it in a spreadsheet program, save it, and load it again")
      handler.stopIfNeeded()
    }
  }
}
