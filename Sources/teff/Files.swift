import FoundationEssentials

/// Reading and writing the user's files.
enum Files {
  /// The text of a file, or of the standard input for `-`.
  static func text(_ path: String) throws -> String {
    let bytes: [UInt8]
    if path == "-" {
      bytes = Terminal.read()
    } else {
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw CommandError("there is no file \(path)")
      }
      guard !isFolder else { throw CommandError("\(path) is a folder") }
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandError("cannot read \(path)")
      }
      bytes = Array(data)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandError("\(path == "-" ? "the input" : path) is not UTF-8 text")
    }
    return text
  }

  /// Puts a new text in the place of a file, all of it or nothing; a link stays a link, and the
  /// rights stay.
  static func replace(_ path: String, with text: String) throws {
    let url = URL(filePath: path).resolvingSymlinksInPath()
    let rights = try? FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
    do {
      try Data(text.utf8).write(to: url, options: .atomic)
      if let rights {
        try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: url.path)
      }
    } catch {
      throw CommandError("cannot write \(path)")
    }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  static func isFile(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
  }

  /// A path that starts at the root.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("~/") { return (Environment["HOME"] ?? "") + path.dropFirst() }
    if path.hasPrefix("/") { return path }
    let folder = FileManager.default.currentDirectoryPath
    return path == "." ? folder : "\(folder)/\(path)"
  }
}

/// The variables of the process.
enum Environment {
  static let variables = ProcessInfo.processInfo.environment

  /// A variable that is set and not empty.
  static subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The running program.
  static var program: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments.first.map(Files.absolute) ?? "teff"
  }
}
