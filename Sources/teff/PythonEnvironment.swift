import FoundationEssentials

/// The Python environments in which Jupyter may live.
enum PythonEnvironment {
  /// The one that the shell has activated, or the `.venv` around the working folder.
  static func active() -> String? { all().first }

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
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }
}
