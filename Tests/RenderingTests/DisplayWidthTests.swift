import Rendering
import Testing

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("한국", 4), ("👩‍👩‍👧", 2), ("🇩🇪", 2),
    ("☎️", 2), ("☎", 1), ("ｆｕｌｌ", 8), ("ﾊﾝ", 2), ("…–−", 3), ("\u{200B}", 0), ("नि", 1),
    ("a\u{AD}b", 2), ("🚀", 2),
  ])
  func `a character takes its columns`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("ab cd", 4, "ab…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func `a text is cut by columns`(text: String, width: Int, cut: String) {
    #expect(DisplayWidth.cut(text, to: width) == cut)
    #expect(DisplayWidth.of(cut) <= width)
  }

  @Test func `padding counts columns`() {
    #expect(DisplayWidth.padded("日", to: 4) == "日  ")
    #expect(DisplayWidth.padded("日", to: 4, atStart: true) == "  日")
    #expect(DisplayWidth.padded("too long", to: 3) == "too long")
  }
}
