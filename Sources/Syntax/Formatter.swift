/// Writes a cell in its canonical layout.
///
/// One statement after the other; stages on lines of their own when there are several or the line
/// would be longer than 100 columns; clauses before options; comments where they were. A cell with
/// an error, and a `%%sql` cell, stays as it is.
package struct Formatter {
  let lexed: LexedText
  let shapes: VerbShapes
  let verbs: VerbPlaces
  /// The comments on lines of their own before a token, and those behind a token on its line.
  private(set) var leading: [Int: [SourceSpan]] = [:]
  private(set) var trailing: [Int: SourceSpan] = [:]
  private var closing: [SourceSpan] = []
  private let map: PositionMap
  private let margin: Int

  static let width = 100

  /// The text in its canonical layout.
  package static func format(_ text: String, shapes: VerbShapes) -> String {
    let cell = Parser.parse(text, shapes: shapes)
    guard cell.diagnostics.isEmpty else { return text }
    for case .sql in cell.statements.map(\.kind) { return text }
    let lines = Formatter(text, cell, shapes: shapes).lines(of: cell)
    return lines.joined(separator: "\n") + (text.hasSuffix("\n") && !lines.isEmpty ? "\n" : "")
  }

  private init(_ text: String, _ cell: CellSyntax, shapes: VerbShapes) {
    lexed = Lexer.lex(text)
    map = PositionMap(text)
    self.shapes = shapes
    verbs = VerbPlaces(cell.statements)
    margin = map.column(of: lexed.tokens.first?.span.start ?? 0)
    attachComments()
  }

  /// Gives every comment to a token: a comma has none, because commas come and go.
  private mutating func attachComments() {
    let tokens = lexed.tokens
    var next = 0
    for comment in lexed.comments {
      while next < tokens.count, tokens[next].span.start < comment.start { next += 1 }
      let isTrailing =
        next > 0 && map.line(of: tokens[next - 1].span.end) == map.line(of: comment.start)
      if isTrailing {
        var owner = next - 1
        while owner > 0, tokens[owner].kind == .comma { owner -= 1 }
        if trailing[owner] == nil {
          trailing[owner] = comment
          continue
        }
      }
      var owner = next
      while owner < tokens.count, tokens[owner].kind == .comma { owner += 1 }
      if owner < tokens.count {
        leading[owner, default: []].append(comment)
      } else {
        closing.append(comment)
      }
    }
  }

  // MARK: The cell

  private func lines(of cell: CellSyntax) -> [String] {
    var lines: [String] = []
    var lastLine: Int?
    func separate(_ offset: Int) {
      if let lastLine, map.line(of: offset) > lastLine + 1, !lines.isEmpty { lines.append("") }
    }
    func add(_ comments: [SourceSpan]) {
      for comment in comments {
        separate(comment.start)
        lines.append(commentLine(comment, indent: 2))
        lastLine = map.line(of: comment.start)
      }
    }
    for statement in cell.statements {
      let first = tokenIndex(at: statement.span.start)
      add(leading[first] ?? [])
      separate(statement.span.start)
      lines += StatementLayout(statement, in: self).lines
      lastLine = map.line(of: statement.span.end)
      let last = tokenIndex(at: statement.span.end) - 1
      if let comment = trailing[last] { lastLine = map.line(of: comment.start) }
    }
    add(closing)
    return lines
  }

  /// A comment on a line of its own: at the margin if it stood there.
  func commentLine(_ comment: SourceSpan, indent: Int) -> String {
    let stands = map.column(of: comment.start) <= margin
    return String(repeating: " ", count: stands ? 0 : indent) + commentText(comment)
  }

  func commentText(_ comment: SourceSpan) -> String {
    var text = Substring(lexed.text(comment))
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// The number of the first token that starts at or behind an offset.
  func tokenIndex(at offset: Int) -> Int {
    var (low, high) = (0, lexed.tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if lexed.tokens[middle].span.start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func tokens(in span: SourceSpan) -> Range<Int> {
    let start = tokenIndex(at: span.start)
    return start..<max(start, tokenIndex(at: span.end))
  }
}
