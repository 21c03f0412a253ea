import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 49 and 55: questions of cells to the people before them, and their end.
///
/// Teff's cells ask nothing.
@Suite(.serialized)
struct InputTests {
  private let process: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    let met = try TestedKernel.echo.meet()
    process = met.process
    frontEnd = met.frontEnd
  }

  private func ask(_ code: String, of client: FrontEnd) throws -> (cell: Sent, question: Received) {
    let cell = client.send(.execute(code, ["allow_stdin": true]))
    let question = try client.next(.stdin)
    #expect(question.type == "input_request")
    #expect(question.parent == cell.id)
    return (cell, question)
  }

  /// Waits until the kernel has logged something.
  private func expectLog(_ words: String) throws {
    for _ in 0..<100 where !process.output.contains(words) {
      try frontEnd.expectNothing(on: .stdin)
    }
    #expect(process.output.contains(words))
  }

  @Test func `49: without allow_stdin a question fails at once`() throws {
    let (reply, outputs) = try frontEnd.run(.execute("ask Name?"), status: "error")
    #expect(reply["ename"] == "NoInput")
    #expect(outputs.map(\.type) == ["execute_input", "error"])
    try frontEnd.expectNothing(on: .stdin)
  }

  @Test(arguments: [("ask", false), ("secret", true)])
  func `49: a question is answered by who asked for the cell`(
    command: String, isSecret: Bool
  ) throws {
    let other = try FrontEnd(process.connection, session: "other")
    let cell = frontEnd.send(.execute("say first\n\(command) Name?", ["allow_stdin": true]))
    let question = try frontEnd.next(.stdin)
    #expect(question.type == "input_request")
    #expect(question.parent == cell.id)
    #expect(question.content == ["prompt": "Name?", "password": .bool(isSecret)])
    try other.expectNothing(on: .stdin)
    frontEnd.send(.answer("Teff"))
    try frontEnd.expectReply(to: cell)
    var types: [String] = []
    while types.last != "idle" {
      let received = try other.next(.iopub)
      if received.parent == cell.id {
        types.append(received.content["execution_state"]?.string ?? received.type)
      }
      if received.type == "execute_result" { #expect(received.text == "Teff") }
    }
    #expect(types == ["busy", "execute_input", "stream", "execute_result", "idle"])
  }

  @Test func `49: replies that are stale, of others or unreadable are ignored`() throws {
    let other = try FrontEnd(process.connection, session: "other")
    // Before anything was asked.
    frontEnd.send(.answer("early"))
    // The answer and the cell come on different sockets: this shows that the answer was dropped.
    try expectLog("no cell waits for")
    let (first, question) = try ask("ask one", of: frontEnd)
    other.send(.answer("somebody else"))
    frontEnd.send(Request("input_reply", ["value": 5], on: .stdin))
    frontEnd.send(Request("frobnicate", on: .stdin))
    try frontEnd.expectNothing(on: .shell)
    frontEnd.send(.answer("right"), parent: question.message.headerBytes)
    try frontEnd.expectReply(to: first)
    // An answer to the first question is none to the second.
    let (second, again) = try ask("ask two", of: frontEnd)
    frontEnd.send(.answer("late"), parent: question.message.headerBytes)
    try frontEnd.expectNothing(on: .shell)
    frontEnd.send(.answer("both"), parent: again.message.headerBytes)
    try frontEnd.expectReply(to: second)
    var results: [String] = []
    while results.count < 2 {
      let received = try frontEnd.next(.iopub)
      if received.type == "execute_result" { results.append(received.text ?? "") }
    }
    #expect(results == ["right", "both"])
  }

  @Test func `49: a question waits for a client that is late on stdin`() throws {
    let shell = try ClientSocket(
      .shell, of: process.connection, identity: "late", in: frontEnd.context)
    shell.send(frontEnd.frames(.execute("ask Name?", ["allow_stdin": true])))
    while try frontEnd.next(.iopub).type != "execute_input" {}
    #expect(shell.receive(within: 200) == nil)
    let stdin = try ClientSocket(
      .stdin, of: process.connection, identity: "late", in: frontEnd.context)
    #expect(stdin.receive(within: FrontEnd.patience) != nil)
    stdin.send(frontEnd.frames(.answer("here")))
    #expect(shell.receive(within: FrontEnd.patience) != nil)
    while try frontEnd.next(.iopub).text != "here" {}
  }

  @Test func `49: cells of two shells ask side by side`() throws {
    let made = frontEnd.send(Request("create_subshell_request", on: .control))
    let id = try #require(try frontEnd.expectReply(to: made)["subshell_id"]?.string)
    let (first, question) = try ask("ask main", of: frontEnd)
    let second = frontEnd.send(.execute("ask beside", ["allow_stdin": true]).in(id))
    let other = try frontEnd.next(.stdin)
    #expect(other.parent == second.id)
    frontEnd.send(.answer("2"), parent: other.message.headerBytes)
    try frontEnd.expectReply(to: second)
    frontEnd.send(.answer("1"), parent: question.message.headerBytes)
    try frontEnd.expectReply(to: first)
  }

  @Test(arguments: [true, false])
  func `49, 55: an interrupt ends the wait for input`(bySignal: Bool) throws {
    let (cell, _) = try ask("ask Name?", of: frontEnd)
    if bySignal {
      process.signal(2)
    } else {
      try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    }
    #expect(try frontEnd.expectReply(to: cell, status: "error")["ename"] == "Interrupted")
    // Its answer is stale now.
    frontEnd.send(.answer("late"))
    try expectLog("no cell waits for")
    let (next, _) = try ask("ask again", of: frontEnd)
    frontEnd.send(.answer("fine"))
    try frontEnd.expectReply(to: next)
  }

  @Test func `49: a shutdown ends the wait for input`() throws {
    _ = try ask("ask Name?", of: frontEnd)
    try frontEnd.expectReply(to: frontEnd.send(.shutdown(restart: false)))
    #expect(process.exitStatus(within: 5000) == 0)
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `55: an interrupt ends a long call into C`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let cell = frontEnd.send(.execute(kernel.endless.code))
    try frontEnd.expectBusy(cell)
    try frontEnd.expect("execute_input", cell)
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    #expect(
      try frontEnd.expectReply(to: cell, status: "error")["ename"]?.string == kernel.endless.name)
    try frontEnd.expectReply(to: frontEnd.send(.execute(kernel.value(7))))
  }

  @Test func `55: an interrupt ends a cell that waits for room`() throws {
    let (process, frontEnd) = try TestedKernel.echo.meet(limits: ["1000", "1000000", "600000"])
    let sleeper = try ClientSocket(
      .iopub, of: process.connection, topic: [], in: frontEnd.context, receiveLimit: 1)
    _ = try #require(sleeper.receive(within: FrontEnd.patience))
    let cell = frontEnd.send(.execute("shows 1000000 100000"))
    while frontEnd.iopub.receive(within: 300) != nil {}
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    var reply: Received?
    for _ in 0..<5000 where reply == nil {
      _ = sleeper.receive(within: 10)
      reply = try frontEnd.receive(.shell, within: 0)
    }
    #expect(reply?.parent == cell.id)
    #expect(reply?.content["ename"] == "Interrupted")
  }
}
