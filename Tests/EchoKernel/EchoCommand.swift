import Glibc
import JupyterProtocol
import JupyterServer

/// The smallest kernel: `EchoKernel CONNECTION-FILE [MESSAGES BYTES PATIENCE [REGISTRATION]]`.
@main
struct EchoCommand {
  static func main() {
    let arguments = CommandLine.arguments
    do {
      guard arguments.count == 2 || (5...6).contains(arguments.count) else { exit(64) }
      var limits = Limits()
      if arguments.count > 2 {
        limits.messages = Int(arguments[2]) ?? limits.messages
        limits.bytes = Int(arguments[3]) ?? limits.bytes
        limits.patience = Int(arguments[4]) ?? limits.patience
      }
      if arguments.count > 5 {
        limits.registration = Int(arguments[5]) ?? limits.registration
      }
      let server = try KernelServer(
        StartFile(contentsOf: arguments[1]), handler: EchoHandler(), limits: limits)
      _exit(server.run())
    } catch {
      let line = Array("echo: \(error)\n".utf8)
      write(STDERR_FILENO, line, line.count)
      exit(1)
    }
  }
}
