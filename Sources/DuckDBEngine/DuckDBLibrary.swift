import CDuckDB
package import DynamicLibraries
package import Planning
import Synchronization

/// DuckDB's library in this process, loaded once.
package final class DuckDBLibrary: @unchecked Sendable {
  // Function pointers that are written once, before anybody else sees them.
  let functions: DuckDBFunctions
  /// The file that was loaded.
  package let path: String
  /// The library that stands in for Python, if one was needed.
  package let python: String?

  /// DuckDB's own version: `v2.0.0`.
  package var version: String { String(cString: functions.version()) }

  private static let loaded = Mutex<DuckDBLibrary?>(nil)

  /// Loads the first library that works out of the locator's places; later calls give the same.
  package static func load(_ locator: DuckDBLocator = DuckDBLocator()) throws(EngineError)
    -> DuckDBLibrary
  {
    let result: Result<DuckDBLibrary, EngineError> = loaded.withLock { loaded in
      if let library = loaded { return .success(library) }
      var failures: [String] = []
      for candidate in locator.candidates() where candidate.isFound {
        switch attempt(candidate) {
        case .success(let library):
          loaded = library
          return .success(library)
        case .failure(let error): failures.append(error.description)
        }
      }
      return .failure(missing(failures))
    }
    return try result.get()
  }

  /// Makes `library` the one of this process.
  package static func use(_ library: DuckDBLibrary) { loaded.withLock { $0 = library } }

  /// What happens when the library of a place is loaded, with Python's own library or, if it is
  /// not to be looked for, with the stand-in.
  package static func attempt(
    _ candidate: DuckDBLocator.Candidate, looksForPython: Bool = true
  ) -> Result<DuckDBLibrary, DynamicLibraryError> {
    do {
      return .success(
        try DuckDBLibrary(
          candidate.path, environment: candidate.environment, looksForPython: looksForPython))
    } catch {
      return .failure(error)
    }
  }

  private init(
    _ path: String, environment: String?, looksForPython: Bool
  ) throws(DynamicLibraryError) {
    python = try PythonSymbols.load(
      for: path, environment: environment, looksForPython: looksForPython)
    let library = try DynamicLibrary(path)
    let table = UnsafeMutablePointer<DuckDBFunctions>.allocate(capacity: 1)
    defer { table.deallocate() }
    if let missing = cduckdb_load(library.handle, table) {
      throw DynamicLibraryError(
        path: path, reason: "\(String(cString: missing)) is missing: not DuckDB, or too old")
    }
    functions = table.move()
    self.path = path
  }

  private static func missing(_ failures: [String]) -> EngineError {
    let install = "install it where Jupyter runs: pip install duckdb, or name it in TEFF_DUCKDB"
    guard !failures.isEmpty else {
      return EngineError(.missingEngine, "DuckDB was not found", hint: install)
    }
    return EngineError(
      .missingEngine, "DuckDB was found but does not load: " + failures.joined(separator: "; "),
      hint: "`teff doctor` shows what is missing")
  }
}
