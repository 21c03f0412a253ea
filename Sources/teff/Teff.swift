import Glibc

/// The program: kernel, installer, script runner, verifier, formatter.
@main
struct Teff {
  /// All commands, in the order of the help.
  static let commands: [any Command.Type] = [
    KernelCommand.self, InstallCommand.self, RunCommand.self, VerifyCommand.self,
    FormatCommand.self, DoctorCommand.self, ReferenceCommand.self,
  ]

  static let version = "0.1.0"

  static func main() {
    // A file at its limit and a reader that is gone are errors of the write, not ends without a word.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    // The kernel may leave a cell behind that does not end: no clean-up waits for it.
    _exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  private static func run(_ arguments: [String]) -> Int32 {
    guard let name = arguments.first else {
      Terminal.complain(help)
      return 2
    }
    switch name {
    case "--help", "-h", "help":
      Terminal.write(help)
      return 0
    case "--version", "-V", "version":
      Terminal.write("teff \(version)\n")
      return 0
    default: break
    }
    guard let command = commands.first(where: { $0.name == name }) else {
      Terminal.complain("teff: there is no command `\(name)`\n\n\(help)")
      return 2
    }
    let rest = Array(arguments.dropFirst())
    if rest.contains("--help") || rest.contains("-h") {
      Terminal.write(command.help)
      return 0
    }
    do {
      return try command.run(Arguments(rest))
    } catch let error as UsageError {
      Terminal.complain(
        "teff \(name): \(error.reason)\n`teff \(name) --help` shows what it takes\n")
      return 2
    } catch {
      Terminal.complain("teff \(name): \(error)\n")
      return 1
    }
  }

  private static var help: String {
    let width = commands.map { $0.name.count }.max() ?? 0
    let lines = commands.map { command in
      "  \(command.name)" + String(repeating: " ", count: width + 2 - command.name.count)
        + command.summary
    }
    return """
      Teff \(version), a small language for customer and sales analysis in Jupyter

      usage: teff COMMAND …

      \(lines.joined(separator: "\n"))

      `teff COMMAND --help` says more; `teff --version` prints the version.

      """
  }
}
