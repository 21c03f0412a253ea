import CLightGBM
package import DynamicLibraries
import FoundationEssentials
import Glibc
import Synchronization

/// LightGBM's library in this process, loaded at the first use.
public final class LightGBM: @unchecked Sendable {
  // Function pointers that are written once, before anybody else sees them.
  let functions: LightGBMFunctions
  /// The file that was loaded.
  public let path: String

  private static let loaded = Mutex<LightGBM?>(nil)

  /// The library of this process; the first call loads it.
  ///
  /// It is looked for in `TEFF_LIGHTGBM`, then in the Python environments where DuckDB is looked for
  /// too, then where the system keeps libraries.
  public static func load() throws(BoostingError) -> LightGBM {
    let result: Result<LightGBM, BoostingError> = loaded.withLock { loaded in
      if let library = loaded { return .success(library) }
      let first = attempt(locator())
      if case .success(let library) = first { loaded = library }
      return first
    }
    return try result.get()
  }

  /// Whether the library is there and loads.
  public static var isThere: Bool { (try? load()) != nil }

  /// Where the library is looked for.
  package static func locator(
    variables: [String: String] = ProcessInfo.processInfo.environment,
    workingFolder: String = FileManager.default.currentDirectoryPath,
    program: String? = LibraryLocator.runningProgram
  ) -> LibraryLocator {
    LibraryLocator(
      LibraryLocator.Target(
        name: "lightgbm", variable: "TEFF_LIGHTGBM", systemFile: "lib_lightgbm.so", find: wheel),
      variables: variables, workingFolder: workingFolder, program: program)
  }

  /// The library of the `lightgbm` package in a folder of packages.
  private static func wheel(in folder: String) -> String? {
    ["lightgbm/lib", "lightgbm", "lib", "."]
      .map { "\(folder)/\($0)/lib_lightgbm.so" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Loads the first library that works out of the locator's places.
  package static func attempt(_ locator: LibraryLocator) -> Result<LightGBM, BoostingError> {
    var reasons: [String] = []
    for candidate in locator.candidates() where candidate.isFound {
      do {
        return .success(try LightGBM(candidate.path))
      } catch {
        reasons.append(error.reason)
      }
    }
    return .failure(
      reasons.isEmpty
        ? .missingLibrary : .brokenLibrary(reason: reasons.joined(separator: "; ")))
  }

  private init(_ path: String) throws(DynamicLibraryError) {
    // Its threads come from the library of OpenMP, which reads this once, when it is loaded: threads
    // that wait would otherwise spin and take the processors from everybody else.
    setenv("OMP_WAIT_POLICY", "passive", 0)
    let library = try DynamicLibrary(path)
    let table = UnsafeMutablePointer<LightGBMFunctions>.allocate(capacity: 1)
    defer { table.deallocate() }
    if let missing = clightgbm_load(library.handle, table) {
      throw DynamicLibraryError(
        path: path,
        reason: "\(path): \(String(cString: missing)) is missing: not LightGBM, or too old")
    }
    functions = table.move()
    self.path = path
  }

  /// Calls the library and throws its words when it refuses.
  func call(_ body: (LightGBMFunctions) -> Int32) throws(BoostingError) {
    // What it prints, it prints by thread.
    withUnsafePointer(to: functions) { clightgbm_hush($0) }
    guard body(functions) == 0 else {
      throw .refused(String(cString: functions.last_error()))
    }
  }
}
