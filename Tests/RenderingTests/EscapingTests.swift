import Rendering
import Testing

struct EscapingTests {
  @Test func `no control character is left in a line`() {
    let all = (0..<0x100).compactMap { Unicode.Scalar($0) } + ["\u{202E}", "\u{2028}", "\u{2066}"]
    let line = VisibleText.line(String(String.UnicodeScalarView(all)))
    #expect(
      line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    #expect(
      !line.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{2028}" || $0 == "\u{2066}" })
    let block = VisibleText.block(String(String.UnicodeScalarView(all)))
    let controls = block.unicodeScalars.filter { $0.value < 0x20 }
    #expect(Set(controls) == ["\n", "\t"])
  }

  @Test(arguments: [
    ("a\r\nb", "a⏎b", "a\nb"), ("a\rb", "a⏎b", "a\nb"), ("a\n\nb", "a⏎⏎b", "a\n\nb"),
    ("\u{1B}[31m", "␛[31m", "␛[31m"), ("plain é", "plain é", "plain é"),
  ])
  func `control characters become signs`(text: String, line: String, block: String) {
    #expect(VisibleText.line(text) == line)
    #expect(VisibleText.block(text) == block)
  }

  @Test func `HTML keeps nothing that could be markup`() {
    #expect(
      Escaping.html("<a href=\"x\" b='y'>&amp;")
        == "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;")
  }

  @Test(arguments: [
    ("\\input{x}", "\\textbackslash{}input\\{x\\}"), ("50% & $5_a #1", "50\\% \\& \\$5\\_a \\#1"),
    ("~^", "\\textasciitilde{}\\textasciicircum{}"), ("[2pt]*", "{[}2pt]{*}"),
    ("a < b", "a \\textless{} b"), ("−5…", "$-$5\\ldots{}"),
  ])
  func `LaTeX sees no commands`(text: String, escaped: String) {
    #expect(Escaping.latex(text) == escaped)
  }

  @Test(arguments: [
    ("<b>", "&lt;b&gt;"), ("[x](javascript:y)", "\\[x\\]\\(javascript:y\\)"),
    ("$x$", "&#36;x&#36;"),
    ("a*b_c`d", "a\\*b\\_c\\`d"), ("![i](u)", "\\!\\[i\\]\\(u\\)"),
  ])
  func `Markdown sees no marks`(text: String, escaped: String) {
    #expect(Escaping.markdown(text) == escaped)
  }
}
