import FoundationEssentials
import Glibc
import JupyterServer
import Kernel
import Language
import Synchronization
import Tables
import Tasks

/// `teff verify`: runs notebooks again and compares their outputs.
enum VerifyCommand: Command {
  static let name = "verify"
  static let summary = "runs notebooks again and compares their outputs"
  static let help = """
    usage: teff verify NOTEBOOK… [--tolerance X] [--threads N]

    Runs the cells of each notebook in its folder, without Jupyter, and compares every output with
    the one that the file holds, byte by byte: the kind, each MIME type, errors, the text of
    streams. The first difference is shown. The notebook's file is only read; what its cells `save`
    is saved again. Not compared: times and paths (metadata.teff), progress, how a stream is cut
    into pieces, cells tagged `skip-execution`, and the numbers in brackets if the cells were not
    run from the top.

      --tolerance X   numbers may be apart by this share, such as 1e-9; the text between them may not
      --threads N     threads of the engine; outputs do not depend on it

    The exit status is 0 when all are verified, 1 when one differs, and 2 when one was not verified
    because it is no notebook or its data is not here.

    """

  static func run(_ arguments: consuming Arguments) throws -> Int32 {
    let tolerance = try arguments.value("--tolerance").map { text throws(UsageError) in
      guard let value = Double(text), value > 0, value < 1 else {
        throw UsageError("--tolerance is a share between 0 and 1, such as 1e-9, not `\(text)`")
      }
      return value
    }
    let threads = try arguments.value("--threads").map { text throws(UsageError) in
      guard let value = Int(text), value > 0 else {
        throw UsageError("--threads is a whole number from 1, not `\(text)`")
      }
      return value
    }
    let paths = try arguments.operands()
    guard !paths.isEmpty else { throw UsageError("name a notebook") }

    let cancellation = Cancellation()
    let current = Mutex<Session?>(nil)
    Interrupts.prepare()
    try startThread(stackSize: Interrupts.stackSize) {
      let folder = FileManager.default.currentDirectoryPath
      var tally = Tally()
      for path in paths where !cancellation.isCancelled {
        _ = FileManager.default.changeCurrentDirectoryPath(folder)
        let result = verify(path, tolerance: tolerance, cancellation: cancellation) {
          let session = Session.start(.verification, threads: threads)
          current.withLock { $0 = session }
          return session
        }
        tally.add(result)
        Terminal.write("\(path): \(text(of: result))\n")
      }
      if paths.count > 1 { Terminal.write("\(tally.summary)\n") }
      _exit(tally.status)
    }
    return Interrupts.wait {
      cancellation.cancel()
      current.withLock { $0 }?.interruptEngine()
    }
  }

  /// Runs one notebook in its folder; relative paths of `sql` start there, too.
  private static func verify(
    _ path: String, tolerance: Double?, cancellation: Cancellation, session: () -> Session
  ) -> Verification {
    do {
      let notebook = try NotebookDocument(parsing: try Files.text(path))
      let folder = URL(filePath: Files.absolute(path)).deletingLastPathComponent().path
      guard FileManager.default.changeCurrentDirectoryPath(folder) else {
        throw CommandError("cannot enter \(folder)")
      }
      return session().verify(notebook, tolerance: tolerance, cancellation: cancellation)
    } catch {
      return .notVerified(reason: (error as? NotVerifiable)?.reason ?? "\(error)")
    }
  }

  private static func text(of result: Verification) -> String {
    switch result {
    case .verified(let cells, let outputs):
      return "verified (\(cells.counted("cell")), \(outputs.counted("output")))"
    case .differs(let difference):
      let lines = difference.lines.map { $0.isEmpty ? "" : "  \($0)" }
      return "differs\n\(lines.joined(separator: "\n"))\n  \(advice)"
    case .notVerified(let reason): return "not verified: \(reason)"
    case .interrupted: return "interrupted"
    }
  }

  private static let advice =
    "If this is right now, run the notebook from the top in Jupyter and save it."

  /// How many notebooks came out how.
  private struct Tally {
    private var verified = 0
    private var differing = 0
    private var notVerified = 0
    private var isInterrupted = false

    mutating func add(_ result: Verification) {
      switch result {
      case .verified: verified += 1
      case .differs: differing += 1
      case .notVerified: notVerified += 1
      case .interrupted: isInterrupted = true
      }
    }

    var summary: String {
      "\(verified) verified, \(differing) \(differing == 1 ? "differs" : "differ"), "
        + "\(notVerified) not verified"
    }

    var status: Int32 {
      if isInterrupted { return 130 }
      return differing > 0 ? 1 : notVerified > 0 ? 2 : 0
    }
  }
}
