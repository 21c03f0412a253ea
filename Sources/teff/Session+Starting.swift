import DuckDBEngine
import FoundationEssentials
import Kernel
import Planning
import Verbs

extension Session {
  /// A session as the program starts it: all verbs, DuckDB inside, relative paths from the working
  /// folder.
  static func start(overrides: [String: String] = [:]) -> Session {
    Session(
      verbs: .standard, engine: DuckDB(),
      workingFolder: FileManager.default.currentDirectoryPath, overrides: overrides)
  }
}
