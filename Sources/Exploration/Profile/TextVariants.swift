import Tables
import Tasks

/// Texts of a column that differ only by case or by blanks: "North", "north ", "NORTH".
enum TextVariants {
  /// More different texts than this are no categories.
  private static let mostTexts = 20_000
  private static let longestText = 200

  /// The groups of such texts, largest first; within one by falling rows.
  static func groups(
    _ dictionary: [String], _ counts: [Int], _ used: [Int], _ cancellation: Cancellation
  ) throws -> [[ValueCount]] {
    guard used.count > 1, used.count <= mostTexts else { return [] }
    var groups: [String: [Int]] = [:]
    for (index, code) in used.enumerated() where dictionary[code].utf8.count <= longestText {
      if index % 1_024 == 0 { try cancellation.check() }
      groups[folded(dictionary[code]), default: []].append(code)
    }
    func rows(_ codes: [Int]) -> Int { codes.reduce(0) { $0 + counts[$1] } }
    return groups.filter { $0.value.count > 1 && !$0.key.isEmpty }
      .sorted { (rows($1.value), $0.key) < (rows($0.value), $1.key) }
      .map { group in
        group.value.map { ValueCount(value: .text(dictionary[$0]), rows: counts[$0]) }
          .sorted { a, b in
            guard a.rows == b.rows, case .text(let x) = a.value, case .text(let y) = b.value
            else { return a.rows > b.rows }
            return x.precedes(y)
          }
      }
  }

  /// The same for the bytes of a text of ASCII, quickly; nil for any other.
  private static func foldedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var folded: [UInt8] = []
    folded.reserveCapacity(bytes.count)
    var isAfterBlank = false
    for byte in bytes {
      guard byte < 0x80 else { return nil }
      if byte == 0x20 || (9...13).contains(byte) {
        isAfterBlank = !folded.isEmpty
        continue
      }
      if isAfterBlank { folded.append(0x20) }
      isAfterBlank = false
      folded.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return folded
  }

  /// The text in small letters, without blanks at its ends, one blank within.
  private static func folded(_ text: String) -> String {
    var text = text
    if let bytes = text.withUTF8(foldedASCII) { return String(decoding: bytes, as: UTF8.self) }
    return text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
