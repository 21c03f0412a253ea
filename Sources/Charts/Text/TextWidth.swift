/// Widths of text, from the advance widths of DejaVu Sans: the widest of the fonts that charts name,
/// so what fits here fits elsewhere.
package enum TextWidth {
  /// The width of `text` in pixels.
  package static func of(_ text: String, size: Double = 12, bold: Bool = false) -> Double {
    var sum = 0
    for scalar in text.unicodeScalars { sum += advance(scalar, bold: bold) }
    return Double(sum) * size / 1000
  }

  /// The longest start of `text` that fits `width`, with "…" when something was cut.
  package static func cut(
    _ text: String, to width: Double, size: Double = 12, bold: Bool = false
  ) -> String {
    guard of(text, size: size, bold: bold) > width else { return text }
    let room = width - of("…", size: size, bold: bold)
    var kept = ""
    var used = 0.0
    for character in text {
      used += of(String(character), size: size, bold: bold)
      if used > room { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept.isEmpty ? "" : kept + "…"
  }

  /// `text` in at most `maximum` lines of `width`; the last is cut when there is too much.
  ///
  /// Lines break at " · " when two whole lines fit, else greedily, and inside of a name such as
  /// `total_spend` when it does not fit a line; bold lines are balanced.
  package static func wrap(
    _ text: String, to width: Double, size: Double = 12, bold: Bool = false, maximum: Int = 2
  ) -> [String] {
    func measure(_ text: String) -> Double { of(text, size: size, bold: bold) }
    let total = measure(text)
    guard total > width else { return text.isEmpty ? [] : [text] }
    if maximum > 1, let pair = separated(text, to: width, measure) { return pair }
    var limit = width
    let words = pieces(of: text) { measure($0) > width }
    if bold && total <= 1.9 * width {
      limit = min(width, max(total * 0.58, words.map { measure($0.text) }.max() ?? 0))
    }
    var lines: [String] = []
    var line = ""
    for word in words {
      let longer = line.isEmpty ? word.text : line + word.glue + word.text
      if !line.isEmpty && lines.count < maximum - 1 && measure(longer) > limit {
        lines.append(line)
        line = word.text
      } else {
        line = longer
      }
    }
    lines.append(line)
    return lines.map { cut(trimmed($0), to: width, size: size, bold: bold) }
  }

  /// The words, and the parts of names that are too long for a line, each with what joins it to the
  /// one before.
  private static func pieces(of text: String, where isTooLong: (String) -> Bool) -> [(
    glue: String, text: String
  )] {
    text.split(separator: " ").flatMap { word -> [(glue: String, text: String)] in
      guard word.contains("_"), isTooLong(String(word)) else { return [(" ", String(word))] }
      var parts: [(glue: String, text: String)] = []
      var part = ""
      for character in word {
        part.append(character)
        guard character == "_" else { continue }
        parts.append((parts.isEmpty ? " " : "", part))
        part = ""
      }
      if !part.isEmpty { parts.append((parts.isEmpty ? " " : "", part)) }
      return parts
    }
  }

  private static func separated(_ text: String, to width: Double, _ measure: (String) -> Double)
    -> [String]?
  {
    let parts = text.split(separator: " · ").map(String.init)
    var best: (lines: [String], unevenness: Double)?
    for cut in 1..<max(2, parts.count) where cut < parts.count {
      let first = parts[..<cut].joined(separator: " · ")
      let second = parts[cut...].joined(separator: " · ")
      let widths = (measure(first), measure(second))
      guard widths.0 <= width && widths.1 <= width else { continue }
      let unevenness = (widths.0 - 1.6 * widths.1).magnitude
      if unevenness < best?.unevenness ?? .infinity { best = ([first, second], unevenness) }
    }
    return best?.lines
  }

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while let last = line.last, last == " " || last == "·" { line.removeLast() }
    while let first = line.first, first == " " || first == "·" { line.removeFirst() }
    return String(line)
  }

  private static func advance(_ scalar: Unicode.Scalar, bold: Bool) -> Int {
    let value = Int(scalar.value)
    if value >= 32 && value < 127 { return (bold ? boldAdvances : advances)[value - 32] }
    if let pair = others[scalar] { return bold ? pair.bold : pair.regular }
    switch value {
    case 0x200B...0x200F, 0xFE00...0xFE0F, 0x300...0x36F, 0x1F3FB...0x1F3FF: return 0
    case 0x1100...0x11FF, 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFF60: return 1000
    case 0x2190...0x21FF, 0x2600...0x27BF: return 1000
    case 0x400...0x52F: return bold ? 850 : 760
    case 0x10000...: return 1250
    default: return bold ? 700 : 640
    }
  }

  private static let advances = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698,
    770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732,
    684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
    634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
    525, 636, 337, 636, 838,
  ]

  private static let boldAdvances = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734,
    830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812,
    774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716,
    712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652,
    582, 712, 365, 712, 838,
  ]

  private static let others: [Unicode.Scalar: (regular: Int, bold: Int)] = [
    "\u{A0}": (318, 348), "£": (636, 696), "€": (636, 696), "–": (500, 500), "—": (1000, 1000),
    "−": (838, 838), "·": (318, 380), "×": (838, 838), "…": (1000, 1000), "≥": (838, 838),
    "≤": (838, 838), "→": (838, 838), "↑": (838, 838), "±": (838, 838), "°": (500, 500),
    "’": (318, 380), "“": (518, 657), "”": (518, 657), "á": (613, 675), "é": (615, 678),
    "è": (615, 678), "ö": (612, 687), "ü": (634, 712), "ç": (550, 593), "½": (969, 1035),
    "√": (637, 667), "Σ": (632, 683), "Æ": (974, 1085), "æ": (982, 1048), "Œ": (1070, 1167),
    "œ": (1023, 1094), "Ö": (787, 850), "Ü": (732, 812), "Ä": (684, 774), "Å": (684, 774),
    "Ø": (787, 850), "Ñ": (748, 837), "‰": (1342, 1440), "™": (1000, 1000), "©": (1000, 1000),
    "®": (1000, 1000), "\u{200D}": (0, 0),
  ]
}
