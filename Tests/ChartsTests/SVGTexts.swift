import Charts

/// The texts of an SVG with the boxes that they cover, by the table of advance widths.
struct SVGTexts {
  struct Text: CustomStringConvertible {
    var content: String
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    var description: String { "“\(content)”" }

    func overlaps(_ other: Text) -> Bool {
      left < other.right - 1 && other.left < right - 1 && top < other.bottom && other.top < bottom
    }
  }

  private(set) var texts: [Text] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  /// Reads what `SVGWriter` writes: one element after the other, attributes in quotes.
  init(_ svg: String) {
    for piece in svg.split(separator: "<") {
      let element = String(piece)
      if element.hasPrefix("svg ") {
        width = Self.number("width", in: element) ?? 0
        height = Self.number("height", in: element) ?? 0
      }
      guard element.hasPrefix("text "), !element.contains("aria-hidden"),
        let end = element.firstIndex(of: ">")
      else { continue }
      let content = Self.unescaped(String(element[element.index(after: end)...]))
      let size = Self.number("font-size", in: element) ?? 12
      let wide = TextWidth.of(content, size: size, bold: element.contains("font-weight"))
      let x = Self.number("x", in: element) ?? 0
      let y = Self.number("y", in: element) ?? 0
      let left =
        element.contains("\"end\"") ? x - wide : element.contains("\"middle\"") ? x - wide / 2 : x
      texts.append(
        Text(
          content: content, left: left, right: left + wide, top: y - size * 0.75,
          bottom: y + size * 0.15))
    }
  }

  var contents: [String] { texts.map(\.content) }

  /// Texts that lie over each other or leave the picture.
  var problems: [String] {
    var problems: [String] = []
    for (index, text) in texts.enumerated() {
      if text.left < 1 || text.right > width - 1 || text.top < 0 || text.bottom > height {
        problems.append("\(text) is outside")
      }
      for other in texts[..<index] where text.overlaps(other) {
        problems.append("\(text) lies over \(other)")
      }
    }
    return problems
  }

  static func number(_ name: String, in element: String) -> Double? {
    attribute(name, in: element).flatMap(Double.init)
  }

  static func attribute(_ name: String, in element: String) -> String? {
    let start = " \(name)=\""
    guard let from = element.range(of: start) else { return nil }
    let rest = element[from.upperBound...]
    return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
  }

  private static func unescaped(_ text: String) -> String {
    var text = text
    for (entity, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      text = text.split(separator: entity, omittingEmptySubsequences: false)
        .joined(separator: character)
    }
    return text
  }
}

extension String {
  /// The first place of `needle`, without Foundation.
  func range(of needle: String) -> Range<String.Index>? { firstRange(of: needle) }
}

/// Whether tags open and close in order and every attribute is quoted: enough of XML to see that no
/// data broke out of its place.
func xmlProblem(_ xml: String) -> String? {
  var open: [Substring] = []
  var rest = Substring(xml)
  while let start = rest.firstIndex(of: "<") {
    rest = rest[rest.index(after: start)...]
    var inQuotes = false
    guard
      let end = rest.firstIndex(where: { character in
        if character == "\"" { inQuotes.toggle() }
        return character == ">" && !inQuotes
      })
    else { return "a tag does not end" }
    let tag = rest[..<end]
    if tag.contains("<") { return "a tag within a tag: \(tag)" }
    rest = rest[rest.index(after: end)...]
    if tag.hasPrefix("/") {
      guard open.popLast() == tag.dropFirst() else { return "\(tag) closes what is not open" }
    } else if !tag.hasSuffix("/") && !tag.hasPrefix("img ") {
      open.append(tag.prefix { $0 != " " })
    }
  }
  return open.isEmpty ? nil : "\(open) stay open"
}
