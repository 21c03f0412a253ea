import Downloads
import DynamicLibraries
import FoundationEssentials
import Glibc
import Planning

/// Finds the files that a path or a pattern names.
enum FilePaths {
  /// The files, sorted by name; an error when there are none.
  static func resolve(_ path: String, in folder: String) throws(EngineError) -> [String] {
    if let scheme = WebAddress.scheme(of: path) { throw refusal(scheme, path) }
    let full = absolute(path, in: folder)
    if Paths.isFile(full) { return [full] }
    if path.contains(where: { "*?[".contains($0) }) {
      let found = matches(of: full).filter(Paths.isFile)
      if found.isEmpty {
        throw EngineError(
          .missingFile, "no file matches `\(path)`", hint: suggestion(for: full, pattern: true))
      }
      return found
    }
    if Paths.isFolder(full) {
      throw EngineError(
        .missingFile, "`\(path)` is a folder", hint: "load its files: \"\(path)/*.csv\"")
    }
    throw EngineError(
      .missingFile, "there is no file `\(path)`", hint: suggestion(for: full, pattern: false))
  }

  /// The error of an address that is none on the web, or stands where only a file can.
  private static func refusal(_ scheme: String, _ path: String) -> EngineError {
    switch scheme {
    case "file":
      EngineError(
        .missingFile, "`load` takes the path of a file, not a file:// address",
        hint: "leave out file://")
    case "http", "https":
      EngineError(.missingFile, "this address has not been fetched")
    case "s3", "s3a", "gs", "hdfs", "dbfs", "abfss":
      EngineError(
        .missingFile, "files behind \(scheme):// come in a later release",
        hint: "download the file and load it from here")
    default:
      EngineError(
        .missingFile, "addresses of \(scheme):// are not loaded",
        hint: "https:// and http:// are; else download the file and load that")
    }
  }

  /// The path from the root.
  static func absolute(_ path: String, in folder: String) -> String {
    if path.hasPrefix("/") { return path }
    if path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] {
      return home + path.dropFirst()
    }
    return "\(folder)/\(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)"
  }

  private static func matches(of pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in
      result.gl_pathv[index].map { String(cString: $0) }
    }.sorted()
  }

  /// What the user may have meant.
  private static func suggestion(for path: String, pattern: Bool) -> String? {
    let folder = Paths.parent(of: path)
    guard Paths.isFolder(folder) else {
      return "there is no folder `\(Paths.name(of: folder))` either"
    }
    let names = Paths.names(in: folder).filter { !$0.hasPrefix(".") }
    let wanted = Paths.name(of: path)
    if !pattern {
      let limit = max(2, wanted.count / 3)
      let near = names.map { (distance($0.lowercased(), wanted.lowercased()), $0) }
        .filter { $0.0 <= limit || Paths.stem(of: $0.1) == Paths.stem(of: wanted) }
        .sorted { $0 < $1 }.prefix(3)
      if !near.isEmpty {
        return "did you mean \(near.map { "`\($0.1)`" }.joined(separator: " or "))?"
      }
    }
    let files = names.filter { (try? FileKind(of: $0)) != nil }.prefix(5)
    return files.isEmpty
      ? nil : "files here: \(files.map { "`\($0)`" }.joined(separator: ", "))"
  }

  /// The number of letters to insert, delete or change.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let change = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}

extension Paths {
  /// The name without its first ending.
  static func stem(of path: String) -> Substring {
    name(of: path).lowercased().prefix { $0 != "." }
  }
}
