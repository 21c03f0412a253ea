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
  /// Sends a cell that does not end by itself, and waits until it runs.
  private func startCell(_ code: String, _ frontEnd: FrontEnd) throws -> Sent {
    let cell = frontEnd.send(.execute(code))
    try frontEnd.expectBusy(cell)
    try frontEnd.expect("execute_input", cell)
    return cell
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `50: a client that comes back under its name takes over`(kernel: TestedKernel) throws {
    let (process, _) = try kernel.meet()
    // Two that both come back would put each other out for ever.
    let former = try FrontEnd(process.connection, session: "twin", comesBack: false)
    let cell = try startCell(kernel.endless.code, former)
    let again = try FrontEnd(process.connection, session: "twin")
    try again.expectReply(to: again.send(.interrupt))
    // The kernel may have answered the cell before it heard of the new connection.
    let answer =
      try again.receive(.shell, within: 1000) ?? former.receive(.shell, within: FrontEnd.patience)
    #expect(answer?.parent == cell.id)
    try again.expectReply(to: again.send(.execute(kernel.value(7))))
    try former.expectNothing(on: .shell)
  }

  @Test(arguments: TestedKernel.all)
  func `52: debug requests without a debugger get busy and idle`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    #expect(try frontEnd.run(.kernelInfo()).reply["debugger"] == false)
    let sent = frontEnd.send(
      Request("debug_request", ["type": "request", "seq": 1, "command": "debugInfo"], on: .control))
    #expect(try frontEnd.outputs(of: sent).isEmpty)
    try frontEnd.expectNothing(on: .control)
  }

  @Test(arguments: TestedKernel.all)
  func `53: an interrupt between cells hits nobody`(kernel: TestedKernel) throws {
    let (process, frontEnd) = try kernel.meet()
    try frontEnd.run(.execute(kernel.value(7)))
    process.signal(SIGINT)
    try frontEnd.run(.interrupt)
    // A signal and a message have no order; the signal has long arrived after this.
    usleep(200_000)
    for number in 0..<20 { try frontEnd.run(.execute(kernel.value(number))) }
    #expect(process.exitStatus(within: 0) == nil)
  }

  @Test(arguments: TestedKernel.withEndlessCells, [true, false])
  func `54: an interrupt ends the cell, once, and the next one runs`(
    kernel: TestedKernel, bySignal: Bool
  ) throws {
    let (process, frontEnd) = try kernel.meet()
    for _ in 0..<3 {
      let cell = try startCell(kernel.endless.code, frontEnd)
      for _ in 0..<2 {
        if bySignal {
          process.signal(SIGINT)
        } else {
          try frontEnd.expectReply(to: frontEnd.send(.interrupt))
        }
      }
      let reply = try frontEnd.expectReply(to: cell, status: "error")
      #expect(reply["ename"]?.string == kernel.endless.name)
      var errors = 0
      while true {
        let received = try frontEnd.next(.iopub)
        if received.type == "error" { errors += 1 }
        if received.parent == cell.id, received.content["execution_state"] == "idle" { break }
      }
      #expect(errors == 1)
      let next = frontEnd.send(.execute(kernel.value(7)))
      try frontEnd.expectReply(to: next)
      while try frontEnd.next(.iopub).content["execution_state"] != "idle" {}
    }
  }

  @Test(arguments: TestedKernel.all, [Channel.control, .shell])
  func `56: a kernel that is told to end does so, idle`(
    kernel: TestedKernel, channel: Channel
  ) throws {
    for restart in [true, false] {
      let (process, frontEnd) = try kernel.meet()
      let (reply, outputs) = try frontEnd.run(.shutdown(restart: restart, on: channel))
      #expect(reply == ["status": "ok", "restart": .bool(restart)])
      #expect(outputs.map(\.type) == ["shutdown_reply"])
      #expect(outputs.first?.content == reply)
      #expect(process.exitStatus(within: 3000) == 0)
    }
  }

  /// Cells that do not end by themselves; Teff has none that heeds no interrupt.
  private static let cells: [(TestedKernel, String)] =
    TestedKernel.withEndlessCells.map { ($0, $0.endless.code) }
    + [(.echo, "stubborn 600000")]

  @Test(arguments: cells)
  func `56: a kernel that is told to end does so while a cell runs`(
    kernel: TestedKernel, code: String
  ) throws {
    let (process, frontEnd) = try kernel.meet()
    let cell = try startCell(code, frontEnd)
    let start = ContinuousClock.now
    let shutdown = frontEnd.send(.shutdown(restart: true))
    #expect(try frontEnd.expectReply(to: shutdown)["restart"] == true)
    #expect(process.exitStatus(within: 5000) == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
    if !code.hasPrefix("stubborn") { try frontEnd.expectReply(to: cell, status: "error") }
  }

  @Test(arguments: cells + TestedKernel.all.map { ($0, "") })
  func `57: SIGTERM ends the kernel promptly`(kernel: TestedKernel, code: String) throws {
    let (process, frontEnd) = try kernel.meet()
    if !code.isEmpty { _ = try startCell(code, frontEnd) }
    let start = ContinuousClock.now
    process.signal(SIGTERM)
    #expect(process.exitStatus(within: 5000) == 143)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test(arguments: TestedKernel.all)
  func `58: a kernel whose parent is gone ends`(kernel: TestedKernel) throws {
    let connection = ConnectionFile.onFreePorts()
    let parent = try KernelProcess(
      "/bin/sh", ["-c", "JPY_PARENT_PID=$$ \(kernel.command) \"$0\" & sleep 1"],
      connection: connection)
    let frontEnd = try FrontEnd(connection)
    try frontEnd.run(.execute(kernel.value(7)))
    #expect(parent.exitStatus(within: 5000) == 0)
    var isGone = false
    for _ in 0..<100 where !isGone {
      usleep(100_000)
      frontEnd.send(.kernelInfo(on: .control))
      isGone = try frontEnd.receive(.control, within: 100) == nil
    }
    #expect(isGone)
  }

  /// Teff's cells start no processes.
  @Test(arguments: ["shutdown", "signal", "interrupt"])
  func `59: processes that a cell started get interrupts, and end with the kernel`(
    how: String
  ) throws {
    let (process, frontEnd) = try TestedKernel.echo.meet()
    // A shell lets its background processes ignore interrupts, and one may ignore all that it can.
    let commands =
      ["exec sleep 600", "sleep 600; true"]
      + (how == "interrupt"
        ? [] : ["(sleep 600 &)", "trap '' TERM INT; while :; do sleep 1; done"])
    for command in commands { try frontEnd.run(.execute("spawn \(command)")) }
    let group = process.id
    func living() -> Int { processes(inGroup: group).filter { $0 != group }.count }
    for _ in 0..<200 where living() < commands.count { usleep(10_000) }
    #expect(living() >= commands.count)
    switch how {
    case "shutdown":
      try frontEnd.run(.shutdown(restart: false))
      #expect(process.exitStatus(within: 5000) == 0)
    case "signal":
      kill(process.id, SIGTERM)
      #expect(process.exitStatus(within: 5000) == 143)
    default:
      let cell = try startCell("sleep 600000", frontEnd)
      try frontEnd.expectReply(to: frontEnd.send(.interrupt))
      try frontEnd.expectReply(to: cell, status: "error")
    }
    for _ in 0..<200 where living() > 0 { usleep(10_000) }
    #expect(living() == 0)
  }

  @Test(
    arguments: TestedKernel.all, ["exec KERNEL \"$0\" <&- >&- 2>&-", "KERNEL \"$0\" 2>&1 | true"])
  func `60: closed standard streams do no harm`(kernel: TestedKernel, command: String) throws {
    let connection = ConnectionFile.onFreePorts()
    let process = try KernelProcess(
      "/bin/sh", ["-c", command.replacing("KERNEL", with: kernel.command)], connection: connection)
    let frontEnd = try FrontEnd(connection)
    for _ in 0..<10 {
      frontEnd.shell.send([[1], [2]])
      try frontEnd.outputs(of: frontEnd.send(Request("frobnicate")))
    }
    try frontEnd.run(.execute(kernel.value(7)))
    try frontEnd.run(.shutdown(restart: false))
    #expect(process.exitStatus(within: 5000) == 0)
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `61: the heartbeat echoes any bytes while a cell runs`(kernel: TestedKernel) throws {
    let (process, frontEnd) = try kernel.meet()
    let cell = try startCell(kernel.endless.code, frontEnd)
    let socket = try ClientSocket(.heartbeat, of: process.connection, in: frontEnd.context)
    for bytes in [[], [0], Array("ping".utf8), [UInt8](repeating: 0xFF, count: 1_000_000)] {
      socket.send([bytes])
      #expect(socket.receive(within: 5000) == [bytes])
    }
    frontEnd.send(.interrupt)
    try frontEnd.expectReply(to: cell, status: "error")
  }

  @Test func `61: the heartbeat echoes while output is blocked`() throws {
    let (process, frontEnd) = try TestedKernel.echo.meet(limits: ["1000", "1000000", "600000"])
    let sleeper = try ClientSocket(
      .iopub, of: process.connection, topic: [], in: frontEnd.context, receiveLimit: 1)
    _ = try #require(sleeper.receive(within: FrontEnd.patience))
    frontEnd.send(.execute("shows 1000000 100000"))
    while frontEnd.iopub.receive(within: 500) != nil {}
    let socket = try ClientSocket(.heartbeat, of: process.connection, in: frontEnd.context)
    for count in 0..<10 {
      socket.send([[UInt8(count)]])
      #expect(socket.receive(within: 5000) == [[UInt8(count)]])
    }
    _ = sleeper.receive(within: 0)
  }
}
