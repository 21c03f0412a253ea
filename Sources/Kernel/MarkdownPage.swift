import Rendering

/// The Markdown of notes as HTML: headings, lists, quotes, code, emphasis, links.
///
/// Markup of HTML in it is shown as text, never obeyed.
struct MarkdownPage {
  private(set) var html = ""

  init(_ markdown: String) {
    let lines = markdown.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    var index = 0
    while index < lines.count { index = addBlock(lines, at: index) }
  }

  /// Adds the block that starts at a line; gives the line behind it.
  private mutating func addBlock(_ lines: [String], at start: Int) -> Int {
    let line = lines[start].trimmingSpaces
    if line.isEmpty { return start + 1 }
    if line.hasPrefix("```") { return addCode(lines, at: start) }
    if let level = Self.headingLevel(of: line) {
      let title = String(line.dropFirst(level)).trimmingSpaces
      html += "<h\(level)>\(MarkdownLine(title).html)</h\(level)>\n"
      return start + 1
    }
    if ["---", "***", "___"].contains(line) {
      html += "<hr>\n"
      return start + 1
    }
    for kind in Block.allCases {
      var items: [String] = []
      var index = start
      while index < lines.count, let item = kind.item(in: lines[index].trimmingSpaces) {
        items.append(MarkdownLine(item).html)
        index += 1
      }
      guard !items.isEmpty else { continue }
      html += kind.html(items)
      return index
    }
    return addParagraph(lines, at: start)
  }

  private mutating func addCode(_ lines: [String], at start: Int) -> Int {
    var end = start + 1
    while end < lines.count, !lines[end].trimmingSpaces.hasPrefix("```") { end += 1 }
    let code = lines[(start + 1)..<end].joined(separator: "\n")
    html += "<pre><code>\(Escaping.html(code))</code></pre>\n"
    return end + 1
  }

  private mutating func addParagraph(_ lines: [String], at start: Int) -> Int {
    var end = start
    while end < lines.count {
      let line = lines[end].trimmingSpaces
      let startsBlock =
        line.hasPrefix("```") || Self.headingLevel(of: line) != nil
        || Block.allCases.contains { $0.item(in: line) != nil }
      if line.isEmpty || (end > start && startsBlock) { break }
      end += 1
    }
    let text = lines[start..<end].map(\.trimmingSpaces).joined(separator: "\n")
    html += "<p>\(MarkdownLine(text).html)</p>\n"
    return end
  }

  private static func headingLevel(of line: String) -> Int? {
    let level = line.prefix { $0 == "#" }.count
    return (1...4).contains(level) && line.dropFirst(level).first == " " ? level : nil
  }
}

/// A block whose lines all start with a sign.
private enum Block: CaseIterable {
  case bullets, numbers, quote

  /// What stands behind the sign; nil when the line has none.
  func item(in line: String) -> String? {
    switch self {
    case .bullets:
      for sign in ["- ", "* ", "+ "] where line.hasPrefix(sign) { return String(line.dropFirst(2)) }
      return nil
    case .numbers:
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, line.dropFirst(digits.count).hasPrefix(". ") else { return nil }
      return String(line.dropFirst(digits.count + 2))
    case .quote:
      return line.hasPrefix(">") ? String(line.dropFirst()).trimmingSpaces : nil
    }
  }

  func html(_ items: [String]) -> String {
    switch self {
    case .bullets: "<ul>\(items.map { "<li>\($0)</li>" }.joined())</ul>\n"
    case .numbers: "<ol>\(items.map { "<li>\($0)</li>" }.joined())</ol>\n"
    case .quote: "<blockquote>\(items.joined(separator: "\n"))</blockquote>\n"
    }
  }
}

/// Emphasis, code and links within a block.
private struct MarkdownLine {
  private(set) var html = ""

  init(_ text: String) {
    var rest = Substring(text)
    while let character = rest.first {
      if character == "\\", let next = rest.dropFirst().first, next.isASCII, !next.isLetter {
        html += Escaping.html(String(next))
        rest = rest.dropFirst(2)
      } else if let (piece, length) = Self.span(at: rest) {
        html += piece
        rest = rest.dropFirst(length)
      } else {
        html += character == "&" ? Self.ampersand(at: rest) : Escaping.html(String(character))
        rest = rest.dropFirst()
      }
    }
  }

  /// A stretch of code, emphasis or a link at the start of `text`, and how long it is.
  private static func span(at text: Substring) -> (html: String, length: Int)? {
    for (sign, tag) in [("**", "strong"), ("__", "strong"), ("*", "em"), ("`", "code")]
    where text.hasPrefix(sign) {
      let inside = text.dropFirst(sign.count)
      guard let content = content(of: inside, upTo: sign), content.first?.isWhitespace == false
      else { continue }
      let inner = tag == "code" ? Escaping.html(content) : MarkdownLine(content).html
      return ("<\(tag)>\(inner)</\(tag)>", content.count + 2 * sign.count)
    }
    guard text.first == "[", let label = content(of: text.dropFirst(), upTo: "]("),
      let target = content(of: text.dropFirst(label.count + 3), upTo: ")"),
      target.hasPrefix("https://") || target.hasPrefix("http://") || target.hasPrefix("#")
    else { return nil }
    let link = "<a href=\"\(Escaping.html(target))\">\(MarkdownLine(label).html)</a>"
    return (link, label.count + target.count + 4)
  }

  /// What stands before the next `sign` that has no backslash before it.
  private static func content(of text: Substring, upTo sign: String) -> String? {
    var rest = text
    while !rest.isEmpty {
      if rest.hasPrefix(sign) { return String(text[..<rest.startIndex]) }
      rest = rest.dropFirst(rest.first == "\\" ? 2 : 1)
    }
    return nil
  }

  /// An `&` that starts an entity, such as those that values in notes are escaped with, stays.
  private static func ampersand(at text: Substring) -> String {
    let name = text.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
    let isEntity = !name.isEmpty && text.dropFirst(name.count + 1).first == ";"
    return isEntity ? "&" : "&amp;"
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let inside = drop(while: \.isWhitespace)
    return String(inside.reversed().drop(while: \.isWhitespace).reversed())
  }
}
