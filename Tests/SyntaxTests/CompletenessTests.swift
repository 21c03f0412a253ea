import Syntax
import Testing

@Suite struct CompletenessTests {
  @Test(arguments: [
    ("", Completeness.complete), ("t", .complete), ("t | show 3", .complete),
    ("x = 5 # done", .complete), ("# only", .complete), ("t\n  | filter a > 1", .complete),
    ("t |", .incomplete(indent: "  ")), ("t | # more", .incomplete(indent: "  ")),
    ("t | filter a >", .incomplete(indent: "  ")), ("x =", .incomplete(indent: "  ")),
    ("t | select a,", .incomplete(indent: "  ")), ("t | take 3 by", .incomplete(indent: "  ")),
    ("t | chart line x:", .incomplete(indent: "  ")), ("x = (1 + 2", .incomplete(indent: "  ")),
    ("x = [1,", .incomplete(indent: "  ")), ("rows [{a: 1}", .incomplete(indent: "  ")),
    ("t\n    | filter (a > 1", .incomplete(indent: "      ")),
    ("t\n    | filter a and", .incomplete(indent: "    ")),
    ("a = 1\nt | join (u | filter b > 1", .incomplete(indent: "  ")),
    ("q = sql \"\"\"select 1", .incomplete(indent: "")), ("%%sql", .incomplete(indent: "")),
    ("%%sql\nselect 1", .incomplete(indent: "")), ("%%sql\nselect 1\n", .complete),
    ("x = \"abc", .invalid), ("x = 5 6", .invalid), ("t | filter a = = 3", .invalid),
    ("x = (1\ny = 2", .invalid), ("x = 5 6\nt |", .invalid),
    ("t | filter a && b", .invalid), ("§", .invalid), ("t | filter a) |", .invalid),
  ])
  func `a cell asks for more only where it breaks off`(_ text: String, _ expected: Completeness) {
    #expect(Completeness.of(text, shapes: .testing) == expected)
  }
}
