import Syntax
import Testing

/// Deletes or swaps single tokens of every cell: nothing may crash, and what no longer parses must
/// be told near the change.
@Suite struct MutationTests {
  @Test(arguments: Cells.names)
  func `a cell with a token missing parses or is told near it`(_ name: String) throws {
    try expectNearbyDiagnostics(of: Cells.text(name), mutate: deleting)
  }

  @Test(arguments: Cells.names)
  func `a cell with two tokens swapped parses or is told near them`(_ name: String) throws {
    try expectNearbyDiagnostics(of: Cells.text(name), mutate: swapping)
  }

  @Test(arguments: CellCases.valid + CellCases.invalid)
  func `a mutated snippet parses or is told near the change`(_ text: String) {
    expectNearbyDiagnostics(of: text, mutate: deleting)
    expectNearbyDiagnostics(of: text, mutate: swapping)
  }

  @Test(arguments: Cells.names)
  func `a mutated cell that still parses is laid out once and for all`(_ name: String) throws {
    try expectStableLayout(of: Cells.text(name))
  }

  @Test(arguments: FormatCases.all)
  func `a mutated snippet that still parses is laid out once and for all`(_ text: String) {
    expectStableLayout(of: text)
  }

  private func expectStableLayout(of text: String) {
    let original = Lexer.lex(text)
    for index in original.tokens.indices {
      for mutate in [deleting, swapping] {
        guard let mutation = mutate(original.tokens, index, original.bytes) else { continue }
        let mutated = String(decoding: mutation.bytes, as: UTF8.self)
        let once = Formatter.format(mutated, shapes: .testing)
        guard once != mutated else { continue }
        let cell = Parser.parse(once, shapes: .testing)
        #expect(cell.diagnostics == [], "\(mutation.note)\n\(mutated)\n---\n\(once)")
        let twice = Formatter.format(once, shapes: .testing)
        #expect(twice == once, "\(mutation.note)\n\(mutated)\n---\n\(once)\n---\n\(twice)")
        let before = Parser.parse(mutated, shapes: .testing).statements.count
        #expect(cell.statements.count == before, "\(mutated)\n---\n\(once)")
      }
    }
  }

  private func expectNearbyDiagnostics(
    of text: String, mutate: ([Token], Int, [UInt8]) -> Mutation?
  ) {
    let original = Lexer.lex(text)
    let before = Parser.parse(text, shapes: .testing).diagnostics
    for index in original.tokens.indices {
      guard let mutation = mutate(original.tokens, index, original.bytes) else { continue }
      let mutated = String(decoding: mutation.bytes, as: UTF8.self)
      let diagnostics = Parser.parse(mutated, shapes: .testing).diagnostics
      guard diagnostics.count > before.count || before.isEmpty && !diagnostics.isEmpty else {
        continue
      }
      let tokens = Lexer.lex(mutated).tokens
      let isNear = diagnostics.contains { diagnostic in
        guard let span = diagnostic.span else { return false }
        return mutation.isNear(span, tokens)
      }
      #expect(isNear, "\(mutation.note)\n\(mutated)\n\(diagnosticText(mutated))")
    }
  }

  private func deleting(_ tokens: [Token], _ index: Int, _ bytes: [UInt8]) -> Mutation? {
    var bytes = bytes
    let span = tokens[index].span
    let gone = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    bytes.removeSubrange(span.start..<span.end)
    return Mutation(
      bytes: bytes, place: span.start..<span.start, isBracket: isBracket(tokens[index]),
      note: "without \(gone) at \(span.start)")
  }

  private func swapping(_ tokens: [Token], _ index: Int, _ bytes: [UInt8]) -> Mutation? {
    guard index + 1 < tokens.count else { return nil }
    let (first, second) = (tokens[index].span, tokens[index + 1].span)
    let swapped =
      Array(bytes[..<first.start]) + bytes[second.start..<second.end]
      + bytes[first.end..<second.start] + bytes[first.start..<first.end] + bytes[second.end...]
    return Mutation(
      bytes: swapped, place: first.start..<second.end,
      isBracket: isBracket(tokens[index]) || isBracket(tokens[index + 1]),
      note: "swapped at \(first.start)")
  }

  private func isBracket(_ token: Token) -> Bool {
    switch token.kind {
    case .leftParen, .rightParen, .leftBracket, .rightBracket, .leftBrace, .rightBrace: true
    default: false
    }
  }
}

/// A changed text and where it changed.
private struct Mutation {
  var bytes: [UInt8]
  var place: Range<Int>
  var isBracket: Bool
  var note: String

  /// Whether a span is at most one token away from the change.
  ///
  /// A bracket that lost its partner may be told instead: where the partner belongs, nobody knows.
  func isNear(_ span: SourceSpan, _ tokens: [Token]) -> Bool {
    let first = tokens.lastIndex { $0.span.end <= place.lowerBound } ?? 0
    let last = tokens.firstIndex { $0.span.start >= place.upperBound } ?? tokens.count - 1
    let start = tokens.isEmpty ? 0 : tokens[max(0, first - 1)].span.start
    let end = tokens.isEmpty ? 0 : tokens[min(tokens.count - 1, last + 1)].span.end
    if span.end >= start, span.start <= end { return true }
    guard isBracket else { return false }
    return tokens.contains { token in
      token.span == span
        && [
          .leftParen, .rightParen, .leftBracket, .rightBracket, .leftBrace, .rightBrace,
        ].contains(token.kind)
    }
  }
}
