import Kernel
import Language
import Rendering
import Syntax
import Verbs

/// `teff fmt`: writes scripts and notebooks in the canonical layout.
enum FormatCommand: Command {
  static let name = "fmt"
  static let summary = "lays out scripts and notebooks"
  static let help = """
    usage: teff fmt FILE… [--check]

    Writes .teff scripts and the code cells of .ipynb notebooks in the canonical layout, in place;
    `-` reads the standard input and writes the standard output. A file with a syntax error stays as
    it is, and the exit status is 1.

      --check   changes nothing; names the files that would change, with exit status 1

    """

  static func run(_ arguments: consuming Arguments) throws -> Int32 {
    let isChecking = arguments.flag("--check")
    let paths = try arguments.operands()
    guard !paths.isEmpty else { throw UsageError("name a file, or `-`") }
    var status: Int32 = 0
    for path in paths {
      do {
        let text = try Files.text(path)
        let formatted =
          path.hasSuffix(".ipynb")
          ? try NotebookFile(text, path: path).formatted() : try format(text, path: path)
        if isChecking {
          guard formatted != text else { continue }
          Terminal.write("\(path)\n")
          status = 1
        } else if path == "-" {
          Terminal.write(formatted)
        } else if formatted != text {
          try Files.replace(path, with: formatted)
        }
      } catch {
        Terminal.complain("\(error)\n")
        status = 1
      }
    }
    return status
  }

  private static func format(_ text: String, path: String) throws -> String {
    let script = Script(text, name: path == "-" ? "stdin" : path)
    return try script.formatted { cell throws(CommandError) in
      try FormatCommand.format(
        cell.text, source: CellSource(cell.text, .file(script.name, firstLine: cell.firstLine)))
    }
  }

  /// A cell in its canonical layout; an error's lines when it does not parse.
  static func format(_ text: String, source: CellSource) throws(CommandError) -> String {
    let shapes = VerbCatalog.standard.shapes
    let errors = Parser.parse(text, shapes: shapes).diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else {
      let lines = ErrorText.lines(errors, source: source, ansi: Terminal.showsColors)
      throw CommandError(lines.joined(separator: "\n"))
    }
    return Formatter.format(text, shapes: shapes)
  }
}
