import Syntax

/// The lines of a cell that a span touches, ready to print, with the columns under the span.
struct SourceExcerpt {
  /// One line as it is shown.
  struct Line: Hashable {
    /// Counted from 0 in the cell.
    var index: Int
    /// Without tabs and control characters, cut around the span.
    var text: String
    /// The first column of the carets, counted from 0.
    var caretStart = 0
    /// The number of carets; 0 for a line that is only context.
    var caretCount = 0
  }

  /// Longer lines are cut around the span.
  private static let mostColumns = 100
  /// Columns that stay in front of the span when a line is cut.
  private static let leadingColumns = 40
  /// A span over more lines shows the first two and the last.
  private static let mostLines = 4
  private static let tabWidth = 4

  /// The line before the span, if there is one and it says something.
  private(set) var context: Line?
  /// The lines of the span; nil stands for lines that are left out.
  private(set) var lines: [Line?] = []

  init(_ text: String, _ span: SourceSpan) {
    var text = text
    text.makeContiguousUTF8()
    let bytes = Array(text.utf8)
    var start = min(max(span.start, 0), bytes.count)
    var end = min(max(span.end, start), bytes.count)
    if start == bytes.count {
      // What is missing at the end is missed behind the last word, not on an empty line.
      start = (bytes.lastIndex { $0 > UInt8(ascii: " ") } ?? -1) + 1
      end = start
    }
    let first = Self.line(at: start, in: bytes)
    var range = first.range
    var touched = [(index: first.index, range: range)]
    while range.upperBound < max(end - 1, start), range.upperBound < bytes.count {
      range = Self.lineRange(from: range.upperBound + 1, in: bytes)
      touched.append((touched[touched.count - 1].index + 1, range))
    }
    let shown =
      touched.count <= Self.mostLines
      ? touched.map(Optional.some) : [touched[0], touched[1], nil, touched[touched.count - 1]]
    lines = shown.map { line in
      guard let line else { return nil }
      return Self.line(
        line.index, bytes[line.range], start - line.range.lowerBound, end - line.range.lowerBound)
    }
    if first.index > 0 {
      let before = Self.line(at: first.range.lowerBound - 1, in: bytes)
      let line = Self.line(before.index, bytes[before.range], 0, 0)
      if line.text.contains(where: { $0 != " " }) {
        context = Line(index: line.index, text: line.text)
      }
    }
  }

  /// The line that holds offset `offset`; a newline belongs to the line that it ends.
  private static func line(at offset: Int, in bytes: [UInt8]) -> (index: Int, range: Range<Int>) {
    var index = 0
    var start = 0
    for (place, byte) in bytes[..<offset].enumerated() where byte == UInt8(ascii: "\n") {
      index += 1
      start = place + 1
    }
    return (index, lineRange(from: start, in: bytes))
  }

  private static func lineRange(from start: Int, in bytes: [UInt8]) -> Range<Int> {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return start..<end
  }

  /// Draws one line with the carets for the bytes from `start` to `end`, counted in the line.
  private static func line(_ index: Int, _ bytes: ArraySlice<UInt8>, _ start: Int, _ end: Int)
    -> Line
  {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    // Of a very long line only the surroundings of the span are looked at.
    let from = characterStart(max(0, start - 4 * mostColumns), in: bytes)
    let to = characterStart(min(bytes.count, max(start, 0) + 8 * mostColumns), in: bytes)
    let text = String(
      decoding: bytes[(bytes.startIndex + from)..<(bytes.startIndex + to)], as: UTF8.self)
    var drawn = Drawing()
    drawn.add(text, start - from, end - from)
    return drawn.line(index, cutBefore: from > 0, cutAfter: to < bytes.count)
  }

  /// The start of the character that byte `offset` belongs to.
  private static func characterStart(_ offset: Int, in bytes: ArraySlice<UInt8>) -> Int {
    var offset = offset
    while offset > 0, offset < bytes.count, bytes[bytes.startIndex + offset] & 0xC0 == 0x80 {
      offset -= 1
    }
    return offset
  }

  /// The characters of a line with their columns.
  private struct Drawing {
    var cells: [(text: String, column: Int, width: Int)] = []
    var column = 0
    var caretStart: Int?
    var caretEnd = 0

    mutating func add(_ text: String, _ start: Int, _ end: Int) {
      var offset = 0
      for character in text {
        let next = offset + character.utf8.count
        let isBlank = character == " " || character == "\t"
        // A span that began on an earlier line does not underline the indentation.
        let isMarked = offset < end && next > start && !(start < 0 && isBlank && caretStart == nil)
        if isMarked && caretStart == nil || offset == start && start == end { caretStart = column }
        let shown = SourceExcerpt.shown(character, at: column)
        let width = DisplayWidth.of(shown)
        cells.append((shown, column, width))
        column += width
        if isMarked { caretEnd = column }
        offset = next
      }
    }

    func line(_ index: Int, cutBefore: Bool, cutAfter: Bool) -> Line {
      let start = caretStart ?? column
      let end = max(caretEnd, start + 1)
      let from = column <= mostColumns || end < mostColumns ? 0 : max(0, start - leadingColumns)
      let isCutBefore = cutBefore || from > 0
      let lead = isCutBefore ? 1 : 0
      let to = min(column, from + mostColumns)
      let inside = cells.filter { $0.column >= from && $0.column + $0.width <= to }
      let first = inside.first?.column ?? from
      let text =
        (isCutBefore ? "…" : "") + inside.map(\.text).joined()
        + (cutAfter || to < column ? "…" : "")
      return Line(
        index: index, text: text, caretStart: start - first + lead,
        caretCount: max(1, min(end, max(to, start + 1)) - start))
    }
  }

  private static func shown(_ character: Character, at column: Int) -> String {
    if character == "\t" {
      return String(repeating: " ", count: tabWidth - column % tabWidth)
    }
    return VisibleText.line(String(character))
  }
}
