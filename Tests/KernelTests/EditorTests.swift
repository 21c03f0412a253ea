import JupyterProtocol
import Kernel
import Rendering
import TestSupport
import Testing

/// Completion and help, as reviewed in files of cases.
@Suite(.needsEngine) struct EditorTests {
  @Test(arguments: [
    "names", "verbs", "columns", "values", "options", "sources", "broken", "texts",
  ])
  func `completion is as reviewed`(_ area: String) throws {
    let name = "Completion/\(area).txt"
    let cases = try EditorCases(name)
    let notebook = try EditorTests.notebook(cases.setup)
    let text = cases.text { code, cursor in
      let completion = notebook.session.complete(code, cursor: cursor)
      var lines: [String] = []
      let scalars = Array(code.unicodeScalars)
      let replaced = String(String.UnicodeScalarView(scalars[completion.range]))
      if !replaced.isEmpty { lines.append("instead of «\(replaced)»") }
      lines += completion.matches.prefix(14).map { match in
        [match.text, match.type, match.signature].filter { !$0.isEmpty }.joined(separator: " · ")
      }
      let more = completion.matches.count - 14
      if more > 0 {
        let names = completion.matches.dropFirst(14).prefix(24).map(\.text)
        let rest = more > names.count ? " and \(more - names.count) more" : ""
        lines.append("… \(names.joined(separator: ", "))\(rest)")
      }
      return lines.isEmpty ? ["nothing"] : lines
    }
    expectGolden(text, named: name)
  }

  @Test(arguments: ["columns", "names", "verbs"])
  func `help is as reviewed`(_ area: String) throws {
    let name = "Inspection/\(area).txt"
    let cases = try EditorCases(name)
    let notebook = try EditorTests.notebook(cases.setup)
    let text = cases.text { code, cursor in
      guard let card = notebook.session.inspect(code, cursor: cursor) else { return ["nothing"] }
      return card.plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    expectGolden(text, named: name)
  }

  /// A notebook whose first cell was run, and whose tables have their profiles.
  static func notebook(_ setup: String) throws -> Notebook {
    let notebook = Notebook()
    try notebook.write("id,name,amount\n1,Ann,2.5\n2,Bob,3.5\n", to: "people.csv")
    try notebook.write("a;b c\n2024-01-01;x\n2024-01-02;y\n", to: "semi.csv")
    try notebook.write("note\n", to: "readme.md")
    // However slow the machine is.
    notebook.session.watchTables(longest: .seconds(60))
    let answer = notebook.run(setup)
    #expect(answer.errors.isEmpty, "\(answer.text)")
    notebook.session.profiler.finish()
    return notebook
  }
}
