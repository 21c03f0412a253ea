import FoundationEssentials
import Language
import Syntax
import Verbs

/// Lexer, parser, formatter, and what the editor asks at any place of a cell.
struct SyntaxTarget: FuzzTarget {
  static let name = "syntax"

  private let shapes = VerbCatalog.standard.shapes
  let seeds: [[UInt8]]
  let words = [
    "|", "(", ")", "[", "]", "{", "}", "f\"{", "\"", "\"\"\"", "`", "$", "@", "@2011-12", "#",
    "%%sql",
    " by ", " sort ", " on ", " where ", " where: ", "case when ", " then ", "if ", " else ",
    "null",
    "30d", "1mo", "5%", "..", "==", "!=", "??", "and ", "not ", "def f(x) = ",
    "param p: int = 1 in ",
    "use ", "note f\"", "respond ", "?", "as ", "\r\n", "\u{0}", "\u{FEFF}", "é", "😀", "1e999",
    "9223372036854775808",
  ]

  /// The folder of cells is the argument that the environment names.
  init() throws {
    var cells: [[UInt8]] = []
    if let folder = ProcessInfo.processInfo.environment["FUZZ_CELLS"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      where name.hasSuffix(".teff") {
        cells.append(Array(try Data(contentsOf: URL(filePath: folder).appending(path: name))))
      }
    }
    seeds =
      cells
      + [
        "sales | filter amount > 100 and not starts_with(x, \"C\") | summarize n = count() by k",
        "f\"a {$x.y:,.2f} b\"", "param k: int = 7 in 1..9", "x = [1, 2.5, \"a\", @2011-12-01]",
      ].map { Array($0.utf8) }
  }

  func read(_ input: [UInt8]) throws(Finding) -> String {
    let text = String(decoding: input, as: UTF8.self)
    let length = text.utf8.count
    let cell = Parser.parse(text, shapes: shapes)
    for diagnostic in cell.diagnostics {
      if let span = diagnostic.span, span.start < 0 || span.end < span.start || span.end > length {
        throw Finding("\(diagnostic.code) stands at \(span.start)..<\(span.end) of \(length)")
      }
      if diagnostic.message.isEmpty { throw Finding("\(diagnostic.code) says nothing") }
    }
    var end = 0
    for statement in cell.statements {
      guard statement.span.start >= end, statement.span.end <= length else {
        throw Finding("a statement stands at \(statement.span) behind \(end)")
      }
      end = statement.span.end
    }
    let once = Formatter.format(text, shapes: shapes)
    guard Formatter.format(once, shapes: shapes) == once else {
      throw Finding("formatted twice it is another")
    }
    _ = Completeness.of(text, shapes: shapes)
    for place in [0, length / 3, length / 2, length] {
      let context = CursorContext(text, at: place, shapes: shapes)
      guard 0 <= context.span.start, context.span.end <= length else {
        throw Finding("the word at \(place) stands at \(context.span)")
      }
    }
    let codes = Set(cell.diagnostics.map(\.code)).sorted().joined(separator: " ")
    return "\(codes) \(min(cell.statements.count, 3))"
  }
}
