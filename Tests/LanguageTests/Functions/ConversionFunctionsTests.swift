import Language
import Planning
import Syntax
import Tables
import Testing

@Suite struct ConversionFunctionsTests {
  @Test(
    "Values convert, texts are read",
    arguments: [
      ("number", Expression.text, Expression.call(.parse, [.text], .number)),
      ("number", .int, .call(.convert, [.int], .number)), ("number", .number, .number),
      ("number", .bool, .call(.convert, [.call(.convert, [.bool], .int)], .number)),
      ("int", .text, .call(.parse, [.text], .int)), ("int", .constant(2.7), .constant(2)),
      ("int", .constant(-2.7), .constant(-2)), ("int", .bool, .call(.convert, [.bool], .int)),
      ("text", .date, .call(.convert, [.date], .text)), ("text", .text, .text),
      ("bool", .text, .call(.parse, [.text], .bool)), ("bool", .bool, .bool),
      ("date", .text, .call(.parse, [.text], .date)), ("date", .date, .date),
      ("datetime", .date, .call(.convert, [.date], .datetime)),
      ("datetime", .literal(.date(1), .date), .literal(.datetime(86_400_000_000), .datetime)),
    ])
  func conversions(name: String, x: Expression, expected: Expression) throws {
    #expect(try lowered(name, ["x": x]) == expected)
  }

  @Test func `else: stands for unreadable text, and null stays null`() throws {
    let attempt = Expression.call(.parseOrNull, [.text], .number)
    #expect(
      try lowered("number", ["x": .text, "else": .literal(.null, .number)]) == attempt)
    let call = try lowered("number", ["x": .text, "else": .constant(0)])
    let expected = Expression.branches(
      [
        .init(
          when: .call(.isNotNull, [.text], .bool),
          then: .call(.coalesce, [attempt, .constant(0.0)], .number))
      ], otherwise: nil, .number)
    #expect(call == expected)
    #expect(try lowered("number", ["x": .int, "else": .constant(0)]).type == .number)
  }

  @Test func `A pattern reads a date`() throws {
    let pattern = Expression.constant("d/M/yyyy")
    #expect(
      try lowered("date", ["x": .text, "pattern": pattern])
        == .call(.parseDate, [.text, pattern], .date))
    #expect(
      try lowered("date", ["x": .text, "pattern": pattern, "else": .literal(.null, .date)])
        == .call(.parseDateOrNull, [.text, pattern], .date))
    #expect(
      try lowered("datetime", ["x": .text, "pattern": .constant("yyyy-MM-dd H:mm")]).type
        == .datetime)
  }

  @Test(
    "Patterns that cannot read a date are refused",
    arguments: ["EEE d MMM y", "yyyy-'Q'Q", "dd/MM", "yyyy-MM-dd HH:mm", "w yyyy", "YYYY"])
  func patterns(pattern: String) {
    let error = #expect(throws: Diagnostic.self) {
      try lowered("date", ["x": .text, "pattern": .constant(pattern)])
    }
    #expect(error?.code == "E416")
  }

  @Test func `The day of a datetime is its bin`() {
    let error = #expect(throws: Diagnostic.self) { try lowered("date", ["x": .datetime]) }
    #expect(error?.label == "write bin(t, 1d)")
    #expect(error?.fix == .init(SourceSpan(5, 9), "bin(t, 1d)"))
    #expect(throws: Diagnostic.self) {
      try lowered("datetime", ["x": .date, "pattern": .constant("y")])
    }
  }

  @Test func `JSON fields take a type`() throws {
    let path = Expression.constant("a.b[0].c")
    let field = Expression.call(.jsonField, [.text, path], .text)
    #expect(try lowered("json", ["s": .text, "path": path]) == field)
    #expect(
      try lowered("json", ["s": .text, "path": path], words: ["as": "int"])
        == .call(.parse, [field], .int))
    for good in ["a", "[0]", "[0].a", "a[1][2]", "größe", "a b.c"] {
      #expect(
        try lowered("json", ["s": .text, "path": .constant(good)]).type == .text)
    }
    for bad in ["", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a]", "a[-1]", "a.[0]"] {
      #expect(throws: Diagnostic.self) {
        try lowered("json", ["s": .text, "path": .constant(bad)])
      }
    }
  }
}

@Suite struct ChoiceFunctionsTests {
  @Test func `Both values of if get one type`() throws {
    let chosen = try lowered("if", ["condition": .bool, "a": .int, "b": .constant(0.5)])
    #expect(chosen.type == .number)
    let nothing = try lowered(
      "if", ["condition": .bool, "a": .literal(.null, .null), "b": .text])
    #expect(
      nothing
        == .branches(
          [.init(when: .bool, then: .literal(.null, .text))], otherwise: .text, .text))
    let error = #expect(throws: Diagnostic.self) {
      try lowered("if", ["condition": .bool, "a": .int, "b": .text])
    }
    #expect(error?.code == "E415")
  }

  @Test func `null_if compares values of one type`() throws {
    #expect(
      try lowered("null_if", ["x": .number, "v": .constant(0)])
        == .call(.nullIf, [.number, .constant(0.0)], .number))
    #expect(throws: Diagnostic.self) {
      try lowered("null_if", ["x": .number, "v": .constant("NA")])
    }
  }

  @Test func `Items of lists have the type of the list`() throws {
    #expect(
      try lowered("item", ["list": .list, "n": .int]) == .call(.item, [.list, .int], .text))
    #expect(try lowered("count_items", ["list": .list]).type == .int)
    #expect(throws: Diagnostic.self) { try lowered("item", ["list": .list, "n": .constant(0)]) }
  }
}
