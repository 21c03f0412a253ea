package import FoundationEssentials
package import Glibc

/// An executable of this package as a shell would run it, in a folder of its own that ends with
/// this object.
package final class Program {
  /// The folder in which the program runs.
  package let folder: URL
  private let executable: String
  private let variables: [String: String]

  /// What came of a run.
  package struct Run: Sendable {
    package var status: Int32
    package var output: String
    package var errors: String
  }

  /// Makes the folder; a nil variable is taken out of the environment.
  package init(_ executable: String, environment: [String: String?] = [:]) throws {
    self.executable = executableFolder.appending(path: executable).path()
    var variables = ProcessInfo.processInfo.environment
    folder = FileManager.default.temporaryDirectory.appending(path: "teff-test-\(UUID())")
    variables["HOME"] = folder.path()
    variables["XDG_STATE_HOME"] = nil
    variables["TEFF_HISTORY"] = nil
    for (name, value) in environment { variables[name] = value }
    self.variables = variables
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file into the folder.
  package func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// The text of a file in the folder, nil when there is none.
  package func text(_ name: String) -> String? {
    (try? Data(contentsOf: folder.appending(path: name))).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Runs the program to its end; `meanwhile` is called with its process once it runs.
  package func run(
    _ arguments: [String], input: String? = nil, meanwhile: (pid_t) -> Void = { _ in }
  ) throws -> Run {
    let files = [".input", ".output", ".errors"].map { folder.appending(path: $0) }
    for file in files { try? FileManager.default.removeItem(at: file) }
    try Data((input ?? "").utf8).write(to: files[0])
    let id = try spawn(
      "/usr/bin/env", ["-C", folder.path(), executable] + arguments, variables: variables,
      input: files[0].path(), output: files[1].path(), errors: files[2].path())
    meanwhile(id)
    var word: Int32 = 0
    waitpid(id, &word, 0)
    return Run(
      status: word & 0x7F == 0 ? word >> 8 & 0xFF : 128 + word & 0x7F,
      output: text(".output") ?? "", errors: text(".errors") ?? "")
  }
}
