import Planning
import Testing

@Suite struct DatePatternTests {
  @Test(
    "Patterns are runs of letters and texts between them",
    arguments: [
      (
        "yyyy-MM-dd",
        [.field(.fullYear), .text("-"), .field(.paddedMonth), .text("-"), .field(.paddedDay)]
      ),
      ("y 'Q'Q", [.field(.year), .text(" Q"), .field(.quarter)]),
      ("d''M", [.field(.day), .text("'"), .field(.month)]),
      ("'it''s' y", [.text("it's "), .field(.year)]),
      ("HHmm", [.field(.paddedHour), .field(.paddedMinute)]),
      ("–d–", [.text("–"), .field(.day), .text("–")]), ("", []),
    ] as [(String, [DatePattern.Piece])])
  func pieces(pattern: String, expected: [DatePattern.Piece]) throws {
    #expect(try DatePattern(pattern).pieces == expected)
  }

  @Test(
    "A bad letter is named",
    arguments: [
      ("YYYY-MM", "`YYYY`", "write yyyy"), ("dd.mm.DD", "`DD`", "write d"),
      ("hh:mm", "`hh`", "write H"), ("MMMMM", "`MMMMM`", "write M, MM, MMM, MMMM"),
      ("yyy", "`yyy`", "write y, yy, yyyy"),
      ("y T", "`T`", "text that stands as it is goes in '…'"),
      ("y 'Q", "quote", "add a ' after the text"), ("s", "`s`", "write ss"),
    ])
  func refusals(pattern: String, message: String, label: String) {
    let error = #expect(throws: DatePattern.Failure.self) { try DatePattern(pattern) }
    #expect(error?.message.contains(message) == true)
    #expect(error?.label == label)
  }
}
