import Syntax
import Testing

@Suite struct SuggestionTests {
  static let cases: [(name: String, known: [String], nearest: String?)] = [
    ("Contry", ["Country", "County"], "Country"), ("country", ["Counter", "Country"], "Country"),
    ("amuont", ["amount", "mount"], "amount"), ("filtr", ["filter", "fit"], "filter"),
    ("xyz", ["Country"], nil), ("a", ["b"], nil), ("qty", ["Quantity"], nil),
    ("date", ["data", "Date"], "Date"), ("ab", ["ba"], "ba"), ("", ["a"], nil),
  ]

  @Test(arguments: cases)
  func `the nearest name is offered`(_ one: (name: String, known: [String], nearest: String?)) {
    #expect(Suggestion.nearest(to: one.name, in: one.known) == one.nearest)
  }
}
