import FoundationEssentials
import Glibc

/// Why a file of ours cannot be used.
package struct PrivateFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// A file that only its owner reads: 0600, in a folder that is 0700 if we make it.
package enum PrivateFile {
  /// Makes the file and its folder where they are missing, and takes rights of others away.
  package static func prepare(_ path: String) throws(PrivateFileError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    if !folder.isEmpty { try makeFolder(folder) }
    // A link may lead to a file that others chose.
    let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("open", path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw PrivateFileError("\(path) is not a file")
    }
    guard status.st_uid == geteuid() else {
      throw PrivateFileError("\(path) belongs to somebody else")
    }
    if status.st_mode & 0o077 != 0, fchmod(file, 0o600) != 0 { throw failure("protect", path) }
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
