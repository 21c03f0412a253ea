import Syntax
import Testing

/// How much smaller the large texts are where the code is not optimised.
#if DEBUG
  private let scale = 20
#else
  private let scale = 1
#endif

@Suite struct RobustnessTests {
  @Test(arguments: [
    "", " ", "\n\n", "# only", "\u{FEFF}t | show", "\u{FEFF}", "\r\n", "a = 1\r\nb = 2\r\n",
    "t\r\n  | filter a > 1 # x\r\n  | show\r\n", "t\u{A0}| show",
  ])
  func `an odd but right cell has no diagnostic`(_ text: String) {
    #expect(Parser.parse(text, shapes: .testing).diagnostics == [])
    #expect(
      Parser.parse(Formatter.format(text, shapes: .testing), shapes: .testing).diagnostics == [])
  }

  @Test(arguments: [
    "\u{0}", "t | \u{0} show", "😀", "t | filter 😀 > 1", "\\", "a \u{7} b", "\"\u{0}",
  ])
  func `a cell with signs that mean nothing gets an error`(_ text: String) {
    let diagnostics = Parser.parse(text, shapes: .testing).diagnostics
    #expect(!diagnostics.isEmpty)
    #expect(Formatter.format(text, shapes: .testing) == text)
  }

  @Test(arguments: [
    "(", "[", "{", "x = (", "t | filter (", "t | join (", "f(", "-", "not ", "!", "^", "case when ",
  ])
  func `a hundred thousand open brackets end in an error`(_ piece: String) {
    let text = "x = " + String(repeating: piece, count: 100_000 / scale)
    #expect(!Parser.parse(text, shapes: .testing).diagnostics.isEmpty)
    _ = CursorContext(text, at: text.utf8.count, shapes: .testing)
    _ = Completeness.of(text, shapes: .testing)
  }

  @Test(arguments: [("(", ")"), ("[", "]"), ("f(", ")"), ("t | join (", ")")])
  func `a hundred thousand closed brackets end in an error`(_ open: String, _ close: String) {
    let text =
      "x = " + String(repeating: open, count: 100_000 / scale) + "1"
      + String(repeating: close, count: 100_000 / scale)
    let diagnostics = Parser.parse(text, shapes: .testing).diagnostics
    #expect(diagnostics.map(\.code).contains("E215"))
  }

  @Test(arguments: [
    "t" + String(repeating: " | take 1", count: 600),
    "t | derive " + String(repeating: "a = 1, ", count: 6_000) + "b = 2",
  ])
  func `more stages or items than anybody writes end in an error`(_ text: String) {
    let diagnostics = Parser.parse(text, shapes: .testing).diagnostics
    #expect(diagnostics.map(\.code) == ["E215"])
  }

  @Test(arguments: [
    " + 1", " or $a", " ?? 1", " ^ 2", " == 1", " % 2", " between 1 and 2", " in [1]",
  ])
  func `an endless expression ends in an error`(_ piece: String) {
    let text = "x = 1" + String(repeating: piece, count: 100_000 / scale)
    #expect(!Parser.parse(text, shapes: .testing).diagnostics.isEmpty)
  }

  @Test func `a long list and many statements are no trouble`() {
    let list = "x = [" + (0..<50_000 / scale).map { "-\($0) + 1" }.joined(separator: ", ") + "]"
    #expect(Parser.parse(list, shapes: .testing).diagnostics == [])
    let statements = String(repeating: "t | filter a > 1 | show 3\n", count: 5_000 / scale)
    #expect(Parser.parse(statements, shapes: .testing).statements.count == 5_000 / scale)
  }

  @Test func `two hundred conditions fit one expression`() {
    let text = "t | filter " + (0..<200).map { "a == \($0)" }.joined(separator: " or ")
    #expect(Parser.parse(text, shapes: .testing).diagnostics == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func `ten megabytes are read and laid out`() {
    let line =
      "sales | filter amount > 10 and region in [\"north\", \"south\"] | take 3 by region\n"
    let text = String(repeating: line, count: 10_000_000 / line.utf8.count / scale)
    #expect(Parser.parse(text, shapes: .testing).diagnostics == [])
    #expect(Formatter.format(text, shapes: .testing) != text)
  }

  @Test(arguments: [
    "t | filter a > 1 (\n", "x = [1\n", "x = \"a\n", "a b\n", "t | derive x = f(a b)\n",
  ])
  func `a megabyte of errors takes time in proportion`(_ piece: String) {
    let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count / scale)
    let cell = Parser.parse(text, shapes: .testing)
    #expect(cell.diagnostics.count > 1_000)
  }

  @Test func `pieces of cells in any order are read`() throws {
    var pieces: [String] = []
    for text in try Cells.names.map(Cells.text) + ErrorCases.themes.flatMap(\.cells) {
      let lexed = Lexer.lex(text)
      var end = 0
      for token in lexed.tokens {
        pieces.append(lexed.text(SourceSpan(end, token.span.end)))
        end = token.span.end
      }
    }
    var state: UInt64 = 7
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var parsed = 0
    for _ in 0..<(40_000 / scale) {
      let text = (0..<(2 + next(12))).map { _ in pieces[next(pieces.count)] }.joined()
      let cell = Parser.parse(text, shapes: .testing)
      let context = CursorContext(text, at: next(text.utf8.count + 1), shapes: .testing)
      #expect(context.span.end <= text.utf8.count)
      _ = Completeness.of(text, shapes: .testing)
      let once = Formatter.format(text, shapes: .testing)
      #expect(Formatter.format(once, shapes: .testing) == once, "\(text)\n---\n\(once)")
      if cell.diagnostics.isEmpty { parsed += 1 }
      for diagnostic in cell.diagnostics {
        let span = try #require(diagnostic.span)
        #expect(span.start >= 0 && span.start <= span.end && span.end <= text.utf8.count)
      }
    }
    #expect(parsed > 0)
  }

  @Test(arguments: Cells.names)
  func `a cell cut off anywhere is read`(_ name: String) throws {
    let bytes = Array(try Cells.text(name).utf8)
    for end in stride(from: 0, to: bytes.count, by: 5) {
      let text = String(decoding: bytes[..<end], as: UTF8.self)
      let cell = Parser.parse(text, shapes: .testing)
      for diagnostic in cell.diagnostics {
        let span = try #require(diagnostic.span)
        #expect(span.start >= 0 && span.start <= span.end && span.end <= text.utf8.count)
      }
      _ = Completeness.of(text, shapes: .testing)
    }
  }
}
