import DuckDBEngine
import FoundationEssentials

/// The Python environments in which Jupyter may live.
enum PythonEnvironment {
  /// The one that the shell has activated, or the `.venv` around the working folder, or the one that
  /// the program came into.
  static func active() -> String? { all().first }

  /// The folder of a package in the environment `prefix`.
  static func package(_ name: String, in prefix: String) -> String? {
    let library = "\(prefix)/lib"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []
    for version in versions.sorted() where version.hasPrefix("python3") {
      for kind in ["site-packages", "dist-packages"] {
        let folder = "\(library)/\(version)/\(kind)/\(name)"
        if Files.isFolder(folder) { return folder }
      }
    }
    return nil
  }

  static func all() -> [String] {
    var found = ["VIRTUAL_ENV", "CONDA_PREFIX"].compactMap { Environment[$0] }
    var folder = FileManager.default.currentDirectoryPath
    while true {
      if Files.isFile("\(folder)/.venv/pyvenv.cfg") {
        found.append("\(folder)/.venv")
        break
      }
      guard let slash = folder.lastIndex(of: "/"), folder.count > 1 else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    if let own = DuckDBLocator(variables: Environment.variables).programEnvironment {
      found.append(own)
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }
}
