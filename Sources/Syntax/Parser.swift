/// Turns a cell into a tree by recursive descent, and never fails.
///
/// What is not understood becomes a hole with a diagnostic. An error that leaves the rest readable
/// (`&&` for `and`) is told and passed over; of the others only the first of a statement is told,
/// because the later ones are mostly its fallout. Parsing goes on at the next pipe sign, at the
/// closing bracket, or at the next statement.
package struct Parser {
  let lexed: LexedText
  let shapes: VerbShapes
  let brackets: BracketTable
  /// The number of the token to read next.
  var index = 0
  /// Where the current statement or bracket ends.
  var limit: Int
  /// How many brackets and prefix operators are open.
  var depth = 0
  /// The height of the expression that was read last.
  var height = 0
  var diagnostics: [Diagnostic] = []
  /// Whether the statement has an error already that hides later ones.
  var hasFailed = false
  /// The options of the verb whose items are being read.
  var optionsForNames: Set<String> = []

  /// How deep brackets may be nested.
  static let maximumDepth = 200
  /// How high the tree of an expression may be.
  static let maximumHeight = 1_000
  /// Stages of one pipeline; work on a plan grows faster than its length.
  static let maximumStages = 500
  /// Items of one stage.
  static let maximumElements = 5_000

  init(_ lexed: LexedText, shapes: VerbShapes) {
    self.lexed = lexed
    self.shapes = shapes
    brackets = BracketTable(lexed.tokens)
    limit = lexed.tokens.count
  }

  /// Parses a cell.
  package static func parse(_ text: String, shapes: VerbShapes) -> CellSyntax {
    if let cell = queryCell(text) { return cell }
    var parser = Parser(Lexer.lex(text), shapes: shapes)
    let layout = MarginRule(parser.lexed, parser.brackets)
    let statements = layout.statements.map {
      parser.statement(in: $0, isBroken: layout.broken.contains($0.lowerBound))
    }
    let diagnostics = parser.lexed.looseDiagnostics + layout.diagnostics + parser.diagnostics
    return CellSyntax(
      statements: statements, diagnostics: diagnostics.sortedByPlace(),
      comments: parser.lexed.comments)
  }

  // MARK: Reading tokens

  var kind: TokenKind { index < limit ? lexed.tokens[index].kind : .endOfInput }

  func kind(at offset: Int) -> TokenKind {
    let place = index + offset
    return place >= 0 && place < limit ? lexed.tokens[place].kind : .endOfInput
  }

  /// The token to read next, even behind the limit; nil at the end of the cell.
  var token: Token? { index < lexed.tokens.count ? lexed.tokens[index] : nil }

  /// The spelling of the token to read next.
  var spelling: String { spelling(at: 0) }

  func spelling(at offset: Int) -> String {
    let place = index + offset
    return place < limit ? lexed.text(lexed.tokens[place].span) : ""
  }

  /// Where the next token starts, or the end of the last one.
  var position: Int { index < limit ? lexed.tokens[index].span.start : previousEnd }

  /// Where the last token ends.
  var previousEnd: Int { index > 0 ? lexed.tokens[index - 1].span.end : 0 }

  /// The span of the next token, or the place where one is missing.
  var place: SourceSpan {
    index < limit ? lexed.tokens[index].span : SourceSpan(previousEnd, previousEnd)
  }

  /// The place right after the last token, where something is missing.
  var gap: SourceSpan { SourceSpan(previousEnd, previousEnd) }

  func span(from start: Int) -> SourceSpan { SourceSpan(start, max(start, previousEnd)) }

  @discardableResult
  mutating func advance() -> Token {
    let token = lexed.tokens[index]
    if token.isFaulty {
      for fault in lexed.faults[index] ?? [] {
        if fault.code == "E202" { fail(fault) } else { report(fault) }
      }
    }
    index += 1
    return token
  }

  func isWord(_ text: String, at offset: Int = 0) -> Bool {
    kind(at: offset) == .word && spelling(at: offset) == text
  }

  var isName: Bool { kind == .word || kind == .quotedName }

  /// Reads a bare or quoted name.
  mutating func name() -> NameSyntax? {
    guard isName else { return nil }
    return anyName()
  }

  /// Reads the next token as a name, whatever it is.
  mutating func anyName() -> NameSyntax {
    let token = advance()
    let text = lexed.text(token.span)
    guard token.kind == .quotedName else { return NameSyntax(text, token.span) }
    return NameSyntax(Parser.unquoted(text), token.span, isQuoted: true)
  }

  /// A quoted name without its backticks.
  static func unquoted(_ text: String) -> String {
    var inner = text.dropFirst()
    if inner.hasSuffix("`") { inner = inner.dropLast() }
    guard inner.contains("`") else { return String(inner) }
    var result = ""
    var isSecond = false
    for character in inner {
      isSecond = character == "`" && !isSecond
      if !isSecond || character != "`" { result.append(character) }
    }
    return result
  }

  // MARK: Telling what is wrong

  /// Tells an error that does not disturb the reading of the rest.
  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Tells an error after which the rest of the statement may be misread.
  mutating func fail(_ diagnostic: Diagnostic) {
    if !hasFailed { diagnostics.append(diagnostic) }
    hasFailed = true
  }

  /// Moves to the next pipe sign outside brackets, or to the limit.
  mutating func skipToPipe() {
    while index < limit {
      switch lexed.tokens[index].kind {
      case .pipe, .percentPipe:
        return
      case .leftParen, .leftBracket, .leftBrace:
        if let partner = brackets.partner(of: index), partner < limit { index = partner }
      default:
        break
      }
      index += 1
    }
  }

  // MARK: Brackets

  /// Reads what stands in the brackets that open here; nil if they are nested too deeply.
  mutating func bracketed<Content>(_ body: (inout Parser) -> Content) -> Content? {
    let open = index
    let partner = brackets.partner(of: open).flatMap { $0 < limit ? $0 : nil }
    advance()
    guard let partner else {
      fail(unclosed(open))
      return nested(body)
    }
    let outer = limit
    limit = partner
    let content = nested(body)
    if index < limit {
      if content != nil { unexpected() }
      index = limit
    }
    limit = outer
    index = partner
    advance()
    return content
  }

  /// Runs `body` one level deeper; at the deepest level the rest is skipped.
  mutating func nested<Content>(_ body: (inout Parser) -> Content) -> Content? {
    guard depth < Parser.maximumDepth else {
      fail(
        Diagnostic(
          "E215", "this is nested too deeply", at: place,
          label: "give a part of it a name of its own"))
      index = limit
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }

  /// The error of a cell that some program wrote without end.
  func tooMany(_ what: String, _ limit: Int, _ things: String) -> Diagnostic {
    Diagnostic(
      "E215", "\(what) at most \(limit) \(things)", at: place,
      label: "bind the part before with a name and go on from it")
  }

  private func unclosed(_ open: Int) -> Diagnostic {
    let token = lexed.tokens[open]
    let sign =
      switch token.kind {
      case .leftParen: ")"
      case .leftBracket: "]"
      default: "}"
      }
    return Diagnostic(
      "E203", "`\(lexed.text(token.span))` is never closed", at: token.span,
      label: "its `\(sign)` is missing")
  }
}

extension [Diagnostic] {
  /// In the order of the text; those of one place keep their order.
  func sortedByPlace() -> [Diagnostic] {
    enumerated().sorted {
      ($0.element.span?.start ?? 0, $0.offset) < ($1.element.span?.start ?? 0, $1.offset)
    }.map(\.element)
  }
}
