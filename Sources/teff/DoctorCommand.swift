import DuckDBEngine
import DynamicLibraries
import FoundationEssentials
import GradientBoosting
import NumericalMethods

/// `teff doctor`: what is there, what is missing, and what to do about it.
enum DoctorCommand: Command {
  static let name = "doctor"
  static let summary = "shows what is found and what is missing"
  static let help = """
    usage: teff doctor

    Shows where DuckDB, OpenBLAS and LightGBM were looked for and found, the Python environment, the
    kernelspec, and what to do about what is missing. The exit status is 1 when DuckDB is not found.

    """

  static func run(_ arguments: consuming Arguments) throws -> Int32 {
    try arguments.end()
    show("teff", "\(Teff.version), \(Environment.program)")
    let isReady = showDuckDB()
    showOpenBLAS()
    showLightGBM()
    let environments = PythonEnvironment.all()
    show("Python", environments.first ?? "no environment is active", environments.dropFirst())
    showKernelspec()
    showFrontEnds(environments)
    showThreads()
    return isReady ? 0 : 1
  }

  /// Shows the places up to the library that works; whether there is one.
  private static func showDuckDB() -> Bool {
    let candidates = DuckDBLocator(variables: Environment.variables).candidates()
    var tried: [String] = []
    for candidate in candidates {
      guard candidate.isFound else {
        tried.append("\(candidate.path): no DuckDB (\(candidate.origin))")
        continue
      }
      switch DuckDBLibrary.attempt(candidate) {
      case .success(let library):
        var lines = tried
        if let python = library.python { lines.append("with \(python)") }
        show("DuckDB", "\(library.version), \(library.path) (\(candidate.origin))", lines)
        return true
      case .failure(let error):
        tried.append("\(candidate.path): does not load (\(candidate.origin)): \(error.reason)")
      }
    }
    tried += [
      "pip install duckdb, in the environment that Jupyter runs in",
      "or set TEFF_DUCKDB to a libduckdb.so",
    ]
    show("DuckDB", candidates.contains(where: \.isFound) ? "does not load" : "not found", tried)
    return false
  }

  /// Shows the library of linear algebra, which groups and factors need.
  private static func showOpenBLAS() {
    do {
      show("OpenBLAS", try LinearAlgebra.load().path)
    } catch {
      show(
        "OpenBLAS", "not found: `cluster` and `reduce` need it",
        [
          "so do the methods `ease`, `als` and `ranked` of `recommend`; `auto` leaves them out",
          "apt-get install libopenblas0, or set TEFF_OPENBLAS to a libopenblas.so",
        ])
    }
  }

  /// Shows the library of boosted trees, which only some verbs need.
  private static func showLightGBM() {
    let locator = LightGBM.locator(variables: Environment.variables)
    let origin = { (path: String) in locator.candidates().first { $0.path == path }?.origin }
    switch LightGBM.attempt(locator) {
    case .success(let library):
      show("LightGBM", library.path + (origin(library.path).map { " (\($0))" } ?? ""))
    case .failure(.brokenLibrary(let reason)):
      show("LightGBM", "does not load", [reason, "it needs libgomp1"])
    case .failure:
      show(
        "LightGBM", "not found: learned rankings need it",
        ["pip install lightgbm, or set TEFF_LIGHTGBM to a lib_lightgbm.so"])
    }
  }

  private static func showKernelspec() {
    let specs = Kernelspec.installed("teff")
    guard let first = specs.first else {
      show("kernelspec", "not installed", ["teff install --user, or --prefix FOLDER"])
      return
    }
    var lines: [String] = []
    if let program = first.program, program != Environment.program {
      lines.append(
        Files.isFile(program)
          ? "starts another program: \(program)"
          : "starts a program that is gone: \(program); run teff install again")
    }
    lines += specs.dropFirst().map { "hidden by it: \($0.folder)" }
    show("kernelspec", first.folder, lines)
  }

  /// Shows what the `teff` package of Python adds to Jupyter, beside the kernel.
  private static func showFrontEnds(_ environments: [String]) {
    let data = environments.map { "\($0)/share/jupyter" } + [Kernelspec.userFolder]
    let extensions = data.map { "\($0)/labextensions/teff" }
    let lab = extensions.first { Files.isFile("\($0)/package.json") }
    show(
      "JupyterLab",
      lab.map { "highlights Teff, \($0)" } ?? "highlights Teff as SQL",
      lab == nil ? [Self.advice] : [])
    let package = environments.lazy.compactMap { PythonEnvironment.package("teff_jupyter", in: $0) }
      .first
    show(
      "papermill",
      package.map { "takes Teff's params, \($0)" } ?? "knows no Teff",
      package == nil ? [Self.advice] : [])
  }

  private static let advice = "pip install teff, in the environment that Jupyter runs in"

  private static func showThreads() {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    guard let wanted = Environment["TEFF_THREADS"] else {
      show("threads", "\(processors)")
      return
    }
    let isNumber = Int(wanted).map { $0 > 0 } ?? false
    show(
      "threads",
      isNumber ? "\(wanted) (TEFF_THREADS)" : "\(processors); TEFF_THREADS=\(wanted) is no number")
  }

  private static func show(_ title: String, _ value: String, _ more: some Sequence<String> = []) {
    let column = 12
    let head = title + String(repeating: " ", count: column - title.count) + value + "\n"
    Terminal.write(
      head + more.map { String(repeating: " ", count: column) + $0 + "\n" }.joined())
  }
}
