import DuckDBEngine
import FoundationEssentials
import Kernel
import Planning
import Verbs

extension Session {
  /// A session as the program starts it: all verbs, DuckDB inside, relative paths from the working
  /// folder; without `threads` as many as `TEFF_THREADS` or the machine says.
  static func start(overrides: [String: String] = [:], threads: Int? = nil) -> Session {
    let given = ProcessInfo.processInfo.environment["TEFF_REGISTRY"]
    let registryPath = given.flatMap { $0.isEmpty ? nil : $0 }
    return Session(
      verbs: .standard, engine: DuckDB(threads: threads),
      workingFolder: FileManager.default.currentDirectoryPath, registryPath: registryPath,
      overrides: overrides)
  }
}
