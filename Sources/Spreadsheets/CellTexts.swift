/// The different texts of all cells, each once, with a number.
final class CellTexts {
  private(set) var texts: [String] = []
  private var codes: [Key: Int32] = [:]
  private var bytes = 0
  private let limits: SpreadsheetLimits

  /// A text that is the same only as its bytes are: an accent may be written in two ways.
  private struct Key: Hashable {
    let text: String

    static func == (a: Key, b: Key) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  init(_ limits: SpreadsheetLimits) { self.limits = limits }

  func code(of text: String) throws(SpreadsheetError) -> Int32 {
    if let code = codes[Key(text: text)] { return code }
    bytes += text.utf8.count
    guard bytes <= limits.distinctTextBytes, texts.count < Int32.max else {
      throw SpreadsheetError(
        "holds more text than is read (over \(limits.distinctTextBytes >> 20) MiB)",
        hint: "save the sheet as CSV and load that")
    }
    let code = Int32(texts.count)
    codes[Key(text: text)] = code
    texts.append(text)
    return code
  }

  /// The text that bytes stand for; `_x000D_` in them is the sign of that number, as Excel writes
  /// signs that XML has no place for.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.count >= 7, text.contains("_x") else { return text }
    var result = ""
    var rest = Substring(text)
    while let mark = rest.firstRange(of: "_x") {
      let digits = rest[mark.upperBound...].prefix(4)
      let after = rest.index(mark.upperBound, offsetBy: 4, limitedBy: rest.endIndex)
      if let after, after < rest.endIndex, rest[after] == "_",
        digits.allSatisfy(\.isHexDigit), let code = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        result += rest[..<mark.lowerBound]
        if code != 0 { result.unicodeScalars.append(scalar) }
        rest = rest[rest.index(after: after)...]
      } else {
        result += rest[..<mark.upperBound]
        rest = rest[mark.upperBound...]
      }
    }
    return result + rest
  }
}

/// Reads the list of texts that cells share: the runs of a text are joined, readings are left out.
final class SharedTextHandler: XMLHandler {
  /// The texts by the number that cells give.
  private(set) var codes: [Int32] = []
  private let texts: CellTexts
  private var bytes: [UInt8] = []
  private var isCollecting = false
  private var readings = 0
  private let item = XMLName("si")
  private let run = XMLName("t")
  private let reading = XMLName("rPh")

  init(_ texts: CellTexts) { self.texts = texts }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == run {
      isCollecting = readings == 0
    } else if name == item {
      bytes.removeAll(keepingCapacity: true)
    } else if name == reading {
      readings += 1
    }
  }

  override func end(_ name: XMLName) {
    if name == run {
      isCollecting = false
    } else if name == item {
      do throws(SpreadsheetError) {
        codes.append(try texts.code(of: CellTexts.text(bytes)))
      } catch { failure = error }
    } else if name == reading {
      readings -= 1
    }
  }

  override func text(_ piece: UnsafeRawBufferPointer) {
    if isCollecting { bytes.append(contentsOf: piece) }
  }
}
