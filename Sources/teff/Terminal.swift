import Glibc

/// The process's standard input and outputs.
enum Terminal {
  /// Writes to the standard output.
  static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes to the standard error.
  static func complain(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Whether errors may be coloured.
  static var showsColors: Bool { isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil }

  /// All of the standard input.
  static func read() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if count == 0 || errno != EINTR {
        return bytes
      }
    }
  }

  private static func write(_ text: String, to file: Int32) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        start += count
      } else if errno != EINTR {
        if file == STDOUT_FILENO { end(errno) }
        return
      }
    }
  }

  /// Ends the program when its output cannot be written: nothing of it is lost in silence.
  private static func end(_ reason: Int32) -> Never {
    // Nobody reads on: the status is that of other programs in a pipe, which say nothing either.
    if reason == EPIPE { _exit(128 + SIGPIPE) }
    complain("teff: cannot write the output: \(String(cString: strerror(reason)))\n")
    _exit(1)
  }
}
