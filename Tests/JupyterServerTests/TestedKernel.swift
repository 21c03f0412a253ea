import DuckDBEngine
import FoundationEssentials
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// A kernel that the conformance cases run against, and how its cells say what a case needs.
///
/// The lists below say which kernels have a construct; a case runs against all that have it.
struct TestedKernel: Sendable, CustomTestStringConvertible {
  let name: String
  private let executable: String
  /// What stands before the connection file's path.
  private let arguments: [String]
  /// The cell whose value is this number.
  let value: @Sendable (Int) -> String
  /// The line that shows this number, with more lines behind it.
  let show: @Sendable (Int) -> String
  /// A cell that fails, with the name and the value of its error.
  let failing: (code: String, name: String, value: String)
  /// A cell that runs until it is interrupted, with the name of the error that this gives.
  let endless: (code: String, name: String)
  /// The text of an expression whose value is 2.
  let two: String
  /// Texts with what the kernel says of their completeness.
  let completeness: [(code: String, answer: JSON)]
  /// Texts with a cursor, the range that is replaced and what can stand there.
  let completions: [(code: String, cursor: Int?, range: Range<Int>, matches: [String])]
  /// Texts that a card is there for, with a word of it.
  let inspection: (code: String, cursor: Int, word: String)

  var testDescription: String { name }

  /// The kernel of the tests, whose cells are protocol messages by name.
  static let echo = TestedKernel(
    name: "echo", executable: "EchoKernel", arguments: [],
    value: { "result \($0)" }, show: { "show \($0)\n" },
    failing: ("fail badly", "Failure", "badly"),
    endless: ("sleep 600000", "Interrupted"),
    two: "2",
    completeness: [
      ("", ["status": "unknown"]), ("a |", ["status": "incomplete", "indent": "  "]),
      ("a", ["status": "complete"]), ("?", ["status": "invalid"]),
    ],
    completions: [
      ("'😀😀';sa", 7, 5..<7, ["say"]), ("sa", 99, 0..<2, ["say"]), ("zzz", 3, 0..<3, []),
      ("re", nil, 0..<2, ["result"]),
    ],
    inspection: ("say", 99, "writes a line (cursor 3)"))

  /// The kernel that users run.
  static let teff = TestedKernel(
    name: "teff", executable: "teff", arguments: ["kernel", "--connection-file"],
    value: { "\($0)" }, show: { "\($0)\n" },
    failing: ("nope", "E102", "there is no table called `nope`"),
    endless: (
      "sql \"\"\"SELECT sum(sqrt(a.range * b.range)) AS s FROM range(3000000) a, range(3000000) b\"\"\"",
      "E707"
    ),
    two: "1 + 1",
    completeness: [
      ("", ["status": "unknown"]), ("rows [{a: 1}] |", ["status": "incomplete", "indent": "  "]),
      ("rows [{a: 1}]", ["status": "complete"]),
      ("rows [{a: 1}", ["status": "incomplete", "indent": "  "]),
    ],
    completions: [
      ("# 😀😀\nrows [{a: 1}] | filt", 24, 21..<25, ["filter"]),
      ("rows [{a: 1}] | filt", 999, 16..<20, ["filter"]),
      ("rows [{a: 1}] | zzz", 19, 16..<19, []),
      ("rows [{a: 1}] | filt", nil, 16..<20, ["filter"]),
    ],
    inspection: ("rows [{a: 1}] | take 1", 18, "take"))

  /// Both; what a case needs is in every kernel.
  static let all = [echo, teff]

  /// Those with a cell that runs long: Teff's is a query, which needs the engine's library.
  static let withEndlessCells =
    DuckDBLocator().candidates().contains { $0.isFound } ? all : [echo]

  /// Starts the kernel; `limits` are EchoKernel's alone, Teff has no options for them.
  func start(
    on connection: ConnectionFile = .onFreePorts(), limits: [String] = [], file: JSON? = nil
  ) throws -> KernelProcess {
    try KernelProcess(executable, arguments, after: limits, connection: connection, file: file)
  }

  /// Starts the kernel and connects to it.
  ///
  /// A port that was free may be taken before the kernel binds it; other ports are tried then.
  func meet(
    on given: ConnectionFile? = nil, limits: [String] = []
  ) throws -> (process: KernelProcess, frontEnd: FrontEnd) {
    for _ in 0..<3 {
      let connection = given ?? .onFreePorts()
      let process = try start(on: connection, limits: limits)
      do {
        return (process, try FrontEnd(connection, kernel: process))
      } catch {
        let status = process.exitStatus(within: 0)
        guard given == nil, status != nil, process.output.contains("cannot listen") else {
          throw TestFailure(
            "\(error); exit status \(status.map(String.init) ?? "none"), output: \(process.output)")
        }
      }
    }
    throw TestFailure("no free ports")
  }

  /// The command of a shell that starts the kernel with the connection file `$0`.
  var command: String {
    ([executableFolder.appending(path: executable).path()] + arguments)
      .map { "'\($0)'" }.joined(separator: " ")
  }
}
