import JupyterServer
import Testing

/// Patterns for the search in the history.
struct GlobTests {
  @Test(arguments: [
    ("*", "", true), ("*", "a\nb", true), ("a*", "abc", true), ("a*", "bac", false),
    ("*b*", "abc", true), ("a?c", "abc", true), ("a?c", "ac", false), ("", "", true),
    ("", "a", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[^a]x", "bx", true),
    ("[]]", "]", true), ("[a", "[a", true), ("*a*b*c", "xaybzc", true), ("*a*b*c", "xaybz", false),
    ("😀?", "😀é", true), ("***", "x", true), ("a.c", "abc", false), ("[a-]", "-", true),
  ])
  func `a pattern fits whole texts`(pattern: String, text: String, expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }

  @Test func `many stars do not take for ever`() {
    let pattern = String(repeating: "*a", count: 50) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 5000)))
  }
}
