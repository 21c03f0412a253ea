/// How many columns of a terminal or of a monospaced font a text takes.
package enum DisplayWidth {
  /// The columns of `text`, which must be free of control characters.
  package static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of one character: 0, 1 or 2.
  package static func of(_ character: Character) -> Int {
    var width = 0
    var scalars = 0
    for scalar in character.unicodeScalars {
      scalars += 1
      // A variation selector asks for the coloured, wide form.
      if scalar.value == 0xFE0F && scalars > 1 { return 2 }
      width = max(width, of(scalar))
    }
    return width
  }

  /// `text` filled up with blanks to `width` columns, at its end or at its start.
  package static func padded(_ text: String, to width: Int, atStart: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - of(text)))
    return atStart ? blanks + text : text + blanks
  }

  /// `text` if it fits into `width` columns, else its beginning and an ellipsis.
  package static func cut(_ text: String, to width: Int) -> String {
    if text.utf8.count <= width || of(text) <= width { return text }
    var result = ""
    var used = 1
    for character in text {
      used += of(character)
      if used > width { break }
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    if isWide(value) || scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }

  /// The blocks of East Asian wide and full-width characters.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
