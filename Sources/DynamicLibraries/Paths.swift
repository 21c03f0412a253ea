import FoundationEssentials

/// Questions about paths of files, with `/` between the parts.
package enum Paths {
  /// The folder of a file; `.` for a name alone.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What stands behind the last `/`.
  package static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The folder itself and all folders around it, innermost first.
  package static func ancestors(of folder: String) -> [String] {
    var folders = [folder]
    var current = folder
    while current != "/" && current != "." {
      current = parent(of: current)
      folders.append(current)
    }
    return folders
  }

  /// Whether there is a file, and no folder.
  package static func isFile(_ path: String) -> Bool {
    var isFolder: Bool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
  }

  /// Whether there is a folder.
  package static func isFolder(_ path: String) -> Bool {
    var isFolder: Bool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  /// The names in a folder, sorted; none when there is no such folder.
  package static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}
