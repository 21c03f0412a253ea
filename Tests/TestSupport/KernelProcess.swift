package import FoundationEssentials
package import Glibc
package import JSONText
package import JupyterProtocol

/// A kernel that runs as a process of its own, as a front end starts it; it ends with this object.
package final class KernelProcess {
  package let connection: ConnectionFile
  /// The process, which leads a group of its own.
  package let id: pid_t
  private let folder: URL
  private var status: Int32?

  /// Starts an executable of this package, or any other by its whole path; `arguments` stand before
  /// the connection file's path, and `file` may be what stands in that file instead.
  package init(
    _ executable: String, _ arguments: [String] = [], after: [String] = [],
    connection: ConnectionFile, file: JSON? = nil, environment: [String: String] = [:]
  ) throws {
    self.connection = connection
    folder = FileManager.default.temporaryDirectory.appending(path: "teff-test-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "connection.json").path()
    try Data((file ?? connection.json).bytes).write(to: URL(filePath: path))
    var variables = ProcessInfo.processInfo.environment
    variables["JPY_PARENT_PID"] = String(getpid())
    // No test writes into the home folder.
    variables["TEFF_HISTORY"] = folder.appending(path: "history.db").path()
    variables.merge(environment) { $1 }
    id = try spawn(
      executable.hasPrefix("/")
        ? executable : executableFolder.appending(path: executable).path(),
      arguments + [path] + after,
      variables: variables, output: folder.appending(path: "output.txt").path())
  }

  deinit {
    kill(-id, SIGKILL)
    if status == nil { waitpid(id, nil, 0) }
    try? FileManager.default.removeItem(at: folder)
  }

  /// What the process wrote to its standard output and error.
  package var output: String {
    let data = try? Data(contentsOf: folder.appending(path: "output.txt"))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  /// Sends a signal to the process and those that it started.
  package func signal(_ number: Int32) { kill(-id, number) }

  /// The exit status, or 128 and the signal's number, nil when the process runs on.
  package func exitStatus(within milliseconds: Int) -> Int32? {
    for attempt in 0...milliseconds {
      if let status { return status }
      var word: Int32 = 0
      if waitpid(id, &word, WNOHANG) == id {
        status = word & 0x7F == 0 ? word >> 8 & 0xFF : 128 + word & 0x7F
      } else if attempt < milliseconds {
        usleep(1000)
      }
    }
    return status
  }

  /// A number from the process's status in /proc, such as `VmRSS` in kilobytes.
  package func statistic(_ name: String) -> Int? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(id)/status") else { return nil }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("\(name):") }
    return line?.split { !$0.isNumber }.first.flatMap { Int($0) }
  }
}

/// Whether the sizes of processes are their own: a sanitizer keeps a shadow of the memory, and what
/// was freed.
package let sizesAreOwn = ["ASAN_OPTIONS", "TSAN_OPTIONS"].allSatisfy {
  ProcessInfo.processInfo.environment[$0] == nil
}

/// The living processes of a group, without those that have ended and wait to be noticed.
package func processes(inGroup group: pid_t) -> [pid_t] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return names.compactMap { pid_t($0) }.filter { id in
    let data = FileManager.default.contents(atPath: "/proc/\(id)/stat") ?? Data()
    let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?
      .split(separator: " ")
    guard let fields, fields.count > 2 else { return false }
    return fields[0] != "Z" && pid_t(fields[2]) == group
  }
}

/// Where the build put the executables of this package: beside the one that runs the tests.
package let executableFolder = URL(
  filePath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
).deletingLastPathComponent()

extension ConnectionFile {
  /// A connection on ports of this machine that nobody uses now.
  ///
  /// They lie below those that the system gives to clients, which other tests take at any moment.
  package static func onFreePorts(
    key: String = "a key for tests", scheme: String = "hmac-sha256"
  ) -> ConnectionFile {
    var sockets: [Int32] = []
    defer { for socket in sockets { close(socket) } }
    var ports: [Channel: Int] = [:]
    for channel in Channel.allCases {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      sockets.append(descriptor)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var status: Int32 = -1
      while status != 0 {
        let port = UInt16.random(in: 10_000..<32_000)
        ports[channel] = Int(port)
        address.sin_port = port.bigEndian
        status = withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
      }
    }
    return ConnectionFile(ports: ports, key: key, signatureScheme: scheme)
  }
}

/// Why a test cannot go on.
package struct TestFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Starts a process in a session of its own, without blocked signals; without `errors` they go to
/// `output`.
package func spawn(
  _ path: String, _ arguments: [String], variables: [String: String], input: String = "/dev/null",
  output: String, errors: String? = nil
) throws -> pid_t {
  let attributes = UnsafeMutablePointer<posix_spawnattr_t>.allocate(capacity: 1)
  let actions = UnsafeMutablePointer<posix_spawn_file_actions_t>.allocate(capacity: 1)
  defer {
    attributes.deallocate()
    actions.deallocate()
  }
  posix_spawnattr_init(attributes)
  posix_spawn_file_actions_init(actions)
  defer {
    posix_spawnattr_destroy(attributes)
    posix_spawn_file_actions_destroy(actions)
  }
  let ownSession: Int32 = 0x80
  posix_spawnattr_setflags(attributes, Int16(ownSession | POSIX_SPAWN_SETSIGMASK))
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(attributes, &none)
  posix_spawn_file_actions_addopen(actions, 0, input, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
  if let errors {
    posix_spawn_file_actions_addopen(actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o644)
  } else {
    posix_spawn_file_actions_adddup2(actions, 1, 2)
  }
  var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
  var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") } + [nil]
  defer { for pointer in argv + envp { free(pointer) } }
  var id: pid_t = 0
  let status = posix_spawn(&id, path, actions, attributes, &argv, &envp)
  guard status == 0 else {
    throw TestFailure("cannot start \(path): \(String(cString: strerror(status)))")
  }
  return id
}
