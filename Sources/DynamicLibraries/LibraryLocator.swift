import FoundationEssentials

/// Where a library that a package of Python carries may be, in the order in which the places are
/// tried.
///
/// Such a package is often the only way in which a C library is handed out; nothing of Python is
/// started for it.
package struct LibraryLocator: Sendable {
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

  /// A library and how to tell it.
  package struct Target: Sendable {
    /// A word that stands in the name of the library's file.
    package var name: String
    /// The variable that names the library, or an environment with it.
    package var variable: String
    /// The file where the system keeps libraries, if it may be there.
    package var systemFile: String
    /// The library in a folder of Python packages.
    package var find: @Sendable (_ folder: String) -> String?

    package init(
      name: String, variable: String, systemFile: String,
      find: @escaping @Sendable (_ folder: String) -> String?
    ) {
      (self.name, self.variable) = (name, variable)
      (self.systemFile, self.find) = (systemFile, find)
    }
  }

  /// What is looked for.
  package var target: Target
  /// The variables of the process.
  package var variables: [String: String]
  /// The folder in which the search for `.venv` starts.
  package var workingFolder: String
  /// The running program, whose folders are the second start.
  package var program: String?

  package init(
    _ target: Target, variables: [String: String] = ProcessInfo.processInfo.environment,
    workingFolder: String = FileManager.default.currentDirectoryPath,
    program: String? = LibraryLocator.runningProgram
  ) {
    (self.target, self.variables) = (target, variables)
    (self.workingFolder, self.program) = (workingFolder, program)
  }

  /// The file of the running program.
  package static var runningProgram: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  /// All places, best first, with what is there.
  package func candidates() -> [Candidate] {
    if let path = variables[target.variable], !path.isEmpty {
      // Whoever names a library wants this one and no other.
      return look(at: path, origin: target.variable)
    }
    var found: [Candidate] = []
    if let prefix = programEnvironment {
      // The package that brought the program asked for libraries that fit.
      found += look(at: prefix, origin: "installed with teff").filter(\.isFound)
    }
    for path in recordedPaths()
    where !Paths.isFile(path) || Paths.name(of: path).contains(target.name) {
      found += look(at: path, origin: "recorded by teff install")
    }
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
      let path = "\(folder)/\(target.systemFile)"
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

  /// The file in which `teff install` records where it found DuckDB.
  package var recordFile: String {
    let home = variables["HOME"] ?? "/"
    let config = variables["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.config"
    return "\(config)/teff/duckdb"
  }

  /// What `teff install` recorded: an environment, or DuckDB's library where it has none.
  package func recordedPaths() -> [String] {
    guard let data = FileManager.default.contents(atPath: recordFile) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What stands at `path`: a library, an environment, or a folder that holds the library.
  package func look(at path: String, origin: String) -> [Candidate] {
    if Paths.isFile(path) {
      return [
        Candidate(
          origin: origin, path: path, isFound: true, environment: Self.environment(around: path))
      ]
    }
    let wheels = Self.packageFolders(in: path).compactMap(target.find)
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

  /// The name of the folder in which the system keeps libraries of this processor.
  package static let triplet: String = {
    #if arch(arm64)
      "aarch64-linux-gnu"
    #else
      "x86_64-linux-gnu"
    #endif
  }()
}
