import DynamicLibraries
import Glibc
import Planning

/// Opens files that have an end: a pipe or a device would hold up its reader for ever.
enum PlainFile {
  /// The descriptor of a plain file, to read from and to close.
  static func open(_ path: String) throws(EngineError) -> Int32 {
    // Opening a pipe waits for a writer, unless it is told not to.
    let file = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw EngineError(
        .badFile, "`\(Paths.name(of: path))` is a pipe or a device, not a file",
        hint: "write what it gives to a file, and load that")
    }
    return file
  }

  /// The error of a call that just failed, in the system's words.
  static func failure(_ path: String) -> EngineError {
    EngineError(
      .missingFile, "`\(Paths.name(of: path))` cannot be read: \(String(cString: strerror(errno)))")
  }
}
