import Glibc
import JupyterProtocol
import JupyterServer

/// The smallest kernel: `EchoKernel CONNECTION-FILE [MESSAGES BYTES PATIENCE]`.
@main
struct EchoCommand {
  static func main() {
    let arguments = CommandLine.arguments
    do {
      guard arguments.count == 2 || arguments.count == 5 else { exit(64) }
      var limits = Limits()
      if arguments.count == 5 {
        limits.messages = Int(arguments[2]) ?? limits.messages
        limits.bytes = Int(arguments[3]) ?? limits.bytes
        limits.patience = Int(arguments[4]) ?? limits.patience
      }
      let connection = try ConnectionFile(contentsOf: arguments[1])
      let server = try KernelServer(
        connection: connection, handler: EchoHandler(), limits: limits)
      _exit(server.run())
    } catch {
      let line = Array("echo: \(error)\n".utf8)
      write(STDERR_FILENO, line, line.count)
      exit(1)
    }
  }
}
