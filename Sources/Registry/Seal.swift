import Tables

/// Content with a mark of itself behind it, so that damage in the file does not pass for content.
///
/// It tells damage by accident, not by malice. Content of earlier releases has no mark.
enum Seal {
  private static let mark = Array("TEFFSUM1".utf8)

  /// The bytes of a seal: its own mark, then the sixteen digits of the content's.
  private static func seal(of content: [UInt8]) -> [UInt8] {
    var fingerprint = Fingerprint()
    fingerprint.add(content)
    return mark + Array(fingerprint.text.utf8)
  }

  /// The content with its seal.
  static func closed(_ content: [UInt8]) -> [UInt8] { content + seal(of: content) }

  /// The content without its seal, as it is if it never had one; nil if the two do not fit.
  static func opened(_ bytes: [UInt8]) -> [UInt8]? {
    let end = bytes.count - mark.count - 16
    guard end >= 0, bytes[end..<end + mark.count].elementsEqual(mark) else { return bytes }
    let content = Array(bytes[..<end])
    return bytes[end...].elementsEqual(seal(of: content)) ? content : nil
  }
}
