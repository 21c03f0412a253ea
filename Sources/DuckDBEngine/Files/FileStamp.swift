import Glibc
package import Planning

/// Tells whether the file that gives a source its columns is still the same.
package struct FileStamp: Hashable, Sendable {
  private let path: String
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int
  private let number: UInt

  /// Looks at the first file of a path or pattern, whose columns count; nil if there is none, or
  /// it is no plain file.
  package init?(of source: FileSource) {
    guard let path = try? FilePaths.resolve(source.path, in: source.folder).first else {
      return nil
    }
    self.init(path)
  }

  /// Looks at a file; nil if there is none, or it is no plain file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.path = path
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    number = UInt(status.st_ino)
  }
}
