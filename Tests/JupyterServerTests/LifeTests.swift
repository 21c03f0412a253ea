import CZeroMQ
import FoundationEssentials
import Glibc
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 50 to 61: interrupts, ends, and the heartbeat.
@Suite(.serialized)
struct LifeTests {
  private let kernel: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    kernel = try KernelProcess("EchoKernel", connection: .onFreePorts())
    frontEnd = try FrontEnd(kernel.connection)
  }

  /// Starts a long cell, and waits until it runs.
  private func startLongCell(_ code: String = "sleep 20000") throws -> Sent {
    let cell = frontEnd.send(.execute(code))
    try frontEnd.expectBusy(cell)
    try frontEnd.expect("execute_input", cell)
    return cell
  }

  @Test func `50: a client that comes back under its name takes over`() throws {
    let cell = try startLongCell("sleep 300")
    let again = try FrontEnd(kernel.connection)
    let reply = try again.next(.shell)
    #expect(reply.parent == cell.id)
    let next = again.send(.execute("1+1"))
    try again.expectReply(to: next)
  }

  @Test func `53: an interrupt between cells hits nobody`() throws {
    kernel.signal(SIGINT)
    try frontEnd.run(.interrupt)
    // A signal and a message have no order; the signal has long arrived after this.
    usleep(200_000)
    try frontEnd.run(.execute("sleep 100\nresult alive"))
    #expect(kernel.exitStatus(within: 0) == nil)
  }

  @Test(arguments: [true, false])
  func `54: an interrupt ends the cell, once, and the next one runs`(bySignal: Bool) throws {
    for _ in 0..<3 {
      let cell = try startLongCell()
      let start = ContinuousClock.now
      for _ in 0..<2 {
        if bySignal {
          kernel.signal(SIGINT)
        } else {
          try frontEnd.expectReply(to: frontEnd.send(.interrupt))
        }
      }
      let reply = try frontEnd.expectReply(to: cell, status: "error")
      #expect(reply["ename"] == "Interrupted")
      #expect(ContinuousClock.now - start < .seconds(2))
      var errors = 0
      while true {
        let received = try frontEnd.next(.iopub)
        if received.type == "error" { errors += 1 }
        if received.parent == cell.id, received.content["execution_state"] == "idle" { break }
      }
      #expect(errors == 1)
      let next = frontEnd.send(.execute("sleep 20\nresult fine"))
      try frontEnd.expectReply(to: next)
      while try frontEnd.next(.iopub).content["execution_state"] != "idle" {}
    }
  }

  @Test(arguments: [true, false], [Channel.control, .shell])
  func `56: a kernel that is told to end does so, idle`(restart: Bool, channel: Channel) throws {
    let (reply, outputs) = try frontEnd.run(.shutdown(restart: restart, on: channel))
    #expect(reply == ["status": "ok", "restart": .bool(restart)])
    #expect(outputs.map(\.type) == ["shutdown_reply"])
    #expect(outputs.first?.content == reply)
    #expect(kernel.exitStatus(within: 3000) == 0)
  }

  @Test(arguments: ["sleep 20000", "stubborn 20000"])
  func `56: a kernel that is told to end does so while a cell runs`(code: String) throws {
    let cell = try startLongCell(code)
    let start = ContinuousClock.now
    let shutdown = frontEnd.send(.shutdown(restart: true))
    #expect(try frontEnd.expectReply(to: shutdown)["restart"] == true)
    #expect(kernel.exitStatus(within: 5000) == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
    if code.hasPrefix("sleep") { try frontEnd.expectReply(to: cell, status: "error") }
  }

  @Test(arguments: [nil, "sleep 20000", "stubborn 20000"])
  func `57: SIGTERM ends the kernel promptly`(code: String?) throws {
    if let code { _ = try startLongCell(code) }
    let start = ContinuousClock.now
    kernel.signal(SIGTERM)
    #expect(kernel.exitStatus(within: 5000) == 143)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test func `58: a kernel whose parent is gone ends`() throws {
    let connection = ConnectionFile.onFreePorts()
    let echo = executableFolder.appending(path: "EchoKernel").path()
    let parent = try KernelProcess(
      "/bin/sh", ["-c", "JPY_PARENT_PID=$$ '\(echo)' \"$0\" & sleep 1"], connection: connection)
    let frontEnd = try FrontEnd(connection)
    try frontEnd.run(.execute("1+1"))
    #expect(parent.exitStatus(within: 5000) == 0)
    var isGone = false
    for _ in 0..<100 where !isGone {
      usleep(100_000)
      frontEnd.send(.kernelInfo(on: .control))
      isGone = try frontEnd.receive(.control, within: 100) == nil
    }
    #expect(isGone)
  }

  @Test(arguments: [
    "exec 'ECHO' \"$0\" <&- >&- 2>&-", "'ECHO' \"$0\" 2>&1 | true",
  ])
  func `60: closed standard streams do no harm`(command: String) throws {
    let connection = ConnectionFile.onFreePorts()
    let echo = executableFolder.appending(path: "EchoKernel").path()
    let kernel = try KernelProcess(
      "/bin/sh", ["-c", command.replacing("ECHO", with: echo)], connection: connection)
    let frontEnd = try FrontEnd(connection)
    for _ in 0..<10 {
      frontEnd.shell.send([[1], [2]])
      try frontEnd.outputs(of: frontEnd.send(Request("frobnicate")))
    }
    try frontEnd.run(.execute("1+1"))
    try frontEnd.run(.shutdown(restart: false))
    #expect(kernel.exitStatus(within: 5000) == 0)
  }

  @Test func `61: the heartbeat echoes any bytes while a cell runs`() throws {
    _ = try startLongCell()
    let socket = try ClientSocket(.heartbeat, of: kernel.connection, in: frontEnd.context)
    for bytes in [[], [0], Array("ping".utf8), [UInt8](repeating: 0xFF, count: 1_000_000)] {
      socket.send([bytes])
      #expect(socket.receive(within: 2000) == [bytes])
    }
    try frontEnd.run(.interrupt, status: nil)
  }

  @Test func `62: thousands of cells leave no weight behind`() throws {
    func run(_ count: Int) throws {
      for _ in 0..<count {
        let cell = frontEnd.send(.execute("result x"))
        try frontEnd.expectReply(to: cell)
        while try frontEnd.next(.iopub).content["execution_state"] != "idle" {}
      }
    }
    try run(1000)
    let before = try #require(kernel.statistic("VmRSS"))
    try run(3000)
    #expect(try #require(kernel.statistic("VmRSS")) - before < 8 << 10)
    #expect(try #require(kernel.statistic("Threads")) < 16)
  }
}
