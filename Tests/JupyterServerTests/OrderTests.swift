import CZeroMQ
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 23 to 37: status, order, parents and headers.
@Suite(.serialized)
struct OrderTests {
  /// One request of each kind that has a reply.
  private static let answered: [Request] = [
    .kernelInfo(), .kernelInfo(on: .control), .complete("sa", cursor: 2),
    .inspect("say", cursor: 1), .isComplete("x"), .history("tail", ["n": 1]),
    Request("comm_info_request"), .interrupt, Request("complete_request", ["code": 5]),
    Request("history_request"), Request("kernel_info_request", nil, on: .control),
  ]

  @Test(arguments: TestedKernel.all)
  func `23: every request is answered between one busy and one idle`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    for request in OrderTests.answered {
      let sent = frontEnd.send(request)
      #expect(try frontEnd.outputs(of: sent).isEmpty)
      try frontEnd.expectReply(to: sent, status: nil)
    }
    try frontEnd.expectNothing(on: .iopub)
  }

  @Test(arguments: TestedKernel.all, [Channel.shell, .control])
  func `24: an unknown type gets busy and idle, and no reply`(
    kernel: TestedKernel, channel: Channel
  ) throws {
    let (process, frontEnd) = try kernel.meet()
    for type in ["frobnicate_request", "debug_request", ""] {
      let sent = frontEnd.send(Request(type, on: channel))
      try frontEnd.expectBusy(sent)
      try frontEnd.expectIdle(sent)
    }
    try frontEnd.expectNothing(on: channel)
    #expect(process.output.contains("unknown type \"frobnicate_request\" on \(channel)"))
  }

  @Test(arguments: TestedKernel.all)
  func `25: outputs come in the cell's order, and all before the reply and idle`(
    kernel: TestedKernel
  ) throws {
    let (_, frontEnd) = try kernel.meet()
    let cell = frontEnd.send(
      .execute((1...5).map { kernel.show($0) }.joined() + kernel.value(6)))
    try frontEnd.expectBusy(cell)
    let input = try frontEnd.expect("execute_input", cell)
    #expect(input.content["execution_count"] == 1)
    for number in 1...5 {
      #expect(try frontEnd.expect("display_data", cell).text == "\(number)")
    }
    let result = try frontEnd.expect("execute_result", cell)
    #expect(result.text == "6")
    #expect(result.content["execution_count"] == 1)
    #expect(result.content["metadata"]?.object != nil)
    let reply = try frontEnd.expectReply(to: cell)
    #expect(reply["execution_count"] == 1)
    #expect(reply["payload"] == [])
    #expect(reply["user_expressions"] == .empty)
    try frontEnd.expectIdle(cell)
  }

  /// Teff has no cell that writes to a stream.
  @Test func `25: text of two streams keeps its order among other outputs`() throws {
    let (_, frontEnd) = try TestedKernel.echo.meet()
    let cell = frontEnd.send(.execute("say a\nwarn b\nsay c\nshow d\nsay e\nresult f"))
    try frontEnd.expectBusy(cell)
    let input = try frontEnd.expect("execute_input", cell)
    #expect(input.content["execution_count"] == 1)
    for (name, text) in [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\n")] {
      let stream = try frontEnd.expect("stream", cell)
      #expect(stream.content["name"]?.string == name)
      #expect(stream.text == text)
    }
    let shown = try frontEnd.expect("display_data", cell)
    #expect(shown.text == "d")
    #expect(shown.content["transient"] == ["display_id": "shown"])
    #expect(try frontEnd.expect("stream", cell).text == "e\n")
    try frontEnd.expect("execute_result", cell)
    try frontEnd.expectReply(to: cell)
    try frontEnd.expectIdle(cell)
  }

  /// Teff updates only what reports progress, and clears nothing.
  @Test func `25: an update and a clearing are messages of their own`() throws {
    let (_, frontEnd) = try TestedKernel.echo.meet()
    let outputs = try frontEnd.run(.execute("show a\nupdate shown b\nclear")).outputs
    #expect(
      outputs.map(\.type) == [
        "execute_input", "display_data", "update_display_data", "clear_output",
      ])
    #expect(outputs[2].content["transient"] == ["display_id": "shown"])
    #expect(outputs[3].content == ["wait": true])
  }

  @Test(arguments: TestedKernel.all)
  func `25: an error is shown once, and before idle`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let cell = frontEnd.send(.execute(kernel.failing.code))
    try frontEnd.expectBusy(cell)
    try frontEnd.expect("execute_input", cell)
    let error = try frontEnd.expect("error", cell)
    #expect(error.content["ename"]?.string == kernel.failing.name)
    #expect(error.content["evalue"]?.string == kernel.failing.value)
    #expect(error.content["traceback"]?.array?.isEmpty == false)
    let reply = try frontEnd.expectReply(to: cell, status: "error")
    for key in ["ename", "evalue", "traceback"] { #expect(reply[key] == error.content[key]) }
    #expect(reply["execution_count"] == 1)
    try frontEnd.expectIdle(cell)
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `26: busy and the outputs so far come while the cell runs`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let cell = frontEnd.send(.execute(kernel.show(1) + kernel.endless.code))
    try frontEnd.expectBusy(cell)
    try frontEnd.expect("execute_input", cell)
    #expect(try frontEnd.expect("display_data", cell).text == "1")
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    try frontEnd.expectReply(to: cell, status: "error")
  }

  @Test func `26: text comes while the cell runs`() throws {
    let (_, frontEnd) = try TestedKernel.echo.meet()
    let cell = frontEnd.send(.execute("say early\nsleep 600000"))
    try frontEnd.expectBusy(cell)
    try frontEnd.expect("execute_input", cell)
    #expect(try frontEnd.expect("stream", cell).text == "early\n")
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    try frontEnd.expectReply(to: cell, status: "error")
  }

  @Test(arguments: TestedKernel.all)
  func `27: two clients get their own replies, and both hear all`(kernel: TestedKernel) throws {
    let (process, frontEnd) = try kernel.meet()
    let other = try FrontEnd(process.connection, session: "other")
    // The other's welcome is heard here as well.
    try frontEnd.expect("iopub_welcome", nil)
    var sent: [(FrontEnd, Sent)] = []
    for index in 0..<20 {
      let client = index % 3 == 0 ? other : frontEnd
      sent.append((client, client.send(.execute(kernel.value(index)))))
    }
    for (client, cell) in sent { try client.expectReply(to: cell) }
    for listener in [frontEnd, other] {
      var texts: [String: String] = [:]
      var idle = 0
      while idle < 20 {
        let received = try listener.next(.iopub)
        if let parent = received.parent, let text = received.text { texts[parent] = text }
        if received.content["execution_state"] == "idle" { idle += 1 }
      }
      for (index, (_, cell)) in sent.enumerated() { #expect(texts[cell.id] == "\(index)") }
    }
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `28: control and side requests are answered while a cell runs`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let cell = frontEnd.send(.execute(kernel.endless.code))
    try frontEnd.expectBusy(cell)
    for request in [
      .kernelInfo(on: .control), .kernelInfo(), .complete("sa", cursor: 2),
      .inspect("say", cursor: 1), .isComplete("x"),
    ] as [Request] {
      try frontEnd.expectReply(to: frontEnd.send(request), status: nil)
    }
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    try frontEnd.expectReply(to: cell, status: "error")
  }

  @Test(arguments: TestedKernel.all)
  func `29: every subscriber is welcomed, with or without others`(kernel: TestedKernel) throws {
    let (process, frontEnd) = try kernel.meet()
    for index in 0..<3 {
      let socket = try ClientSocket(.iopub, of: process.connection, topic: [], in: frontEnd.context)
      let frames = try #require(socket.receive(within: FrontEnd.patience))
      #expect(frames.first == [], "subscriber \(index)")
      let welcome = try frontEnd.expect("iopub_welcome", nil)
      #expect(welcome.content == ["subscription": ""])
      #expect(welcome.message.parentBytes == Array("{}".utf8))
    }
  }

  @Test(arguments: TestedKernel.all)
  func `30: a welcome carries the topic, and odd subscriptions are ignored`(
    kernel: TestedKernel
  ) throws {
    let (process, frontEnd) = try kernel.meet()
    let topic = Array("stream".utf8)
    let socket = try ClientSocket(
      .iopub, of: process.connection, topic: topic, in: frontEnd.context)
    let frames = try #require(socket.receive(within: FrontEnd.patience))
    #expect(frames.first == topic)
    #expect(try frontEnd.expect("iopub_welcome", nil).content == ["subscription": "stream"])
    socket.subscribe([0xFF, 0xFE])
    socket.unsubscribe(topic)
    try frontEnd.expectNothing(on: .iopub)
    try frontEnd.run(.execute(kernel.value(7)))
  }

  @Test(arguments: TestedKernel.all)
  func `31: the kernel says once that it starts, to the first who listens`(
    kernel: TestedKernel
  ) throws {
    let (process, frontEnd) = try kernel.meet()
    try frontEnd.run(.execute(kernel.value(7)))
    let other = try FrontEnd(process.connection, session: "other")
    try other.run(.execute(kernel.value(7)))
    #expect(frontEnd.startings == 1)
    #expect(other.startings == 0)
  }

  @Test(arguments: TestedKernel.all)
  func `31: cells after the welcome lose nothing, also when an earlier one was sent at once`(
    kernel: TestedKernel
  ) throws {
    let process = try kernel.start()
    let hasty = try ClientContext()
    let shell = try ClientSocket(
      .shell, of: process.connection, identity: "hasty", in: hasty)
    let frontEnd = try FrontEnd(process.connection)
    shell.send(frontEnd.frames(.execute(kernel.value(1))))
    #expect(shell.receive(within: FrontEnd.patience) != nil)
    let cell = frontEnd.send(.execute(kernel.value(2)))
    try frontEnd.expectReply(to: cell)
    var types: [String] = []
    while types.last != "idle" {
      let received = try frontEnd.next(.iopub)
      guard received.parent == cell.id else { continue }
      types.append(received.content["execution_state"]?.string ?? received.type)
    }
    #expect(types == ["busy", "execute_input", "execute_result", "idle"])
  }

  @Test(arguments: TestedKernel.all)
  func `36, 37: headers have a padded UTC date, the version and the kernel's own session`(
    kernel: TestedKernel
  ) throws {
    let (_, frontEnd) = try kernel.meet()
    let shape = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/#
    var sessions: Set<String> = []
    var ids: Set<String> = []
    var count = 0
    for _ in 0..<50 {
      for received in try frontEnd.run(.execute(kernel.show(7) + kernel.value(8))).outputs {
        #expect(try shape.wholeMatch(in: received.message.header.date) != nil)
        #expect(received.message.header.version == "5.6")
        sessions.insert(received.message.header.session)
        ids.insert(received.message.header.id)
        count += 1
      }
    }
    #expect(ids.count == count)
    #expect(sessions.count == 1)
    #expect(!sessions.contains(frontEnd.session))
    let second = try kernel.meet().frontEnd
    let header = try second.run(.execute(kernel.value(7))).outputs[0].message.header
    #expect(!sessions.contains(header.session))
  }
}
