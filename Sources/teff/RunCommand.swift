import Glibc
import JupyterServer
import Kernel
import Language
import Tasks
import Verbs

/// `teff run`: runs a script without Jupyter, for schedulers, pipes and tests.
enum RunCommand: Command {
  static let name = "run"
  static let summary = "runs a script and writes its outputs"
  static let help = """
    usage: teff run FILE [-p NAME=VALUE]… [--format text|html|json]

    Runs the cells of FILE (`-` reads the standard input) and writes their outputs. A line that
    starts with `# %%` starts a new cell. The script stops at the first cell that fails: then the
    error is on the standard error and the exit status is 1.

      -p NAME=VALUE    the value of `param NAME`; it wins over the default
      --format text    plain text (standard)
      --format html    one page that stands alone
      --format json    one JSON object a line for each output

    """

  static func run(_ arguments: consuming Arguments) throws -> Int32 {
    let format = try arguments.word("--format", default: ScriptFormat.text)
    let overrides = try parameters(try arguments.values("-p"))
    let operands = try arguments.operands()
    guard let path = operands.first, operands.count == 1 else {
      throw UsageError(operands.isEmpty ? "name a script, or `-`" : "one script at a time")
    }
    let script = Script(try Files.text(path), name: path == "-" ? "stdin" : path)
    try check(overrides, of: script)

    let session = Session.start(.script, overrides: overrides)
    let cancellation = Cancellation()
    Interrupts.prepare()
    try startThread(stackSize: Interrupts.stackSize) {
      let errors = session.run(
        script, cancellation: cancellation, output: format.output { Terminal.write($0) },
        ansi: Terminal.showsColors)
      if let errors { Terminal.complain(errors.joined(separator: "\n") + "\n") }
      _exit(errors == nil ? 0 : 1)
    }
    return Interrupts.wait {
      cancellation.cancel()
      session.interruptEngine()
    }
  }

  private static func parameters(_ given: [String]) throws(UsageError) -> [String: String] {
    var values: [String: String] = [:]
    for text in given {
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw UsageError("-p takes NAME=VALUE, not `\(text)`")
      }
      values[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    return values
  }

  /// Refuses a value that no `param` line asks for: a misspelled name would go unnoticed.
  private static func check(
    _ overrides: [String: String], of script: Script
  ) throws(UsageError) {
    guard !overrides.isEmpty, let names = script.parameterNames(VerbCatalog.standard.shapes) else {
      return
    }
    for name in overrides.keys.sorted() where !names.contains(name) {
      let known = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
      throw UsageError("the script has no `param \(name)`; \(known)")
    }
  }
}
