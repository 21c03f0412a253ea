import Glibc
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance case 51: cells beside the main shell (JEP 91).
@Suite(.serialized, .timeLimit(.minutes(2)))
struct SubshellTests {
  private let kernel: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    kernel = try KernelProcess("EchoKernel", connection: .onFreePorts())
    frontEnd = try FrontEnd(kernel.connection)
  }

  private static let create = Request("create_subshell_request", on: .control)
  private static let list = Request("list_subshell_request", on: .control)

  private static func delete(_ id: String) -> Request {
    Request("delete_subshell_request", ["subshell_id": .string(id)], on: .control)
  }

  private func makeSubshell() throws -> String {
    let reply = try frontEnd.run(SubshellTests.create).reply
    return try #require(reply["subshell_id"]?.string)
  }

  /// The ids that the kernel lists.
  private func listed() throws -> JSON? {
    let sent = frontEnd.send(SubshellTests.list)
    return try frontEnd.expectReply(to: sent)["subshell_id"]
  }

  /// Sends a cell, and waits until it runs.
  private func start(_ code: String, in subshell: String? = nil) throws -> Sent {
    let request = Request.execute(code)
    let cell = frontEnd.send(subshell.map { request.in($0) } ?? request)
    while true {
      let received = try frontEnd.next(.iopub)
      if received.parent == cell.id, received.type == "execute_input" { return cell }
    }
  }

  /// What iopub tells until these requests are idle, by request.
  private func outputs(of sent: [Sent]) throws -> [String: [Received]] {
    var outputs: [String: [Received]] = [:]
    var open = Set(sent.map(\.id))
    while !open.isEmpty {
      let received = try frontEnd.next(.iopub)
      let parent = received.parent ?? ""
      outputs[parent, default: []].append(received)
      if received.content["execution_state"] == "idle" { open.remove(parent) }
    }
    return outputs
  }

  @Test func `51: subshells are made, listed and deleted`() throws {
    #expect(try listed() == [])
    let sent = frontEnd.send(SubshellTests.create)
    let first = try #require(try frontEnd.expectReply(to: sent)["subshell_id"]?.string)
    #expect(try outputs(of: [sent])[sent.id]?.map(\.type) == ["status", "status"])
    let second = try makeSubshell()
    #expect(first != second)
    #expect(try listed() == [.string(first), .string(second)])
    let deletion = frontEnd.send(SubshellTests.delete(first))
    #expect(try frontEnd.expectReply(to: deletion) == ["status": "ok"])
    #expect(try listed() == [.string(second)])
    for request in [
      SubshellTests.delete(first), Request("delete_subshell_request", on: .control),
    ] {
      let reply = try frontEnd.expectReply(to: frontEnd.send(request), status: "error")
      #expect(reply["ename"] == "UnknownSubshell")
    }
  }

  @Test(arguments: [
    .execute("say x"), .kernelInfo(), .complete("sa", cursor: 2), .inspect("say", cursor: 1),
    .isComplete("x"), .history("tail", ["n": 1]), Request("comm_info_request"),
  ])
  func `51: a request for an unknown subshell is refused, between busy and idle`(
    request: Request
  ) throws {
    let (reply, outputs) = try frontEnd.run(request.in("nowhere"), status: "error")
    #expect(outputs.isEmpty)
    #expect(reply["ename"] == "UnknownSubshell")
    #expect(reply["evalue"] == "there is no subshell \"nowhere\"")
    #expect((reply["execution_count"] != nil) == (request.type == "execute_request"))
    try frontEnd.run(.execute("x"))
  }

  @Test func `51: a comm message for an unknown subshell gets busy and idle only`() throws {
    let message = Request("comm_msg", ["comm_id": "c", "data": [:]]).in("nowhere")
    #expect(try frontEnd.outputs(of: frontEnd.send(message)).isEmpty)
    try frontEnd.expectNothing(on: .shell)
  }

  @Test func `51: a cell of a subshell runs beside the main shell's, with its own count`() throws {
    try frontEnd.run(.execute("x"))
    let subshell = try makeSubshell()
    let long = try start("sleep 20000")
    for count in 1...3 {
      let cell = frontEnd.send(.execute("say beside\nresult \(count)").in(subshell))
      #expect(try frontEnd.expectReply(to: cell)["execution_count"]?.int == count)
      let outputs = try outputs(of: [cell])[cell.id] ?? []
      #expect(
        outputs.map(\.type) == ["status", "execute_input", "stream", "execute_result", "status"])
      #expect(outputs.allSatisfy { $0.message.header.subshell == nil })
    }
    for request in [
      .complete("sa", cursor: 2), .inspect("say", cursor: 1), .isComplete("x"), .kernelInfo(),
    ] as [Request] {
      try frontEnd.expectReply(to: frontEnd.send(request.in(subshell)), status: nil)
    }
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    #expect(try frontEnd.expectReply(to: long, status: "error")["execution_count"] == 2)
  }

  @Test func `51: cells of one subshell keep their order, and main ones go on beside`() throws {
    let subshell = try makeSubshell()
    let long = try start("sleep 300\nresult late", in: subshell)
    let behind = (0..<20).map { frontEnd.send(.execute("result \($0)").in(subshell)) }
    let main = frontEnd.send(.execute("result main"))
    #expect(try frontEnd.expectReply(to: main)["execution_count"] == 1)
    for (index, cell) in ([long] + behind).enumerated() {
      #expect(try frontEnd.expectReply(to: cell)["execution_count"]?.int == index + 1)
    }
  }

  @Test(arguments: [true, false])
  func `51: an error aborts the cells of its own shell only`(isInSubshell: Bool) throws {
    let subshell = try makeSubshell()
    func request(_ code: String, beside: Bool) -> Request {
      let request = Request.execute(code)
      return isInSubshell == beside ? request : request.in(subshell)
    }
    let failing = frontEnd.send(request("sleep 1500\nfail", beside: false))
    let other = frontEnd.send(request("sleep 2500", beside: true))
    let behind = frontEnd.send(request("say x", beside: false))
    let otherBehind = frontEnd.send(request("result y", beside: true))
    try frontEnd.expectReply(to: failing, status: "error")
    #expect(try frontEnd.expectReply(to: behind, status: "error")["ename"] == "Aborted")
    try frontEnd.expectReply(to: other)
    #expect(try frontEnd.expectReply(to: otherBehind)["execution_count"] == 2)
  }

  @Test func `51: history is each shell's own`() throws {
    let subshell = try makeSubshell()
    try frontEnd.run(.execute("result main"))
    try frontEnd.run(.execute("result beside").in(subshell))
    let request = Request.history("tail", ["n": 5, "output": true])
    #expect(
      try frontEnd.run(request.in(subshell)).reply["history"]
        == [[1, 1, ["result beside", "beside"]]])
    #expect(
      try frontEnd.run(request).reply["history"] == [[1, 1, ["result main", "main"]]])
  }

  @Test func `51: an interrupt with a subshell's id stops its cell only`() throws {
    let subshells = [try makeSubshell(), try makeSubshell()]
    let main = try start("sleep 20000")
    let cells = try subshells.map { try start("sleep 20000", in: $0) }
    try frontEnd.expectReply(to: frontEnd.send(.interrupt.in(subshells[0])))
    try frontEnd.expectReply(to: cells[0], status: "error")
    try frontEnd.expectNothing(on: .shell)
    let unknown = frontEnd.send(.interrupt.in("nowhere"))
    #expect(
      try frontEnd.expectReply(to: unknown, status: "error")["ename"] == "UnknownSubshell")
    try frontEnd.expectNothing(on: .shell)
    try frontEnd.expectReply(to: frontEnd.send(.interrupt.in(subshells[1])))
    try frontEnd.expectReply(to: cells[1], status: "error")
    try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    try frontEnd.expectReply(to: main, status: "error")
  }

  @Test(arguments: [true, false])
  func `51: an interrupt without an id stops all that runs`(bySignal: Bool) throws {
    let subshell = try makeSubshell()
    let main = try start("sleep 20000")
    let beside = try start("sleep 20000", in: subshell)
    if bySignal {
      kernel.signal(SIGINT)
    } else {
      try frontEnd.expectReply(to: frontEnd.send(.interrupt))
    }
    var open: Set = [main.id, beside.id]
    while !open.isEmpty {
      let reply = try frontEnd.next(.shell)
      #expect(reply.content["ename"] == "Interrupted")
      open.remove(reply.parent ?? "")
    }
    for request in [.execute("x"), .execute("x").in(subshell)] as [Request] {
      try frontEnd.expectReply(to: frontEnd.send(request))
    }
  }

  @Test(arguments: ["sleep 20000", "stubborn 500"])
  func `51: deleting a subshell stops its cell, and answers those behind it`(code: String) throws {
    let subshell = try makeSubshell()
    let cell = try start(code, in: subshell)
    let behind = [
      frontEnd.send(.execute("x").in(subshell)),
      frontEnd.send(.history("tail", ["n": 1]).in(subshell)),
    ]
    // The requests come on another socket than the deletion: the main shell tells that they arrived.
    try frontEnd.expectReply(to: frontEnd.send(.execute("x")))
    try frontEnd.expectReply(to: frontEnd.send(SubshellTests.delete(subshell)))
    #expect(try listed() == [])
    #expect(try frontEnd.expectReply(to: cell, status: "error")["ename"] == "Interrupted")
    #expect(try frontEnd.expectReply(to: behind[0], status: "error")["ename"] == "Aborted")
    try frontEnd.expectReply(to: behind[1], status: "error")
    let late = frontEnd.send(.execute("x").in(subshell))
    #expect(
      try frontEnd.expectReply(to: late, status: "error")["ename"] == "UnknownSubshell")
    try frontEnd.expectReply(to: frontEnd.send(.execute("x")))
  }

  @Test(arguments: ["sleep 20000", "stubborn 20000"])
  func `51: a kernel that is told to end does so while subshells run`(code: String) throws {
    for _ in 0..<3 { _ = try start(code, in: makeSubshell()) }
    let start = ContinuousClock.now
    try frontEnd.expectReply(to: frontEnd.send(.shutdown(restart: false)))
    #expect(kernel.exitStatus(within: 5000) == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test func `51: there is a bound, and deleted subshells leave nothing behind`() throws {
    let threads = try #require(kernel.statistic("Threads"))
    for _ in 0..<3 {
      var ids: [String] = []
      while ids.count < 64 {
        ids.append(try makeSubshell())
        try frontEnd.run(.execute("x").in(ids[ids.count - 1]))
      }
      let reply = try frontEnd.run(SubshellTests.create, status: "error").reply
      #expect(reply["ename"] == "TooManySubshells")
      for id in ids { try frontEnd.run(SubshellTests.delete(id)) }
    }
    var left = 0
    for _ in 0..<200 {
      left = try #require(kernel.statistic("Threads"))
      if left <= threads { break }
      usleep(10_000)
    }
    #expect(left <= threads)
  }

  @Test func `51: the text of cells that write at once stays coalesced, complete and in order`()
    throws
  {
    let subshell = try makeSubshell()
    let cells = [
      frontEnd.send(.execute("lines 20000")), frontEnd.send(.execute("lines 20000").in(subshell)),
    ]
    let outputs = try outputs(of: cells)
    let expected = (0..<20_000).map { "\($0)\n" }.joined()
    for cell in cells {
      let texts = (outputs[cell.id] ?? []).compactMap(\.text)
      #expect(texts.joined() == expected)
      #expect(texts.count < 200)
    }
  }
}
