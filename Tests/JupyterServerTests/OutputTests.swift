import FoundationEssentials
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 32 to 35: much output, and front ends that read slowly or not at all.
@Suite(.serialized)
struct OutputTests {
  /// Another front end that takes nothing unless it is told to.
  private func sleeper(of kernel: KernelProcess, beside frontEnd: FrontEnd) throws -> ClientSocket {
    let sleeper = try ClientSocket(
      .iopub, of: kernel.connection, topic: [], in: frontEnd.context, receiveLimit: 1)
    _ = try #require(sleeper.receive(within: FrontEnd.patience))
    try frontEnd.expect("iopub_welcome", nil)
    return sleeper
  }

  @Test(arguments: TestedKernel.all)
  func `32: ten thousand outputs arrive, all and in order`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let code = (0..<10_000).map { kernel.show($0) }.joined()
    let outputs = try frontEnd.run(.execute(code)).outputs
    #expect(outputs.dropFirst().map(\.text) == (0..<10_000).map { "\($0)" })
  }

  @Test(arguments: TestedKernel.all)
  func `33: a subscriber that reads nothing delays nobody for long and gets all later`(
    kernel: TestedKernel
  ) throws {
    let (process, frontEnd) = try kernel.meet()
    let sleeper = try sleeper(of: process, beside: frontEnd)
    let code = (0..<10_000).map { kernel.show($0) }.joined() + kernel.value(7)
    try frontEnd.run(.execute(kernel.value(7)))
    let before = try #require(process.statistic("VmRSS"))
    #expect(try frontEnd.run(.execute(code)).outputs.count == 10_002)
    #expect(try #require(process.statistic("VmRSS")) - before < 96 << 10 || !sizesAreOwn)
    func nextTopic() throws -> Substring {
      let frames = try #require(sleeper.receive(within: FrontEnd.patience))
      return String(decoding: frames[0], as: UTF8.self).split(separator: ".").last ?? ""
    }
    for _ in 0..<2 { while try nextTopic() != "execute_input" {} }
    for _ in 0..<10_000 { #expect(try nextTopic() == "display_data") }
    #expect(try nextTopic() == "execute_result")
    #expect(try nextTopic() == "status")
  }

  @Test func `33: a cell waits for a reader, bounded and interruptibly`() throws {
    let kernel = try KernelProcess(
      "EchoKernel", after: ["1000", "1000000", "600000"], connection: .onFreePorts())
    let frontEnd = try FrontEnd(kernel.connection)
    let sleeper = try sleeper(of: kernel, beside: frontEnd)
    let cell = frontEnd.send(.execute("shows 1000000 100000"))
    // Control goes on while the cell waits for room.
    while frontEnd.iopub.receive(within: 500) != nil {}
    let resident = try #require(kernel.statistic("VmRSS"))
    try frontEnd.expectReply(to: frontEnd.send(.kernelInfo(on: .control)))
    #expect(resident < 200 << 10 || !sizesAreOwn)
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

  /// The types of what a socket receives until it stays silent, and the last texts of streams.
  private func drain(_ socket: ClientSocket) throws -> (types: [String], notices: [Received]) {
    var types: [String] = []
    var notices: [Received] = []
    let signer = try Signer(scheme: "hmac-sha256", key: "a key for tests")
    var replays = ReplayGuard()
    while let frames = socket.receive(within: 2000) {
      let received = try Received(Message(frames: frames, signer: signer, replays: &replays))
      types.append(received.content["execution_state"]?.string ?? received.type)
      if received.type == "stream" { notices.append(received) }
    }
    return (types, notices)
  }

  @Test func `33: a subscriber that reads nothing for too long loses, and is told when it reads`()
    throws
  {
    let (process, frontEnd) = try TestedKernel.echo.meet(limits: ["1000", "1000000", "300"])
    let sleeper = try sleeper(of: process, beside: frontEnd)
    let cell = frontEnd.send(.execute("shows 1200 100000"))
    var shown = 0
    while shown < 1200 {
      let frames = try #require(frontEnd.iopub.receive(within: FrontEnd.patience))
      if String(decoding: frames[0], as: UTF8.self).hasSuffix(".display_data") { shown += 1 }
    }
    try frontEnd.expectReply(to: cell)
    try frontEnd.expectIdle(cell)
    // Those that read go on as ever, also while it still reads nothing.
    for _ in 0..<20 { try frontEnd.run(.execute("1+1")) }
    #expect(process.output.contains("misses messages"))
    let (types, notices) = try drain(sleeper)
    let received = types.filter { $0 == "display_data" }.count
    #expect(received > 0 && received < 1200)
    // One notice, of the cell in which the gap begins; then the end of each cell that it missed.
    #expect(notices.count == 1)
    let notice = try #require(notices.first)
    #expect(notice.parent == cell.id)
    #expect(notice.content["name"] == "stderr")
    let count = try #require(
      notice.text?.split(separator: " ").compactMap { Int($0) }.first)
    #expect(count >= 1200 - received + 20 * 4 && count < 1200 - received + 100)
    #expect(notice.text?.contains("front end that read nothing") == true)
    #expect(types.suffix(22) == ["stream"] + [String](repeating: "idle", count: 21))
    // The others hear it too.
    try frontEnd.expect("stream", cell)
    for _ in 0..<21 { #expect(try frontEnd.next(.iopub).content["execution_state"] == "idle") }
    // Once it reads again, it gets what comes from then on.
    try frontEnd.run(.execute("1+1"))
    #expect(try drain(sleeper).types == ["busy", "execute_input", "execute_result", "idle"])
  }

  @Test func `33: a subscriber that goes away without reading is forgotten`() throws {
    let (process, frontEnd) = try TestedKernel.echo.meet(limits: ["1000", "1000000", "300"])
    do {
      let sleeper = try sleeper(of: process, beside: frontEnd)
      try frontEnd.run(.execute("shows 1200 100000"))
      #expect(process.output.contains("misses messages"))
      _ = sleeper.receive(within: 0)
    }
    try frontEnd.run(.execute("1+1"))
    try frontEnd.expectNothing(on: .iopub, for: 500)
  }

  @Test func `33: interrupt and shutdown work while a cell waits for a reader`() throws {
    let (process, frontEnd) = try TestedKernel.echo.meet(limits: ["1000", "1000000", "600000"])
    let sleeper = try sleeper(of: process, beside: frontEnd)
    frontEnd.send(.execute("shows 1000000 100000"))
    while frontEnd.iopub.receive(within: 500) != nil {}
    try frontEnd.expectReply(to: frontEnd.send(.shutdown(restart: false)))
    #expect(process.exitStatus(within: 5000) == 0)
    _ = sleeper.receive(within: 0)
  }

  @Test func `34: text that comes fast is one message`() throws {
    let (_, frontEnd) = try TestedKernel.echo.meet()
    let (_, outputs) = try frontEnd.run(.execute("lines 100000"))
    let streams = outputs.filter { $0.type == "stream" }
    #expect(streams.count < 100)
    let text = streams.compactMap(\.text).joined()
    #expect(text == (0..<100_000).map { "\($0)\n" }.joined())
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ProcessInfo.processInfo.environment["TEFF_SLOW"] == nil ? [450_000] : [1_000_000])
  func `34: printed lines keep below what a Jupyter server drops`(lines: Int) throws {
    let (_, frontEnd) = try TestedKernel.echo.meet()
    let cell = frontEnd.send(.execute("lines \(lines)"))
    var times: [(ContinuousClock.Instant, Int)] = []
    var text = ""
    while true {
      let received = try frontEnd.next(.iopub)
      if received.content["execution_state"] == "idle" { break }
      times.append((ContinuousClock.now, received.message.contentBytes.count))
      text += received.content["text"]?.string ?? ""
    }
    try frontEnd.expectReply(to: cell)
    // The server counts 1,000 messages and 1,000,000 bytes a second over three seconds.
    for (index, (start, _)) in times.enumerated() {
      let window = times[index...].prefix { $0.0 - start < .seconds(3) }
      #expect(window.reduce(0) { $0 + $1.1 } < 3_000_000)
      #expect(window.count < 3000)
    }
    #expect(text.utf8.count == (0..<lines).reduce(0) { $0 + "\($1)\n".utf8.count })
    #expect(text.hasSuffix("\(lines - 2)\n\(lines - 1)\n"))
  }

  @Test func `34: one display of 80 MB arrives whole, and others after it`() throws {
    let (_, frontEnd) = try TestedKernel.echo.meet()
    let outputs = try frontEnd.run(.execute("shows 2 80000000\nresult done")).outputs
    #expect(outputs.map { $0.text?.utf8.count ?? 0 } == [0, 80_000_001, 80_000_001, 4])
  }

  @Test func `35: text of many bytes a character is whole`() throws {
    let (_, frontEnd) = try TestedKernel.echo.meet()
    let line = String(repeating: "日本語😀é", count: 2000)
    let code = (0..<10).map { _ in "say \(line)" }.joined(separator: "\n")
    let text = try frontEnd.run(.execute(code)).outputs.compactMap(\.text).joined()
    #expect(text == String(repeating: line + "\n", count: 10))
  }
}
