import DynamicLibraries
import FoundationEssentials

/// Where DuckDB's library may be, in the order in which the places are tried.
///
/// The `duckdb` package of Python carries the whole library.
package struct DuckDBLocator: Sendable {
  /// A place that was looked at.
  package struct Candidate: Hashable, Sendable {
    /// Why this place: a variable such as `TEFF_DUCKDB`, or a kind of folder.
    package var origin: String
    /// The library, or the folder in which there is none.
    package var path: String
    /// Whether a library stands there.
    package var isFound: Bool
    /// The environment that the library belongs to, where its Python may be looked for.
    package var environment: String?

    init(_ found: LibraryLocator.Candidate) {
      (origin, path) = (found.origin, found.path)
      (isFound, environment) = (found.isFound, found.environment)
    }
  }

  private let locator: LibraryLocator

  package init(
    variables: [String: String] = ProcessInfo.processInfo.environment,
    workingFolder: String = FileManager.default.currentDirectoryPath,
    program: String? = LibraryLocator.runningProgram
  ) {
    locator = LibraryLocator(
      LibraryLocator.Target(
        name: "duckdb", variable: "TEFF_DUCKDB", systemFile: "libduckdb.so", find: Self.wheel),
      variables: variables, workingFolder: workingFolder, program: program)
  }

  /// The variables of the process.
  package var variables: [String: String] { locator.variables }

  /// All places, best first, with what is there.
  package func candidates() -> [Candidate] { locator.candidates().map(Candidate.init) }

  /// The environment that the program came into as a Python package, with its kernelspec.
  package var programEnvironment: String? { locator.programEnvironment }

  /// The file in which `teff install` records the library that it found.
  package var recordFile: String { locator.recordFile }

  /// Records the first library that is there, so that later sessions find it from anywhere; gives
  /// its path, or nil when there is none.
  ///
  /// The environment `preferred` is looked at first, and what was recorded before last.
  package func record(preferring preferred: String? = nil) throws -> String? {
    let preferred = preferred.map { locator.look(at: $0, origin: "environment") } ?? []
    let all = locator.candidates()
    let recorded = Set(
      locator.recordedPaths().flatMap { locator.look(at: $0, origin: "") }.map(\.path))
    let order = preferred + all.filter { !recorded.contains($0.path) } + all
    guard let best = order.first(where: \.isFound) else { return nil }
    let file = recordFile
    let folder = Paths.parent(of: file)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try Data("\(best.environment ?? best.path)\n".utf8).write(
      to: URL(filePath: file), options: .atomic)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    return best.path
  }

  /// The library of the `duckdb` package in a folder of packages, or a plain `libduckdb`.
  private static func wheel(in folder: String) -> String? {
    for name in Paths.names(in: folder)
    where name.hasSuffix(".so") && (name.hasPrefix("_duckdb.") || name == "libduckdb.so") {
      return "\(folder)/\(name)"
    }
    for name in Paths.names(in: "\(folder)/duckdb")
    where name.hasSuffix(".so") && name.hasPrefix("duckdb.") {
      return "\(folder)/duckdb/\(name)"
    }
    return nil
  }
}
