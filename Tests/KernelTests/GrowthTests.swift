import Testing

/// Short cells whose queries would be huge end in an error, and quickly.
@Suite("Cells that grow", .needsEngine, .timeLimit(.minutes(1)))
struct GrowthTests {
  @Test(
    "What repeats itself without measure is refused",
    arguments: [
      ("t | derive x = \(Self.nested("a ^ 1", "^ 1", 40))", "E714"),
      ("t | derive x = \(Self.calls("sqrt", 30))", "E714"),
      ("x = \(Self.nested("2 ^ 1", "^ 1", 40))", "E714"),
      (Array(repeating: "t = t | append t", count: 30).joined(separator: "\n"), "E714"),
      ("def f(x) = x + x\nt | derive y = \(Self.calls("f", 25))", "E110"),
      (
        "def f0(x) = x * 1\n"
          + (1..<30).map { "def f\($0)(x) = f\($0 - 1)(x * x)" }.joined(separator: "\n")
          + "\nt | derive y = f29(a)", "E110"
      ),
    ])
  func growth(cell: String, code: String) {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1.5}]")
    let answer = notebook.run(cell)
    #expect(answer.codes.first == code, "\(answer.text.prefix(300))")
    #expect(notebook.values("t") == ["1.5"])
  }

  @Test("The way out that the error names works")
  func wayOut() {
    let notebook = Notebook()
    let stages = (0..<40).map { " | derive a\($0 + 1) = a\($0) ^ 1" }.joined()
    #expect(notebook.values("rows [{a0: 2.5}]\(stages) | select a40") == ["2.5"])
  }

  @Test("A `def` may be used many times")
  func manyUses() {
    let notebook = Notebook()
    notebook.run("def double(x) = x + x")
    let sum = (0..<200).map { _ in "double(a)" }.joined(separator: " + ")
    #expect(notebook.values("rows [{a: 1}] | derive s = \(sum) | select s") == ["400"])
  }

  private static func nested(_ start: String, _ next: String, _ count: Int) -> String {
    start + String(repeating: " \(next)", count: count)
  }

  private static func calls(_ name: String, _ count: Int) -> String {
    String(repeating: "\(name)(", count: count) + "a" + String(repeating: ")", count: count)
  }
}
