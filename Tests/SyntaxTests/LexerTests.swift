import Syntax
import Testing

@Suite struct LexerTests {
  /// The value of a text that is one literal.
  private func value(_ text: String) throws -> LiteralSyntax {
    let cell = Parser.parse("x = \(text)", shapes: .testing)
    #expect(cell.diagnostics.map(\.message) == [])
    let statement = try #require(cell.statements.first)
    guard case .assignment(_, .scalar(let expression)) = statement.kind,
      case .literal(let value) = expression.kind
    else {
      Issue.record("\(text) is no literal")
      return .null
    }
    return value
  }

  @Test(arguments: [
    ("1", LiteralSyntax.int(1)), ("1_000_000", .int(1_000_000)), ("2.5", .number(2.5)),
    ("1e-3", .number(0.001)), ("1E+2", .number(100)), ("9223372036854775807", .int(.max)),
    ("5%", .percent(0.05)), ("2.5%", .percent(0.025)), ("true", .bool(true)), ("null", .null),
    ("007", .int(7)), ("0", .int(0)), ("0.1", .number(0.1)),
  ])
  func `a number is read`(_ text: String, _ expected: LiteralSyntax) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    ("30d", 30, DurationSyntax.Unit.day), ("1.5h", 1.5, .hour), ("1mo", 1, .month),
    ("2q", 2, .quarter), ("1y", 1, .year), ("15min", 15, .minute), ("500ms", 500, .millisecond),
    ("2w", 2, .week), ("10s", 10, .second), ("1_000d", 1000, .day),
  ])
  func `a duration is read`(
    _ text: String, _ amount: Double, _ unit: DurationSyntax.Unit
  ) throws {
    #expect(try value(text) == .duration(DurationSyntax(amount: amount, unit: unit)))
  }

  @Test(arguments: [
    ("@1970-01-01", LiteralSyntax.date(0)), ("@2011-12-09", .date(15317)),
    ("@2000-02-29", .date(11016)), ("@0001-01-01", .date(-719_162)),
    ("@9999-12-31", .date(2_932_896)), ("@1969-12-31", .date(-1)),
    ("@1970-01-01T00:00", .datetime(0, isZoned: false)),
    ("@1970-01-01T01:02:03", .datetime(3_723_000_000, isZoned: false)),
    ("@1970-01-01T00:00:00.25", .datetime(250_000, isZoned: false)),
    ("@1970-01-01T00:00Z", .datetime(0, isZoned: true)),
    ("@1970-01-01T02:00+01:30", .datetime(1_800_000_000, isZoned: true)),
    ("@1970-01-01T00:00-01:00", .datetime(3_600_000_000, isZoned: true)),
    ("@2011", .period(PeriodSyntax(first: 14975, last: 15339, spelling: "2011"))),
    ("@2011-Q4", .period(PeriodSyntax(first: 15248, last: 15339, spelling: "2011-Q4"))),
    ("@2012-02", .period(PeriodSyntax(first: 15371, last: 15399, spelling: "2012-02"))),
  ])
  func `a date is read`(_ text: String, _ expected: LiteralSyntax) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    (#""a\nb\t\\\"\'\/""#, "a\nb\t\\\"'/"), (#"'it\'s'"#, "it's"), (#""\x41\u00e9""#, "Aé"),
    (#""\uD83D\uDE00\U0001F600""#, "😀😀"), (#""\r\b\f""#, "\r\u{8}\u{c}"),
    (#"r"\d+\"x""#, #"\d+\"x"#), (#""""a\n"b""""#, #"a\n"b"#), ("\"\"\"a\nb\"\"\"", "a\nb"),
    ("''", ""), ("\"é😀\"", "é😀"), (#"r'\w'"#, #"\w"#), ("\"\"\"\"\"\"", ""),
  ])
  func `a text is read`(_ text: String, _ expected: String) throws {
    #expect(try value(text) == .text(expected))
  }

  @Test func `every day of four centuries follows the one before`() throws {
    var expected = try #require(CalendarDay.number(year: 1800, month: 1, day: 1))
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...CalendarDay.length(ofMonth: month, year: year) {
          #expect(CalendarDay.number(year: year, month: month, day: day) == expected)
          expected += 1
        }
      }
    }
    #expect(CalendarDay.number(year: 1900, month: 2, day: 29) == nil)
  }

  @Test func `an f-string is read into pieces with their places`() throws {
    let text = #"note f"a {{b}} {$x:,.0f}{if($y == "{", 'a', ':')} c\n""#
    let fixed = text.replacing("\"{\"", with: "'{'")
    let cell = Parser.parse(fixed, shapes: .testing)
    #expect(cell.diagnostics.map(\.message) == [])
    guard case .note(let note, _)? = cell.statements.first?.kind,
      case .interpolation(let pieces) = note.kind
    else {
      Issue.record("no f-string")
      return
    }
    try #require(pieces.count == 4)
    #expect(pieces[0] == .text("a {b} "))
    #expect(pieces[3] == .text(" c\n"))
    guard case .value(let first, let format) = pieces[1], case .value(let second, nil) = pieces[2]
    else {
      Issue.record("no values")
      return
    }
    #expect(format == ",.0f")
    #expect(PositionMap(fixed).text(first.span) == "$x")
    #expect(PositionMap(fixed).text(second.span) == "if($y == '{', 'a', ':')")
  }

  @Test func `any reserved word, verb, mark or function may name an option`() {
    let names = ["else", "by2", "null", "filter", "line", "sum", "for", "in", "end", "as"]
    for name in names {
      #expect(Parser.parse("t | describe \(name) : 3", shapes: .testing).diagnostics == [])
    }
  }

  @Test func `verbs, marks and functions may name columns`() {
    let words =
      VerbShapes.testing.stages.keys.sorted() + VerbShapes.testing.sources.keys.sorted()
      + ["line", "bar", "text", "sum", "count", "date", "month", "use", "param", "table", "param"]
    for word in words where word != "sort" {
      for cell in [
        "t | filter \(word) > 3 and a == \(word)", "t | select a, \(word)",
        "t | derive n = \(word) + \(word)", "t | take 3 by \(word) sort \(word) desc",
        "t | chart line x: \(word), y: \(word)", "t | join u on \(word) == \(word)",
        "t | summarize n = sum(\(word)) by \(word)", "t | describe \(word), \(word)",
      ] {
        #expect(Parser.parse(cell, shapes: .testing).diagnostics == [], "\(cell)")
        let formatted = Formatter.format(cell, shapes: .testing)
        #expect(formatted == cell, "\(formatted)")
      }
    }
  }
}
