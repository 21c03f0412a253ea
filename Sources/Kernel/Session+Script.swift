import Rendering
package import Syntax
package import Tasks

extension Session {
  /// Runs the cells of a script in turn, up to the first that fails; gives its errors as lines, or
  /// nil when all went well.
  package func run(
    _ script: Script, cancellation: Cancellation, output: any ScriptOutput, ansi: Bool = false
  ) -> [String]? {
    output.begin(script)
    defer { output.end() }
    for cell in script.cells {
      output.begin(cell)
      let source = CellSource(cell.text, .file(script.name, firstLine: cell.firstLine))
      let errors = run(cell.text, source: source, cancellation: cancellation, output: output)
      guard !errors.isEmpty else { continue }
      output.fail(errors, source: source)
      return ErrorText.lines(errors, source: source, ansi: ansi)
    }
    return nil
  }
}

extension Script {
  /// The names that the script's `param` lines declare; nil when a cell has a syntax error, so that
  /// they are not known.
  package func parameterNames(_ shapes: VerbShapes) -> [String]? {
    var names: [String] = []
    for cell in cells {
      let syntax = Parser.parse(cell.text, shapes: shapes)
      guard syntax.diagnostics.allSatisfy({ $0.severity == .warning }) else { return nil }
      for case .param(let param) in syntax.statements.map(\.kind) { names.append(param.name.text) }
    }
    return names
  }
}
