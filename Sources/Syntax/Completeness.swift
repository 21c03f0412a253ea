/// Whether a cell that is being typed can run, which a console asks at every new line.
package enum Completeness: Hashable, Sendable {
  case complete
  /// More is to come; the next line should start with `indent`.
  case incomplete(indent: String)
  case invalid

  /// Judges a text.
  package static func of(_ text: String, shapes: VerbShapes) -> Completeness {
    let cell = Parser.parse(text, shapes: shapes)
    if case .sql(_, let query, _)? = cell.statements.first?.kind {
      return query.hasSuffix("\n") && cell.diagnostics.isEmpty ? .complete : .incomplete(indent: "")
    }
    guard !cell.diagnostics.isEmpty else { return .complete }
    let lexed = Lexer.lex(text)
    if let unterminated = lexed.unterminated {
      return unterminated.isMultiline ? .incomplete(indent: "") : .invalid
    }
    guard let last = lexed.tokens.last else { return .invalid }
    let brackets = BracketTable(lexed.tokens)
    let open = lexed.tokens.indices.filter {
      lexed.tokens[$0].kind.isOpening && brackets.partner(of: $0) == nil
    }
    let continues = !open.isEmpty || asksForMore(last.kind)
    guard continues, isOnlyUnfinished(cell, lexed, open) else { return .invalid }
    return .incomplete(indent: indent(of: text, bracket: open.last.map { lexed.tokens[$0].span }))
  }

  /// Whether nothing is wrong before the place where the text breaks off.
  private static func isOnlyUnfinished(
    _ cell: CellSyntax, _ lexed: LexedText, _ open: [Int]
  ) -> Bool {
    let lastStatement = cell.statements.last?.span.start ?? 0
    let openSpans = Set(open.map { lexed.tokens[$0].span })
    let lastEnd = lexed.tokens.last?.span.end ?? 0
    let lastStart = lexed.tokens.last?.span.start ?? 0
    return cell.diagnostics.allSatisfy { diagnostic in
      guard let span = diagnostic.span, span.start >= lastStatement else { return false }
      return openSpans.contains(span) || span.end >= lastEnd || span.end == lastStart
    }
  }

  private static func asksForMore(_ kind: TokenKind) -> Bool {
    switch kind {
    case .word, .quotedName, .variable, .literal, .text, .interpolation, .null, .true, .false,
      .end, .desc, .rightParen, .rightBracket, .rightBrace, .star, .unknown, .semicolon,
      .questionMark, .percent, .bang:
      false
    default:
      true
    }
  }

  /// One step further in behind a bracket that the last line opens, else as far as that line.
  private static func indent(of text: String, bracket: SourceSpan?) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: true).last ?? ""
    let blanks = line.prefix { $0 == " " || $0 == "\t" }
    if let bracket {
      let map = PositionMap(text)
      let last = map.text(SourceSpan(bracket.end, text.utf8.count))
      if !last.contains("\n") { return blanks + "  " }
    }
    return blanks.isEmpty ? "  " : String(blanks)
  }
}
