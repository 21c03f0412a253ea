import DuckDBEngine
import FoundationEssentials

/// `teff install`: makes the kernel known to Jupyter.
enum InstallCommand: Command {
  static let name = "install"
  static let summary = "makes the kernel known to Jupyter"
  static let help = """
    usage: teff install [--user | --sys-prefix | --prefix FOLDER] [--name NAME]

    Writes a kernelspec that starts this very program, and records where DuckDB was found, so that
    notebooks find it from anywhere.

      --user           for this user (standard)
      --sys-prefix     into the Python environment that is active
      --prefix FOLDER  into the Python environment in FOLDER
      --name NAME      the kernel's name for Jupyter (teff)

    `jupyter kernelspec remove teff` takes it away again.

    """

  static func run(_ arguments: consuming Arguments) throws -> Int32 {
    let isForUser = arguments.flag("--user")
    let isForEnvironment = arguments.flag("--sys-prefix")
    let given = try arguments.value("--prefix")
    let name = try arguments.value("--name") ?? "teff"
    try arguments.end()
    guard [isForUser, isForEnvironment, given != nil].count(where: \.self) < 2 else {
      throw UsageError("choose one of --user, --sys-prefix and --prefix")
    }
    guard Kernelspec.isName(name) else {
      throw UsageError("a kernel's name has letters, digits, `.`, `_` and `-` only")
    }
    var prefix: String?
    if let given {
      prefix = Files.absolute(given)
    } else if isForEnvironment {
      guard let active = PythonEnvironment.active() else {
        throw CommandError("no Python environment is active; name one with --prefix FOLDER")
      }
      prefix = active
    }
    let data = prefix.map { "\($0)/share/jupyter" } ?? Kernelspec.userFolder
    let spec = Kernelspec(folder: "\(data)/kernels/\(name)")
    try spec.write(program: Environment.program)
    Terminal.write("kernelspec: \(spec.folder)\n")
    try recordDuckDB(prefix)
    return 0
  }

  private static func recordDuckDB(_ prefix: String?) throws {
    let locator = DuckDBLocator(variables: Environment.variables)
    do {
      if let path = try locator.record(preferring: prefix) {
        Terminal.write("DuckDB: \(path)\n")
      } else {
        Terminal.write(
          "DuckDB: not found; `pip install duckdb` where Jupyter runs, then install again\n")
      }
    } catch {
      throw CommandError("cannot write \(locator.recordFile)")
    }
  }
}
