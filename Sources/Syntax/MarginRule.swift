/// Splits the tokens of a cell into statements.
///
/// The margin is the column of the first token. Outside brackets, a line whose first token stands
/// there starts a statement, unless that token is a pipe sign or a closing bracket.
struct MarginRule {
  var statements: [Range<Int>] = []
  var diagnostics: [Diagnostic] = []
  /// The first tokens of the statements that a line at the margin tears apart.
  var broken: Set<Int> = []

  init(_ lexed: LexedText, _ brackets: BracketTable) {
    let tokens = lexed.tokens
    guard let first = tokens.first else { return }
    let margin = MarginRule.column(of: first, in: lexed)
    var start = 0
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      if token.startsLine, index > 0 {
        let column = MarginRule.column(of: token, in: lexed)
        if column < margin { diagnostics.append(MarginRule.leftOfMargin(token, margin - column)) }
        if column <= margin {
          if startsStatement(at: index, in: tokens) {
            statements.append(start..<index)
            start = index
          } else if MarginRule.continuations.contains(token.kind) {
            broken.insert(start)
          }
        }
      }
      if token.kind.isOpening, let partner = brackets.partner(of: index) { index = partner }
      index += 1
    }
    statements.append(start..<tokens.count)
  }

  /// Whether a token at the margin starts a statement; one that cannot gets a diagnostic.
  private mutating func startsStatement(at index: Int, in tokens: [Token]) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .pipe, .percentPipe, .doublePipe, .rightParen, .rightBracket, .rightBrace:
      return false
    case let kind where MarginRule.continuations.contains(kind):
      let isName = index + 1 < tokens.count && tokens[index + 1].kind == .equal
      if kind.isReservedWord, isName { return true }
      diagnostics.append(
        Diagnostic(
          "E207", "a line at the margin starts a statement, and this one continues the last",
          at: token.span, label: "indent this line",
          fix: .init(SourceSpan(token.span.start, token.span.start), "  ")))
      return false
    default:
      return true
    }
  }

  /// What can only continue a statement.
  private static let continuations: Set<TokenKind> = [
    .by, .on, .using, .sort, .and, .or, .when, .then, .else, .end, .in, .is, .desc, .optionName,
    .comma, .dot, .dotDot, .colon, .plus, .minus, .star, .slash, .caret, .coalesce, .equal,
    .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual,
  ]

  private static func leftOfMargin(_ token: Token, _ missing: Int) -> Diagnostic {
    Diagnostic(
      "E207", "this line starts left of the cell's first line", at: token.span,
      label: "indent it like the first line",
      fix: .init(
        SourceSpan(token.span.start, token.span.start), String(repeating: " ", count: missing)))
  }

  /// The column of a token that starts a line; a tab counts to the next multiple of 8.
  static func column(of token: Token, in lexed: LexedText) -> Int {
    var lineStart = token.span.start
    while lineStart > 0, lexed.bytes[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
    var column = 0
    for byte in lexed.bytes[lineStart..<token.span.start] {
      switch byte {
      case UInt8(ascii: "\t"): column = (column / 8 + 1) * 8
      // A byte order mark and the rest of a wide character take no column of their own.
      case 0x80...0xBF, 0xEF, UInt8(ascii: "\r"): break
      default: column += 1
      }
    }
    return column
  }
}
