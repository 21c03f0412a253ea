/// Turns offsets of a text into lines and columns, and into the code points that Jupyter counts.
package struct PositionMap: Sendable {
  private let bytes: [UInt8]
  private let lineStarts: [Int]

  package init(_ text: String) {
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  package var lineCount: Int { lineStarts.count }

  /// The line of an offset, counted from 1.
  package func line(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return max(1, low)
  }

  /// The column of an offset in code points, counted from 1.
  package func column(of offset: Int) -> Int {
    scalars(in: lineStarts[line(of: offset) - 1]..<min(max(0, offset), bytes.count)) + 1
  }

  /// The offsets of a line without its newline.
  package func span(ofLine line: Int) -> SourceSpan {
    let index = min(max(line, 1), lineStarts.count) - 1
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
    if end > lineStarts[index], bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceSpan(lineStarts[index], end)
  }

  /// The text of a line without its newline.
  package func text(ofLine line: Int) -> String { text(span(ofLine: line)) }

  /// The text of a span.
  package func text(_ span: SourceSpan) -> String {
    let start = min(max(0, span.start), bytes.count)
    return String(decoding: bytes[start..<min(max(start, span.end), bytes.count)], as: UTF8.self)
  }

  /// How many code points stand before an offset.
  package func codePoints(before offset: Int) -> Int {
    scalars(in: 0..<min(max(0, offset), bytes.count))
  }

  /// The offset behind a number of code points.
  package func offset(codePoints count: Int) -> Int {
    var left = count
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if left <= 0 { return offset }
      left -= 1
    }
    return bytes.count
  }

  private func scalars(in range: Range<Int>) -> Int {
    bytes[range].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }
}
