import Syntax
import Testing

@Suite struct SpanTests {
  @Test func `every part of a statement knows its place`() throws {
    let text = "a = load \"x\"\n  | take 3 by k, m = f(n)  seed: 7\n  | join (u | show) on p == q"
    let map = PositionMap(text)
    let cell = Parser.parse(text, shapes: .testing)
    #expect(cell.diagnostics == [])
    guard case .assignment(let name, .pipeline(let pipeline))? = cell.statements.first?.kind,
      pipeline.stages.count == 2, case .verb(let take) = pipeline.stages[0].kind,
      case .verb(let join) = pipeline.stages[1].kind, let clause = take.clauses.first
    else {
      Issue.record("another tree than expected")
      return
    }
    #expect(map.text(name.span) == "a")
    #expect(map.text(pipeline.source.span) == "load \"x\"")
    #expect(map.text(pipeline.stages[0].span) == "| take 3 by k, m = f(n)  seed: 7")
    #expect(map.text(take.items[0].span) == "3")
    #expect(map.text(clause.span) == "by k, m = f(n)")
    #expect(map.text(clause.keyword) == "by")
    #expect(clause.items.map { map.text($0.span) } == ["k", "m = f(n)"])
    #expect(take.options.map { map.text($0.span) } == ["seed: 7"])
    #expect(take.options.map { map.text($0.name.span) } == ["seed"])
    #expect(join.tables.map { map.text($0.span) } == ["(u | show)"])
    #expect(map.text(join.clauses[0].items[0].expression.span) == "p == q")
    #expect(map.text(cell.statements[0].span) == text)
  }

  /// `1️⃣` and `2️⃣` stand around the place of the first error.
  @Test(arguments: [
    "t | filter Country 1️⃣=2️⃣ \"France\"", "t | filter a 1️⃣&&2️⃣ b", "x = 5 1️⃣62️⃣",
    "t | filter 1️⃣(2️⃣a > 1\nu | show", "é = 1\nt | filter `ü` 1️⃣<>2️⃣ 3", "1️⃣|2️⃣ show",
    "t\n  | take 3\n  1️⃣take2️⃣ 4", "a = \"😀\" 1️⃣§2️⃣", "x = 1️⃣@2011-02-302️⃣",
    "t | derive x = f\"{a 1️⃣b2️⃣}\"", "t | select a1️⃣,2️⃣\n| show", "x = \"a1️⃣\\d2️⃣\"",
    "t | sort a 1️⃣asc2️⃣", "a = 1\n1️⃣by2️⃣ x", "t | derive a = 1️⃣None2️⃣",
    "t\r\n  | filter a 1️⃣=2️⃣ 3\r\n", "t |1️⃣|2️⃣ show".replacing("|1️⃣|2️⃣", with: "1️⃣||2️⃣"),
  ])
  func `an error stands at its place`(_ marked: String) throws {
    let text = marked.replacing("1️⃣", with: "").replacing("2️⃣", with: "")
    let parts = marked.split(separator: "1️⃣", maxSplits: 1, omittingEmptySubsequences: false)
    let start = String(parts[0]).utf8.count
    let length = String(parts[1]).split(
      separator: "2️⃣", maxSplits: 1, omittingEmptySubsequences: false)[0].utf8.count
    let diagnostic = try #require(Parser.parse(text, shapes: .testing).diagnostics.first)
    #expect(diagnostic.span == SourceSpan(start, start + length), "\(diagnostic)")
  }

  @Test func `places turn into lines, columns and code points, and back`() {
    let text = "a = \"é😀\"\r\nbb | show\n"
    let map = PositionMap(text)
    #expect(map.lineCount == 3)
    let second = Array("a = \"é😀\"\r\n".utf8).count
    #expect(map.line(of: second) == 2)
    #expect(map.column(of: second + 3) == 4)
    #expect(map.text(ofLine: 1) == "a = \"é😀\"")
    #expect(map.text(ofLine: 2) == "bb | show")
    #expect(map.codePoints(before: second) == 10)
    #expect(map.offset(codePoints: 10) == second)
    #expect(map.offset(codePoints: 1_000) == text.utf8.count)
    for count in 0...text.unicodeScalars.count {
      #expect(map.codePoints(before: map.offset(codePoints: count)) == count)
    }
  }
}
