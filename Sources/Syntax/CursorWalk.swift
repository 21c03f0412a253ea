/// Walks over the tokens before a cursor and notes what is open there.
struct CursorWalk {
  /// A statement, pipeline or bracket that the cursor stands in.
  struct Level {
    enum Kind { case statement, pipeline, call, group, list, record }
    var kind: Kind
    /// The token that starts the pipeline, or the bracket.
    var start: Int
    /// The level itself, or the one around it that holds verbs.
    var base: Int
    var pipes: [Int] = []
    var position = CursorContext.Position.statement
    /// The list that goes on behind an option and a comma.
    var list = CursorContext.Position.statement
    var verb: NameSyntax?
    var form: NameSyntax?
    var shape: VerbShapes.Shape?
    var options: [String] = []
    var clauses: [ClauseSyntax.Kind] = []
    var argument = 0
    var option: String?
  }

  let parser: Parser
  let lexed: LexedText
  private let cursor: Int
  let shapes: VerbShapes
  /// The tokens before the word at the cursor, those of a brace in an f-string included.
  private(set) var tokens: [Token] = []
  var levels: [Level] = []
  private(set) var statementStart = 0

  init(_ lexed: LexedText, cursor: Int, shapes: VerbShapes) {
    self.lexed = lexed
    self.cursor = cursor
    self.shapes = shapes
    parser = Parser(lexed, shapes: shapes)
  }

  mutating func run(into context: inout CursorContext) {
    guard collectTokens(&context) else { return }
    levels = [Level(kind: .statement, start: 0, base: 0)]
    for index in tokens.indices { step(index) }
    describe(&context)
  }

  // MARK: The word at the cursor

  /// Finds the word at the cursor and the tokens of its statement before it; false where nothing
  /// can be offered.
  private mutating func collectTokens(_ context: inout CursorContext) -> Bool {
    let all = lexed.tokens
    let count = all.firstIndex { $0.span.end >= cursor } ?? all.count
    var before = count
    var inner: [Token] = []
    if count < all.count, all[count].span.start < cursor {
      let token = all[count]
      if token.kind == .interpolation, let hole = hole(of: token) {
        inner = innerTokens(of: hole, &context)
      } else if !take(token, &context) {
        // A sign that ends at the cursor stands before it.
        guard token.span.end == cursor, token.kind != .literal, token.kind != .text,
          token.kind != .interpolation
        else { return false }
        before += 1
      }
    }
    let layout = MarginRule(lexed, parser.brackets)
    var statements = layout.statements
    if startsStatement(before, context) {
      statements.append(before..<before)
      statementStart = before
    } else {
      statementStart = statements.last { $0.lowerBound <= max(0, before - 1) }?.lowerBound ?? 0
      if before < all.count, statements.contains(where: { $0.lowerBound == before }),
        all[before].span.start < cursor
      {
        statementStart = before
      }
    }
    let isNew = statementStart == before && context.span.start == context.span.end
    if !isNew, let range = layout.statements.first(where: { $0.lowerBound == statementStart }) {
      var copy = parser
      context.statement = copy.statement(in: range, isBroken: false)
    }
    tokens = Array(all[statementStart..<max(statementStart, before)]) + inner
    return true
  }

  /// Whether the cursor stands where a statement would start: at the margin of a line.
  private func startsStatement(_ before: Int, _ context: CursorContext) -> Bool {
    guard before > 0 else { return true }
    let previous = lexed.tokens[before - 1]
    let between = lexed.bytes[previous.span.end..<context.span.start]
    guard let newline = between.lastIndex(of: UInt8(ascii: "\n")) else { return false }
    let margin = MarginRule.column(of: lexed.tokens[0], in: lexed)
    guard context.span.start - newline - 1 <= margin else { return false }
    switch previous.kind {
    case .pipe, .comma, .equal, .and, .or, .optionName: return false
    default: break
    }
    return !lexed.tokens[..<before].indices.contains { index in
      guard lexed.tokens[index].kind.isOpening else { return false }
      guard let partner = parser.brackets.partner(of: index) else { return false }
      return partner >= before
    }
  }

  /// Reads the token at the cursor as the word being written; false if it is none.
  private func take(_ token: Token, _ context: inout CursorContext) -> Bool {
    let written = SourceSpan(token.span.start, cursor)
    switch token.kind {
    case .word:
      context.span = token.span
      context.partial = lexed.text(written)
    case .optionName where cursor <= token.span.start + Int(token.payload):
      context.span = SourceSpan(token.span.start, token.span.start + Int(token.payload))
      context.partial = lexed.text(written)
    case .quotedName:
      let isClosed = token.span.end == cursor && !token.isFaulty
      guard !isClosed else { return false }
      context.isQuoted = true
      context.span = token.span
      context.partial = Parser.unquoted(lexed.text(written))
    case .variable:
      context.isVariable = true
      context.span = token.span
      context.partial = String(lexed.text(written).dropFirst())
    case .text where token.span.end > cursor || isUnterminated(token):
      takeText(token, &context)
    case let kind where kind.isReservedWord:
      context.span = token.span
      context.partial = lexed.text(written)
    default:
      return false
    }
    return true
  }

  private func isUnterminated(_ token: Token) -> Bool {
    guard let index = lexed.tokens.firstIndex(of: token) else { return true }
    return lexed.faults[index]?.contains { $0.code == "E202" } == true
  }

  private func takeText(_ token: Token, _ context: inout CursorContext) {
    let text = Array(lexed.bytes[token.span.start..<token.span.end])
    var start = token.span.start + (text.first == UInt8(ascii: "r") ? 1 : 0)
    let isBlock = lexed.bytes[start...].starts(with: Array("\"\"\"".utf8))
    start += isBlock ? 3 : 1
    let quotes = isUnterminated(token) ? 0 : isBlock ? 3 : 1
    context.isInText = true
    context.span = SourceSpan(min(start, cursor), max(start, token.span.end - quotes))
    context.partial = lexed.text(SourceSpan(min(start, cursor), cursor))
  }

  /// The braces of an f-string around the cursor.
  private func hole(of token: Token) -> SourceSpan? {
    for case .hole(let span, let format) in lexed.interpolations[Int(token.payload)] {
      if span.start <= cursor, cursor <= span.end, format.map({ cursor < $0.start }) ?? true {
        return span
      }
    }
    return nil
  }

  private func innerTokens(of hole: SourceSpan, _ context: inout CursorContext) -> [Token] {
    let inner = Lexer.lex(lexed.bytes, in: hole).tokens
    let count = inner.firstIndex { $0.span.end >= cursor } ?? inner.count
    guard count < inner.count, inner[count].span.start < cursor else {
      return Array(inner[..<count])
    }
    return take(inner[count], &context) ? Array(inner[..<count]) : Array(inner[...count])
  }
}
