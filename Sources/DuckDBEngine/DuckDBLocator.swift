import DynamicLibraries
import FoundationEssentials

/// Where DuckDB's library may be, in the order in which the places are tried.
///
/// The `duckdb` package of Python carries the whole library; nothing of Python is started for it.
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
  }

  /// The variables of the process.
  package var variables: [String: String]
  /// The folder in which the search for `.venv` starts.
  package var workingFolder: String
  /// The running program, whose folders are the second start.
  package var program: String?

  package init(
    variables: [String: String] = ProcessInfo.processInfo.environment,
    workingFolder: String = FileManager.default.currentDirectoryPath,
    program: String? = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  ) {
    self.variables = variables
    self.workingFolder = workingFolder
    self.program = program
  }

  /// All places, best first, with what is there.
  package func candidates() -> [Candidate] {
    if let path = variables["TEFF_DUCKDB"], !path.isEmpty {
      // Whoever names a library wants this one and no other.
      return look(at: path, origin: "TEFF_DUCKDB")
    }
    var found: [Candidate] = []
    if let prefix = programEnvironment {
      // The package that brought the program asked for a DuckDB that fits.
      found += look(at: prefix, origin: "installed with teff").filter(\.isFound)
    }
    for path in recordedPaths() { found += look(at: path, origin: "recorded by teff install") }
    for name in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
      if let path = variables[name], !path.isEmpty { found += look(at: path, origin: name) }
    }
    var starts = [(workingFolder, ".venv above the working folder")]
    if let program {
      starts.append((Paths.parent(of: program), ".venv above the program"))
    }
    for (start, origin) in starts {
      for folder in Paths.ancestors(of: start) where Paths.isFolder("\(folder)/.venv") {
        found += look(at: "\(folder)/.venv", origin: origin)
        break
      }
    }
    for prefix in pythonPrefixes() { found += look(at: prefix, origin: "python3 on PATH") }
    for folder in ["/usr/local/lib", "/usr/lib", "/usr/lib64", "/usr/lib/\(Self.triplet)"] {
      let path = "\(folder)/libduckdb.so"
      if Paths.isFile(path) {
        found.append(Candidate(origin: "system library", path: path, isFound: true))
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.path).inserted }
  }

  /// The environment that the program came into as a Python package, with its kernelspec.
  package var programEnvironment: String? {
    guard let program else { return nil }
    let kernels = "/share/jupyter/kernels/"
    return Paths.ancestors(of: Paths.parent(of: program)).first {
      !$0.hasSuffix("/") && program.hasPrefix($0 + kernels)
    }
  }

  /// The file in which `teff install` records the library that it found.
  package var recordFile: String {
    let home = variables["HOME"] ?? "/"
    let config = variables["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.config"
    return "\(config)/teff/duckdb"
  }

  /// Records the first library that is there, so that later sessions find it from anywhere; gives
  /// its path, or nil when there is none.
  ///
  /// The environment `preferred` is looked at first, and what was recorded before last.
  package func record(preferring preferred: String? = nil) throws -> String? {
    let preferred = preferred.map { look(at: $0, origin: "environment") } ?? []
    let all = candidates()
    let recorded = Set(recordedPaths().flatMap { look(at: $0, origin: "") }.map(\.path))
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

  private func recordedPaths() -> [String] {
    guard let data = FileManager.default.contents(atPath: recordFile) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What stands at `path`: a library, an environment, or a folder that holds the library.
  private func look(at path: String, origin: String) -> [Candidate] {
    if Paths.isFile(path) {
      return [
        Candidate(
          origin: origin, path: path, isFound: true, environment: Self.environment(around: path))
      ]
    }
    let wheels = Self.packageFolders(in: path).compactMap { Self.wheel(in: $0) }
    if wheels.isEmpty {
      return [Candidate(origin: origin, path: path, isFound: false, environment: path)]
    }
    return wheels.map {
      Candidate(
        origin: origin, path: $0, isFound: true,
        environment: Self.environment(around: $0) ?? path)
    }
  }

  /// The folders under which Python keeps packages in the environment `prefix`.
  private static func packageFolders(in prefix: String) -> [String] {
    var folders = [prefix]
    for library in ["lib", "lib64", "local/lib"] {
      for name in Paths.names(in: "\(prefix)/\(library)") where name.hasPrefix("python3") {
        folders.append("\(prefix)/\(library)/\(name)/site-packages")
        folders.append("\(prefix)/\(library)/\(name)/dist-packages")
      }
    }
    return folders
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

  /// The environment that a library in `…/lib/python3.X/site-packages` belongs to.
  private static func environment(around library: String) -> String? {
    for folder in Paths.ancestors(of: Paths.parent(of: library)) {
      let parent = Paths.parent(of: folder)
      if Paths.name(of: folder).hasPrefix("python3"), Paths.name(of: parent).hasPrefix("lib") {
        return Paths.parent(of: parent)
      }
    }
    return nil
  }

  /// The environments of `python3` on PATH; behind a version switcher's script, its versions.
  private func pythonPrefixes() -> [String] {
    for folder in (variables["PATH"] ?? "").split(separator: ":") {
      let python = "\(folder)/python3"
      guard Paths.isFile(python) else { continue }
      let real = URL(filePath: python).resolvingSymlinksInPath().path
      let prefix = Paths.parent(of: Paths.parent(of: real))
      if Paths.name(of: Paths.parent(of: real)) == "shims" {
        return Paths.names(in: "\(prefix)/versions").sorted(by: >).map {
          "\(prefix)/versions/\($0)"
        }
      }
      // Debian keeps pip's packages for /usr/bin/python3 under /usr/local.
      return prefix == "/usr" ? ["/usr/local", "/usr"] : [prefix]
    }
    return []
  }

  static let triplet: String = {
    #if arch(arm64)
      "aarch64-linux-gnu"
    #else
      "x86_64-linux-gnu"
    #endif
  }()
}
