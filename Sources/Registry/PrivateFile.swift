import FoundationEssentials
import Glibc

/// Why a file of ours cannot be used.
package struct PrivateFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// A file that only its owner reads: 0600, in a folder that is 0700 if we make it or it is ours.
package enum PrivateFile {
  /// Makes the file and its folder where they are missing, and takes rights of others away: from the
  /// file, and from the folder if it is there for our files alone.
  ///
  /// Returns the path without links. A home folder may be a link; the file itself may not, which
  /// could lead to a file that others chose.
  package static func prepare(
    _ path: String, ownsFolder: Bool = false
  ) throws(PrivateFileError) -> String {
    let slash = path.lastIndex(of: "/")
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let folder = try prepareFolder(slash.map { String(path[...$0]) } ?? ".", isOwn: ownsFolder)
    let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
    let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("open", path) }
    defer { close(file) }
    let status = try status(of: file, path)
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw PrivateFileError("\(path) is not a file")
    }
    try protect(file, path, status, rights: 0o600)
    return path
  }

  /// Makes the folder if need be, and tells its path without links.
  private static func prepareFolder(_ given: String, isOwn: Bool) throws(PrivateFileError) -> String
  {
    var given = given
    while given.count > 1, given.hasSuffix("/") { given.removeLast() }
    try makeFolder(given)
    guard let resolved = realpath(given, nil) else { throw failure("open", given) }
    defer { free(resolved) }
    let path = String(cString: resolved)
    if isOwn {
      let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard folder >= 0 else { throw failure("open", path) }
      defer { close(folder) }
      try protect(folder, path, status(of: folder, path), rights: 0o700)
    }
    return path
  }

  private static func status(of file: Int32, _ path: String) throws(PrivateFileError) -> stat {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure("read", path) }
    return status
  }

  /// Takes the rights of others away from what must be ours.
  private static func protect(
    _ file: Int32, _ path: String, _ status: stat, rights: mode_t
  ) throws(PrivateFileError) {
    guard status.st_uid == geteuid() else {
      throw PrivateFileError("\(path) belongs to somebody else")
    }
    if status.st_mode & 0o077 != 0, fchmod(file, rights) != 0 { throw failure("protect", path) }
  }

  private static func makeFolder(_ folder: String) throws(PrivateFileError) {
    var isFolder = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
      guard isFolder else { throw PrivateFileError("\(folder) is not a folder") }
      return
    }
    if let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
      try makeFolder(String(folder[..<slash]))
    }
    // Another kernel may have made it in between.
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("make", folder) }
  }

  private static func failure(_ verb: String, _ path: String) -> PrivateFileError {
    PrivateFileError("cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}
