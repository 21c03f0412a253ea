import CZeroMQ
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 23 to 37: status, order, parents and headers.
@Suite(.serialized)
struct OrderTests {
  private let kernel: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    kernel = try KernelProcess("EchoKernel", connection: .onFreePorts())
    frontEnd = try FrontEnd(kernel.connection)
  }

  @Test(arguments: [
    .kernelInfo(), .kernelInfo(on: .control), .complete("sa", cursor: 2),
    .inspect("say", cursor: 1), .isComplete("x"), .history("tail", ["n": 1]),
    Request("comm_info_request"), .interrupt, Request("complete_request", ["code": 5]),
    Request("history_request"), Request("kernel_info_request", nil, on: .control),
  ])
  func `23: every request is answered between one busy and one idle`(request: Request) throws {
    let sent = frontEnd.send(request)
    #expect(try frontEnd.outputs(of: sent).isEmpty)
    try frontEnd.expectReply(to: sent, status: nil)
    try frontEnd.expectNothing(on: .iopub)
  }

  @Test(arguments: [Channel.shell, .control])
  func `24: an unknown type gets busy and idle, and no reply`(channel: Channel) throws {
    for type in ["frobnicate_request", "debug_request", ""] {
      let sent = frontEnd.send(Request(type, on: channel))
      try frontEnd.expectBusy(sent)
      try frontEnd.expectIdle(sent)
    }
    try frontEnd.expectNothing(on: channel)
    #expect(kernel.output.contains("unknown type \"frobnicate_request\" on \(channel)"))
  }

  @Test func `25: a cell's outputs come in its order, and all before idle`() throws {
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
    let result = try frontEnd.expect("execute_result", cell)
    #expect(result.content["execution_count"] == 1)
    #expect(result.content["metadata"] == .empty)
    let reply = try frontEnd.expectReply(to: cell)
    #expect(reply["execution_count"] == 1)
    #expect(reply["payload"] == [])
    #expect(reply["user_expressions"] == .empty)
    try frontEnd.expectIdle(cell)
  }

  @Test func `25: an update and a clearing are messages of their own`() throws {
    let outputs = try frontEnd.run(.execute("show a\nupdate shown b\nclear")).outputs
    #expect(
      outputs.map(\.type) == [
        "execute_input", "display_data", "update_display_data", "clear_output",
      ])
    #expect(outputs[2].content["transient"] == ["display_id": "shown"])
    #expect(outputs[3].content == ["wait": true])
  }

  @Test func `25: an error is shown once, and before idle`() throws {
    let cell = frontEnd.send(.execute("fail badly"))
    try frontEnd.expectBusy(cell)
    try frontEnd.expect("execute_input", cell)
    let error = try frontEnd.expect("error", cell)
    #expect(
      error.content == [
        "ename": "Failure", "evalue": "badly", "traceback": ["Failure: badly"],
      ])
    let reply = try frontEnd.expectReply(to: cell, status: "error")
    #expect(reply["ename"] == "Failure")
    #expect(reply["execution_count"] == 1)
    try frontEnd.expectIdle(cell)
  }

  @Test func `26: busy and the text so far come while the cell runs`() throws {
    let start = ContinuousClock.now
    let cell = frontEnd.send(.execute("say early\nsleep 3000"))
    try frontEnd.expectBusy(cell)
    try frontEnd.expect("execute_input", cell)
    try frontEnd.expect("stream", cell)
    #expect(ContinuousClock.now - start < .seconds(2))
    try frontEnd.run(.interrupt, status: nil)
  }

  @Test func `27: two clients get their own replies, and both hear all`() throws {
    let other = try FrontEnd(kernel.connection, session: "other")
    // The other's welcome is heard here as well.
    try frontEnd.expect("iopub_welcome", nil)
    var sent: [(FrontEnd, Sent)] = []
    for index in 0..<20 {
      let client = index % 3 == 0 ? other : frontEnd
      sent.append((client, client.send(.execute("result \(index)"))))
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

  @Test func `28: control and side requests are answered while a cell runs`() throws {
    let cell = frontEnd.send(.execute("sleep 5000"))
    try frontEnd.expectBusy(cell)
    let start = ContinuousClock.now
    for request in [
      .kernelInfo(on: .control), .kernelInfo(), .complete("sa", cursor: 2),
      .inspect("say", cursor: 1), .isComplete("x"),
    ] as [Request] {
      try frontEnd.expectReply(to: frontEnd.send(request), status: nil)
    }
    #expect(ContinuousClock.now - start < .seconds(3))
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    try frontEnd.expectReply(to: cell, status: "error")
  }

  @Test func `29: every subscriber is welcomed, with or without others`() throws {
    for index in 0..<3 {
      let socket = try ClientSocket(.iopub, of: kernel.connection, topic: [], in: frontEnd.context)
      let frames = try #require(socket.receive(within: FrontEnd.patience))
      #expect(frames.first == [], "subscriber \(index)")
      let welcome = try frontEnd.expect("iopub_welcome", nil)
      #expect(welcome.content == ["subscription": ""])
      #expect(welcome.message.parentBytes == Array("{}".utf8))
    }
  }

  @Test func `30: a welcome carries the topic, and odd subscriptions are ignored`() throws {
    let topic = Array("stream".utf8)
    let socket = try ClientSocket(.iopub, of: kernel.connection, topic: topic, in: frontEnd.context)
    let frames = try #require(socket.receive(within: FrontEnd.patience))
    #expect(frames.first == topic)
    #expect(try frontEnd.expect("iopub_welcome", nil).content == ["subscription": "stream"])
    socket.subscribe([0xFF, 0xFE])
    socket.unsubscribe(topic)
    try frontEnd.expectNothing(on: .iopub)
    try frontEnd.run(.execute("1+1"))
  }

  @Test func `31: the kernel says once that it starts, to the first who listens`() throws {
    try frontEnd.run(.execute("1+1"))
    let other = try FrontEnd(kernel.connection, session: "other")
    try other.run(.execute("1+1"))
    #expect(frontEnd.startings == 1)
    #expect(other.startings == 0)
  }

  @Test func `36, 37: headers have a padded UTC date, the version and the kernel's own session`()
    throws
  {
    let shape = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/#
    var sessions: Set<String> = []
    var ids: Set<String> = []
    var count = 0
    for _ in 0..<50 {
      for received in try frontEnd.run(.execute("show x")).outputs {
        #expect(try shape.wholeMatch(in: received.message.header.date) != nil)
        #expect(received.message.header.version == "5.5")
        sessions.insert(received.message.header.session)
        ids.insert(received.message.header.id)
        count += 1
      }
    }
    #expect(ids.count == count)
    #expect(sessions.count == 1)
    #expect(!sessions.contains(frontEnd.session))
    let second = try KernelProcess("EchoKernel", connection: .onFreePorts())
    let header = try FrontEnd(second.connection).run(.execute("x")).outputs[0].message.header
    #expect(!sessions.contains(header.session))
  }
}
