import DuckDBEngine
import FoundationEssentials
import Kernel
import Planning
import Verbs

extension Session {
  /// A session as the program starts it: all verbs, DuckDB inside, relative paths from the working
  /// folder; without `threads` as many as `TEFF_THREADS` or the machine says.
  static func start(
    _ kind: Kind, overrides: [String: String] = [:], threads: Int? = nil
  ) -> Session {
    let variables = ProcessInfo.processInfo.environment
    let given = variables["TEFF_REGISTRY"].flatMap { $0.isEmpty ? nil : $0 }
    let keepsRuns =
      switch kind {
      case .notebook: variables["KERNEL_GATEWAY"] != "1"
      case .script: given != nil
      case .verification: false
      }
    // Jupyter Server tells the notebook's path, of which the name says enough.
    let notebook = variables["JPY_SESSION_NAME"].flatMap { $0.split(separator: "/").last }
    return Session(
      verbs: .standard, engine: DuckDB(threads: threads),
      workingFolder: FileManager.default.currentDirectoryPath,
      registryPath: given == "off" ? "" : given, overrides: overrides, keepsRuns: keepsRuns,
      notebook: kind == .notebook ? notebook.map(String.init) : nil)
  }

  /// What a session is for, which says whether its analyses leave runs in the registry.
  enum Kind {
    /// A notebook keeps them, unless a gateway answers requests with it.
    case notebook
    /// A script keeps them where `TEFF_REGISTRY` names the file.
    case script
    /// Keeps none: it only looks whether outputs are the same.
    case verification
  }
}
