import Language
import Syntax

/// Where an engine's error points in the query that it was given.
///
/// DuckDB quotes the line and marks the place: `LINE 2: select a,, b` and carets below.
struct SQLErrorPlace {
  private let words: [String]
  /// The whole line of the query.
  private let line: String
  /// The place in the line and the number of carets, in characters.
  private let column: Int
  private let width: Int

  /// Reads an engine's message; nil if it marks no place.
  init?(_ message: String, in sql: String) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let quote = lines.firstIndex(where: { $0.hasPrefix("LINE ") }), quote + 1 < lines.count,
      let colon = lines[quote].firstIndex(of: ":"),
      let number = Int(lines[quote][..<colon].dropFirst("LINE ".count)),
      let caret = lines[quote + 1].firstIndex(of: "^")
    else { return nil }
    let all = sql.split(separator: "\n", omittingEmptySubsequences: false)
    guard all.indices.contains(number - 1) else { return nil }
    line = String(all[number - 1])
    // Long lines are quoted in part, with dots where they are cut.
    var shown = lines[quote][lines[quote].index(colon, offsetBy: 2)...]
    let quoted = lines[quote].distance(from: lines[quote].startIndex, to: shown.startIndex)
    var place = lines[quote + 1].distance(from: lines[quote + 1].startIndex, to: caret) - quoted
    if !line.hasPrefix(shown), shown.hasPrefix("...") {
      shown = shown.dropFirst(3)
      place -= 3
    }
    if !line.contains(shown), shown.hasSuffix("...") { shown = shown.dropLast(3) }
    guard let start = line.ranges(of: shown).first?.lowerBound, place >= 0 else { return nil }
    column = line.distance(from: line.startIndex, to: start) + place
    width = lines[quote + 1].count { $0 == "^" }
    words = Array(lines[..<quote]) + lines[(quote + 2)...]
  }

  /// The error at its place in the cell; nil where the query in the cell reads otherwise, because
  /// values were put into it.
  func diagnostic(for query: Given<String>) -> Diagnostic? {
    let quotes = query.span.end - query.span.start - query.value.utf8.count
    let found = query.value.ranges(of: line)
    guard [0, 2, 6].contains(quotes), found.count == 1, column <= line.count else { return nil }
    let text = query.value
    let start = text.index(found[0].lowerBound, offsetBy: column)
    let end = text.index(start, offsetBy: width, limitedBy: text.endIndex) ?? text.endIndex
    func place(_ index: String.Index) -> Int {
      query.span.start + quotes / 2 + text.utf8.distance(from: text.startIndex, to: index)
    }
    let notes = words.dropFirst().filter { !$0.allSatisfy(\.isWhitespace) }
    return Diagnostic(
      "E701", "the engine says: \(words.first ?? "")", at: SourceSpan(place(start), place(end)),
      notes: Array(notes.prefix(4)))
  }
}
