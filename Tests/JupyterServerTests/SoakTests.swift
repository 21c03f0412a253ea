import FoundationEssentials
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance case 62: a kernel that is used for long, or started often, leaves no weight behind.
///
/// The short form runs always; TEFF_SLOW asks for the list's own numbers.
@Suite(.serialized)
struct SoakTests {
  private static let isLong = ProcessInfo.processInfo.environment["TEFF_SLOW"] != nil

  /// The files that a process has open.
  private func openFiles(_ id: Int32) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/fd").count
  }

  @Test(.timeLimit(.minutes(15)), arguments: TestedKernel.all)
  func `62: thousands of cells leave no weight behind`(kernel: TestedKernel) throws {
    let (process, frontEnd) = try kernel.meet()
    /// Sends cells by the hundred, some of which fail, and reads all that comes of them.
    func run(_ count: Int) throws {
      for start in stride(from: 0, to: count, by: 100) {
        let cells = (start..<start + 100).map { index in
          let code =
            index % 10 == 9 ? kernel.failing.code : kernel.show(index) + kernel.value(index)
          return frontEnd.send(.execute(code, ["stop_on_error": false]))
        }
        for cell in cells { try frontEnd.expectReply(to: cell, status: nil) }
        var idle = 0
        while idle < 100 {
          if try frontEnd.next(.iopub).content["execution_state"] == "idle" { idle += 1 }
        }
      }
    }
    // The guard against replays and the history are full after 65,536 messages and 10,000 cells.
    try run(10_000)
    let memory = try #require(process.statistic("VmRSS"))
    let files = try openFiles(process.id)
    let threads = try #require(process.statistic("Threads"))
    try run(SoakTests.isLong ? 100_000 : 10_000)
    #expect(try #require(process.statistic("VmRSS")) - memory < 16 << 10 || !sizesAreOwn)
    #expect(try openFiles(process.id) <= files + 2)
    #expect(try #require(process.statistic("Threads")) <= threads + 1)
  }

  @Test(.timeLimit(.minutes(15)), arguments: TestedKernel.all)
  func `62: starts and stops follow each other without end`(kernel: TestedKernel) throws {
    for count in 0..<(SoakTests.isLong ? 500 : 15) {
      let (process, frontEnd) = try kernel.meet()
      try frontEnd.run(.execute(kernel.value(count)))
      try frontEnd.run(.shutdown(restart: count % 2 == 0))
      #expect(process.exitStatus(within: 5000) == 0)
    }
  }
}
