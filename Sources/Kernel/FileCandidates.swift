import FoundationEssentials

/// Files and folders that go on from a part of a path.
struct FileCandidates {
  let folder: String

  /// At most 100 paths, folders with a slash behind; hidden ones only if they are asked for.
  func matching(_ partial: String) -> [String] {
    let prefix = partial.lastIndex(of: "/").map { String(partial[...$0]) } ?? ""
    let stem = partial.dropFirst(prefix.count)
    let place = prefix.hasPrefix("/") ? prefix : folder + "/" + prefix
    let found = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return found.filter { $0.hasPrefix(stem) && ($0.first != "." || stem.first == ".") }
      .sorted().prefix(100)
      .map { name in
        var isFolder = false
        _ = FileManager.default.fileExists(atPath: place + "/" + name, isDirectory: &isFolder)
        return prefix + name + (isFolder ? "/" : "")
      }
  }
}
