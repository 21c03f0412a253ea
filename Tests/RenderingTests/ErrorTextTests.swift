import Rendering
import Syntax
import TestSupport
import Testing

struct ErrorTextTests {
  /// The span of the first `word` in `text`.
  private static func span(of word: String, in text: String) -> SourceSpan {
    let bytes = Array(text.utf8)
    let wanted = Array(word.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return SourceSpan(start, start + wanted.count)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var source: CellSource
    var diagnostics: [Diagnostic]

    var testDescription: String { name }
  }

  private static func make(
    _ name: String, _ text: String, _ word: String,
    origin: CellSource.Origin = .cell(3),
    _ diagnostic: (SourceSpan) -> Diagnostic
  ) -> Case {
    Case(
      name: name, source: CellSource(text, origin),
      diagnostics: [diagnostic(span(of: word, in: text))])
  }

  static let cases: [Case] = [
    make("column", "sales = load \"a.csv\"\nsales | filter Contry == \"France\"", "Contry") {
      span in
      Diagnostic(
        "E101", "there is no column `Contry` here", at: span, label: "did you mean `Country`?",
        fix: .init(span, "Country"),
        notes: ["columns here: InvoiceNo, StockCode, Description, … (9)"])
    },
    make("equals", "sales\n  | filter Country = \"France\"", "=") { span in
      Diagnostic(
        "E204", "`=` makes a new column; to compare, write `==`", at: span,
        label: "write  Country == \"France\"", fix: .init(span, "=="))
    },
    make(
      "file", "\tsales\n\t| filter\tContry > 1", "Contry",
      origin: .file("report.teff", firstLine: 13)
    ) { span in
      Diagnostic("E101", "there is no column `Contry` here", at: span, label: "tabs before it")
    },
    make("wide", "sales | filter 名前 == \"日本 👩‍👩‍👧 e\u{301}\" and x", "and") { span in
      Diagnostic("E200", "wide characters stand before the carets", at: span, label: "here")
    },
    make("wide-span", "sales | filter 名前 == 1", "名前") { span in
      Diagnostic("E101", "there is no column `名前` here", at: span, label: "two columns each")
    },
    make("end", "sales | filter", "") { _ in
      Diagnostic("E210", "the condition is missing", at: SourceSpan(14, 14), label: "here")
    },
    make("newline", "sales | filter\n", "") { _ in
      Diagnostic("E210", "the condition is missing", at: SourceSpan(15, 15), label: "here")
    },
    make("lines", "x = \"\"\"one\ntwo\n  three\"\"\"\ny = 1", "\"\"\"one\ntwo\n  three\"\"\"") {
      span in
      Diagnostic("E220", "a text over several lines", at: span, label: "three lines")
    },
    make("many-lines", (1...12).map { "line\($0)" }.joined(separator: "\n"), "") { _ in
      Diagnostic("E221", "a span over many lines", at: SourceSpan(6, 55), label: "until here")
    },
    make(
      "long",
      "sales | filter " + String(repeating: "aaaa + ", count: 40) + "bad"
        + String(repeating: " + cccc", count: 40), "bad"
    ) { span in
      Diagnostic("E101", "there is no column `bad` here", at: span, label: "in the middle")
    },
    make("nowhere", "sales", "") { _ in
      Diagnostic(
        "E901", "DuckDB was not found", at: nil, label: "install it with `pip install duckdb`",
        notes: ["looked in:\n/usr/lib\n/opt/lib"])
    },
    make("attack", "sales | filter \u{1B}[2J <script>", "<script>") { span in
      Diagnostic(
        "E412", "value \u{1B}[31m<b>x</b>\r\nis no date", at: span, label: "\u{7}<i>&",
        notes: ["row: \u{1B}]0;title\u{7}", "</pre><script>alert(1)</script>"])
    },
    Case(
      name: "several", source: CellSource("a | foo\nb | bar", .cell(nil)),
      diagnostics: [
        Diagnostic(
          "E310", "there is no verb `foo`", at: SourceSpan(4, 7), label: "did you mean `for`?"),
        Diagnostic(
          "W601", "join made 541,909 → 1,083,112 rows", at: SourceSpan(12, 15),
          notes: ["use `lookup`, or `| take 1 by StockCode` first"], severity: .warning),
      ]),
  ]

  @Test(arguments: cases)
  func `an error looks as reviewed`(_ test: Case) {
    let plain = ErrorText.lines(test.diagnostics, source: test.source, ansi: false)
    expectGolden(
      plain.joined(separator: "\n") + "\n", named: "Rendering/error-\(test.name).txt")
    let html = ErrorText.html(test.diagnostics, source: test.source)
    expectGolden(html + "\n", named: "Rendering/error-\(test.name).html")
  }
}

struct ErrorTextPropertyTests {
  @Test func `colours only add escapes to the plain lines`() {
    for test in ErrorTextTests.cases {
      let plain = ErrorText.lines(test.diagnostics, source: test.source, ansi: false)
      let coloured = ErrorText.lines(test.diagnostics, source: test.source, ansi: true)
      #expect(coloured.map(withoutColours) == plain)
      #expect(coloured.joined().contains("\u{1B}[1;3"))
      #expect(!plain.joined().contains("\u{1B}"))
    }
  }

  private func withoutColours(_ line: String) -> String {
    var result = ""
    var isInside = false
    for character in line {
      if character == "\u{1B}" {
        isInside = true
      } else if isInside {
        isInside = character != "m"
      } else {
        result.append(character)
      }
    }
    return result
  }

  @Test func `any span of any text is drawn`() {
    let texts = [
      "", "\n", "\n\n", "a", "a\r\nb\r\n", "\t日本 é\te\u{301}\n\n👩‍👩‍👧 x\n  y",
      String(repeating: "日", count: 300),
    ]
    for text in texts {
      let count = text.utf8.count
      for start in stride(from: -1, through: count + 2, by: count > 100 ? 13 : 1) {
        for length in [-1, 0, 1, 2, 5, 400] {
          let source = CellSource(text, .cell(1))
          let diagnostic = Diagnostic(
            "E1", "m", at: SourceSpan(start, start + length), label: "label",
            fix: .init(SourceSpan(start, start + length), "fix"))
          let lines = ErrorText.lines([diagnostic], source: source, ansi: false)
          let carets = lines.last ?? ""
          #expect(carets.hasSuffix("^ label"))
          let code = lines.dropLast().last ?? ""
          #expect(DisplayWidth.of(carets) <= DisplayWidth.of(code) + 1 + " label".count)
          #expect(ErrorText.html([diagnostic], source: source).contains("apply fix"))
        }
      }
    }
  }

  @Test func `an error in ten megabytes shows its surroundings`() {
    let filler = String(repeating: "abc + ", count: 1_700_000)
    let source = CellSource(filler + "bad + " + filler, .cell(1))
    let start = filler.utf8.count
    let diagnostic = Diagnostic("E1", "m", at: SourceSpan(start, start + 3), label: "here")
    let lines = ErrorText.lines([diagnostic], source: source, ansi: false)
    #expect(lines.count == 3)
    #expect(lines[1].contains("+ bad + abc") && lines[1].hasSuffix("…"))
    #expect(lines[1].count < 140)
  }

  @Test func `the summary is one plain line`() {
    let diagnostic = Diagnostic("E1", "two\nlines \u{1B}[1m", at: nil)
    #expect(ErrorText.summary(diagnostic) == "two⏎lines ␛[1m")
    let bundle = ErrorText.bundle([diagnostic], source: CellSource("", .cell(nil)))
    #expect(bundle.data.map(\.type) == ["text/html", "text/plain"])
  }
}
