import Charts
import Testing

@Suite struct TextWidthTests {
  @Test func `Widths come from the table`() {
    #expect(TextWidth.of("") == 0)
    #expect(TextWidth.of("0123456789", size: 10) == 63.6)
    #expect(TextWidth.of("W", size: 1000, bold: true) == 1103)
    #expect(TextWidth.of("日本", size: 12) == 24)
    #expect(TextWidth.of("e\u{301}") == TextWidth.of("e"))
  }

  @Test(arguments: ["short", "a rather long label that must be cut", "😀😀😀😀😀😀😀😀", "WWWWWWWWWWWW"])
  func `A cut text fits`(_ text: String) {
    for width in stride(from: 10.0, through: 300, by: 7) {
      let cut = TextWidth.cut(text, to: width)
      #expect(TextWidth.of(cut) <= width)
      #expect(cut == text || cut.isEmpty || cut.hasSuffix("…"))
    }
  }

  @Test func `Lines break between words, at separators first, and never exceed their number`() {
    let subtitle = "revenue · top 10 of 37 countries · United Kingdom filtered out"
    #expect(
      TextWidth.wrap(subtitle, to: 300) == [
        "revenue · top 10 of 37 countries", "United Kingdom filtered out",
      ])
    let long = String(repeating: "word ", count: 80)
    let lines = TextWidth.wrap(long, to: 200, maximum: 3)
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { TextWidth.of($0) <= 200 })
    #expect(lines.last?.hasSuffix("…") == true)
    #expect(TextWidth.wrap("", to: 100) == [])
  }
}
