import Language
import Planning
import Syntax
import Tables
import Testing

@Suite struct TextFunctionsTests {
  @Test(
    "Texts give texts, lengths and lists",
    arguments: [
      ("lower", DataType.text), ("trim", .text), ("length", .int), ("words", .list(.text)),
      ("tokens", .list(.text)),
    ])
  func types(name: String, type: DataType) throws {
    #expect(try lowered(name, ["s": .text]).type == type)
  }

  @Test func `ignore_case compares in lower case`() throws {
    let piece = Expression.constant("Gift")
    #expect(
      try lowered("contains", ["s": .text, "piece": piece])
        == .call(.contains, [.text, piece], .bool))
    #expect(
      try lowered("starts_with", ["s": .text, "piece": piece, "ignore_case": .constant(true)])
        == .call(
          .startsWith, [.call(.lower, [.text], .text), .call(.lower, [piece], .text)], .bool))
    #expect(
      try lowered(
        "matches", ["s": .text, "pattern": .constant("^c"), "ignore_case": .constant(true)])
        == .call(.matches, [.text, .constant("(?i)^c")], .bool))
    #expect(throws: Diagnostic.self) {
      try lowered("contains", ["s": .text, "piece": piece, "ignore_case": .bool])
    }
  }

  @Test(
    "Positions that are too small are refused when they are constants",
    arguments: [
      ("left", "n", -1), ("right", "n", -1), ("substr", "from", 0), ("split_part", "n", 0),
    ])
  func positions(name: String, parameter: String, value: Int) {
    let error = #expect(throws: Diagnostic.self) {
      try lowered(name, ["s": .text, "separator": .text, parameter: .constant(value)])
    }
    #expect(error?.code == "E420")
  }

  @Test func `Positions in a column are raised to the smallest`() throws {
    let n = Expression.branches(
      [.init(when: .call(.less, [.int, .constant(0)], .bool), then: .constant(0))],
      otherwise: .int, .int)
    #expect(try lowered("left", ["s": .text, "n": .int]) == .call(.left, [.text, n], .text))
  }

  @Test func `Pad takes a side and one character`() throws {
    #expect(
      try lowered("pad", ["s": .int, "n": .constant(4), "with": .constant("0")])
        == .call(
          .padLeft, [.call(.convert, [.int], .text), .constant(4), .constant("0")], .text))
    #expect(
      try lowered("pad", ["s": .text, "n": .constant(4)], words: ["side": "right"])
        == .call(.padRight, [.text, .constant(4), .constant(" ")], .text))
    for filler in ["", "ab"] {
      #expect(throws: Diagnostic.self) {
        try lowered("pad", ["s": .text, "n": .constant(4), "with": .constant(filler)])
      }
    }
  }
}

@Suite struct PatternFunctionsTests {
  @Test(
    "Good patterns pass",
    arguments: [
      "", "a", #"^C\d+"#, "a|b", "[a-z]+", "[]a]", "[^]]", #"[\]]"#, "(a)(b)?", "(?:a)", "(?i)a",
      "(?P<n>a)", "(?<n>a)", "a{2}", "a{2,}?", "a{2,3}", "a{", "{", "x{,2}", #"\p{Greek}"#, #"\."#,
      "a*?", "a+?", "[[:alpha:]]", #"(a|b)*c"#, "é+", "😀?", "(?i:a)b", #"\bword\b"#, "()", "a|",
    ])
  func good(pattern: String) throws {
    let call = try lowered("matches", ["s": .text, "pattern": .constant(pattern)])
    #expect(call == .call(.matches, [.text, .constant(pattern)], .bool))
  }

  @Test(
    "Bad patterns are refused with a way out",
    arguments: [
      "(", ")", "[", "[a", "a)", "(a", "*", "a**", "+a", "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)",
      #"(a)\1"#, "\\", "|*", "(?", "(?z)", "^*", #"\Z"#, "(*)", "a{2}{3}", "(?P<n", #"\p{L"#,
    ])
  func bad(pattern: String) {
    let error = #expect(throws: Diagnostic.self) {
      try lowered("matches", ["s": .text, "pattern": .constant(pattern)])
    }
    #expect(error?.code == "E422")
    #expect(error?.label.isEmpty == false)
  }

  @Test(
    "Extract takes a group that the pattern has",
    arguments: [
      (#"\d+"#, nil as Int?, 0 as Int?), (#"(\d+)"#, nil, 1), (#"(\d+)-(\d+)"#, 2, 2),
      ("(a)", 0, 0),
      ("(a)", 2, nil), ("a", 1, nil), ("(?:a)", 1, nil), ("(?P<year>a)", 1, 1), (#"\("#, 1, nil),
      ("[(]", 1, nil),
    ])
  func groups(pattern: String, group: Int?, used: Int?) throws {
    func extract() throws -> Expression {
      let pattern = Expression.constant(pattern)
      guard let group else { return try lowered("extract", ["s": .text, "pattern": pattern]) }
      return try lowered(
        "extract", ["s": .text, "pattern": pattern, "group": .constant(group)])
    }
    guard let used else {
      #expect(throws: Diagnostic.self) { try extract() }
      return
    }
    #expect(
      try extract() == .call(.extract, [.text, .constant(pattern), .constant(used)], .text))
  }
}
