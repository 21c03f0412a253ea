import JupyterProtocol
import JupyterServer
import Kernel

/// `teff kernel`: serves one notebook until its front end says goodbye.
enum KernelCommand: Command {
  static let name = "kernel"
  static let summary = "serves a notebook; Jupyter starts it"
  static let help = """
    usage: teff kernel --connection-file FILE

    Serves one notebook over the sockets that FILE names. Jupyter writes the file and starts the
    kernel; relative paths of cells start at the folder in which it was started. Where FILE is a
    registration file, the kernel chooses its ports and announces them to the service that it names.
    Cells are kept in ~/.local/state/teff/history.db; TEFF_HISTORY names another file, or `off`.

    """

  static func run(_ arguments: consuming Arguments) throws -> Int32 {
    guard let file = try arguments.value("--connection-file") ?? arguments.value("-f") else {
      throw UsageError("--connection-file is missing")
    }
    try arguments.end()
    let server = try KernelServer(
      StartFile(contentsOf: file),
      handler: TeffKernel(session: .start(.notebook), version: Teff.version),
      archive: HistoryFile(HistoryFile.Place(Environment.variables)) {
        Terminal.complain("teff: \($0)\n")
      })
    return server.run()
  }
}
