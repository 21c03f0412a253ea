import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 32 to 35: much output, and front ends that read slowly or not at all.
@Suite(.serialized)
struct OutputTests {
  private let kernel: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    kernel = try KernelProcess("EchoKernel", connection: .onFreePorts())
    frontEnd = try FrontEnd(kernel.connection)
  }

  @Test func `32: ten thousand outputs arrive, all and in order`() throws {
    let outputs = try frontEnd.run(.execute("shows 10000")).outputs
    #expect(outputs.dropFirst().map(\.text) == (0..<10_000).map { "\($0)" })
  }

  @Test func `33: a subscriber that reads nothing delays nobody for long and gets all later`()
    throws
  {
    let sleeper = try ClientSocket(
      .iopub, of: kernel.connection, topic: [], in: frontEnd.context, receiveLimit: 1)
    try frontEnd.expect("iopub_welcome", nil)
    let before = try #require(kernel.statistic("VmRSS"))
    #expect(try frontEnd.run(.execute("shows 10000")).outputs.count == 10_001)
    #expect(try #require(kernel.statistic("VmRSS")) - before < 64 << 10)
    func nextTopic() throws -> Substring {
      let frames = try #require(sleeper.receive(within: FrontEnd.patience))
      return String(decoding: frames[0], as: UTF8.self).split(separator: ".").last ?? ""
    }
    while try nextTopic() != "execute_input" {}
    for _ in 0..<10_000 { #expect(try nextTopic() == "display_data") }
    #expect(try nextTopic() == "status")
  }

  @Test func `33: a cell waits for a reader, bounded and interruptibly`() throws {
    let kernel = try KernelProcess(
      "EchoKernel", after: ["1000", "1000000", "600000"], connection: .onFreePorts())
    let frontEnd = try FrontEnd(kernel.connection)
    let sleeper = try ClientSocket(
      .iopub, of: kernel.connection, topic: [], in: frontEnd.context, receiveLimit: 1)
    _ = try #require(sleeper.receive(within: FrontEnd.patience))
    let cell = frontEnd.send(.execute("shows 1000000 100000"))
    // Control goes on while the cell waits for room.
    while frontEnd.iopub.receive(within: 500) != nil {}
    let resident = try #require(kernel.statistic("VmRSS"))
    try frontEnd.expectReply(to: frontEnd.send(.kernelInfo(on: .control)))
    #expect(resident < 200 << 10)
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    var reply: Received?
    for _ in 0..<5000 where reply == nil {
      // The reply may come behind the last message that the sleeper gets.
      _ = sleeper.receive(within: 10)
      reply = try frontEnd.receive(.shell, within: 0)
    }
    #expect(reply?.content["ename"] == "Interrupted")
    #expect(reply?.parent == cell.id)
  }

  @Test func `33: a subscriber that reads nothing for too long loses, the others do not`() throws {
    let kernel = try KernelProcess(
      "EchoKernel", after: ["1000", "1000000", "300"], connection: .onFreePorts())
    let frontEnd = try FrontEnd(kernel.connection)
    let sleeper = try ClientSocket(
      .iopub, of: kernel.connection, topic: [], in: frontEnd.context, receiveLimit: 1)
    _ = try #require(sleeper.receive(within: FrontEnd.patience))
    try frontEnd.expect("iopub_welcome", nil)
    let cell = frontEnd.send(.execute("shows 1200 100000"))
    var shown = 0
    while shown < 1200 {
      let frames = try #require(frontEnd.iopub.receive(within: FrontEnd.patience))
      if String(decoding: frames[0], as: UTF8.self).hasSuffix(".display_data") { shown += 1 }
    }
    try frontEnd.expectReply(to: cell)
    try frontEnd.expectIdle(cell)
    #expect(kernel.output.contains("misses messages"))
    var count = 0
    while sleeper.receive(within: 200) != nil { count += 1 }
    #expect(count > 0 && count < 1200)
    // Once it reads again, it gets what comes from then on.
    try frontEnd.run(.execute("1+1"))
    #expect(sleeper.receive(within: FrontEnd.patience) != nil)
  }

  @Test func `34: text that comes fast is one message`() throws {
    let (_, outputs) = try frontEnd.run(.execute("lines 100000"))
    let streams = outputs.filter { $0.type == "stream" }
    #expect(streams.count < 100)
    let text = streams.compactMap(\.text).joined()
    #expect(text == (0..<100_000).map { "\($0)\n" }.joined())
  }

  @Test(.timeLimit(.minutes(1)))
  func `34: text keeps below what a Jupyter server drops`() throws {
    let cell = frontEnd.send(.execute("lines 450000"))
    var times: [(ContinuousClock.Instant, Int)] = []
    while true {
      let received = try frontEnd.next(.iopub)
      if received.content["execution_state"] == "idle" { break }
      if received.type == "stream" {
        times.append((ContinuousClock.now, received.message.contentBytes.count))
      }
    }
    try frontEnd.expectReply(to: cell)
    for (index, (start, _)) in times.enumerated() {
      let window = times[index...].prefix { $0.0 - start < .seconds(3) }
      #expect(window.reduce(0) { $0 + $1.1 } < 3_000_000)
    }
  }

  @Test func `35: text of many bytes a character is whole`() throws {
    let line = String(repeating: "日本語😀é", count: 2000)
    let code = (0..<10).map { _ in "say \(line)" }.joined(separator: "\n")
    let text = try frontEnd.run(.execute(code)).outputs.compactMap(\.text).joined()
    #expect(text == String(repeating: line + "\n", count: 10))
  }
}
