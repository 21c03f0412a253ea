import FoundationEssentials

/// The Swift files of the project.
enum SourceTree {
  struct File {
    /// The path within the project.
    var path: String
    var lines: [String]

    /// The modules that the file imports.
    var imports: [String] {
      lines.compactMap { line in
        var words = line.split(separator: " ")
        if let first = words.first, ["public", "package", "internal", "private"].contains(first) {
          words.removeFirst()
        }
        guard words.first == "import", words.count > 1 else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var"]
        let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
        return name.split(separator: ".").first.map(String.init)
      }
    }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The folders under `Sources`, each a target.
  static let targets: [String] = names(in: "Sources").filter { isFolder("Sources/\($0)") }

  static func files(in folder: String) -> [File] {
    names(in: folder).flatMap { name -> [File] in
      let path = "\(folder)/\(name)"
      if isFolder(path) { return files(in: path) }
      guard name.hasSuffix(".swift"),
        let data = FileManager.default.contents(atPath: "\(root)/\(path)")
      else { return [] }
      let lines = String(decoding: data, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return [File(path: path, lines: lines)]
    }
  }

  private static func names(in folder: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return all.filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder)
      && isFolder
  }
}
