import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 38 to 48: what requests mean.
@Suite(.serialized)
struct CellTests {
  private let kernel: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    kernel = try KernelProcess("EchoKernel", connection: .onFreePorts())
    frontEnd = try FrontEnd(kernel.connection)
  }

  @Test func `38: a silent cell leaves no trace`() throws {
    let (reply, outputs) = try frontEnd.run(
      .execute("say a\nresult b", ["silent": true, "store_history": true]))
    #expect(outputs.isEmpty)
    #expect(reply["execution_count"] == 0)
    let silent = frontEnd.send(.execute("sleep 50\nfail", ["silent": true]))
    let next = frontEnd.send(.execute("x"))
    #expect(try frontEnd.outputs(of: silent).isEmpty)
    #expect(try frontEnd.expectReply(to: silent, status: "error")["ename"] == "Failure")
    #expect(try frontEnd.expectReply(to: next)["execution_count"] == 1)
  }

  @Test func `39: the counter steps with the history only`() throws {
    let counts = try [
      .execute("a"), .execute("b", ["silent": true]), .execute("c", ["store_history": false]),
      .execute("d"),
    ].map { try frontEnd.run($0).reply["execution_count"] }
    #expect(counts == [1, 1, 1, 2])
  }

  @Test func `40: user expressions are answered one by one`() throws {
    let expressions: JSON = ["good": "1+1", "bad": "fail"]
    let reply = try frontEnd.run(.execute("x", ["user_expressions": expressions])).reply
    #expect(
      reply["user_expressions"] == [
        "good": ["status": "ok", "data": ["text/plain": "1+1"], "metadata": [:]],
        "bad": [
          "status": "error", "ename": "Failure", "evalue": "evaluated", "traceback": [],
        ],
      ])
  }

  @Test(arguments: ["", "  \n ", "# only a comment"])
  func `41: a cell without work is fine`(code: String) throws {
    let (reply, outputs) = try frontEnd.run(.execute(code))
    #expect(outputs.map(\.type) == ["execute_input"])
    #expect(reply["execution_count"] == (code.hasPrefix("#") ? 1 : 0))
  }

  @Test func `42: an error aborts the cells that were sent with it, and no others`() throws {
    // The cell fails when all others have been sent, however slowly a busy machine sends them.
    let failing = frontEnd.send(.execute("sleep 2000\nfail"))
    let aborted = (0..<999).map { _ in frontEnd.send(.execute("say ran")) }
    let info = frontEnd.send(.kernelInfo())
    var replies: [String] = []
    while replies.count < 1001 {
      let reply = try frontEnd.next(.shell)
      if reply.parent == info.id {
        #expect(reply.type == "kernel_info_reply")
      } else {
        #expect(reply.content["status"] == "error")
        #expect(reply.content["ename"] == (replies.isEmpty ? "Failure" : "Aborted"))
        #expect(reply.content["execution_count"] == 1)
      }
      if reply.type == "execute_reply" { replies.append(reply.parent ?? "") }
      if replies.count == 1000 { break }
    }
    #expect(replies == [failing.id] + aborted.map(\.id))
    let next = frontEnd.send(.execute("result fresh"))
    #expect(try frontEnd.expectReply(to: next)["execution_count"] == 2)
    var states: [String: [String]] = [:]
    while states[next.id]?.last != "idle" {
      let received = try frontEnd.next(.iopub)
      #expect(received.type != "stream")
      guard let state = received.content["execution_state"]?.string else { continue }
      states[received.parent ?? "", default: []].append(state)
    }
    #expect(states.count == 1002)
    #expect(states.values.allSatisfy { $0 == ["busy", "idle"] })
  }

  @Test func `42: a cell sent right after an error runs, again and again`() throws {
    for count in 0..<20 {
      let failing = frontEnd.send(.execute("fail"))
      try frontEnd.expectReply(to: failing, status: "error")
      let next = frontEnd.send(.execute("x"))
      #expect(try frontEnd.expectReply(to: next)["execution_count"]?.int == 2 * count + 2)
    }
  }

  @Test func `42: history waits its turn, and is not aborted`() throws {
    let failing = frontEnd.send(.execute("sleep 100\nfail"))
    let aborted = frontEnd.send(.execute("x"))
    let history = frontEnd.send(.history("tail", ["n": 5]))
    try frontEnd.expectReply(to: failing, status: "error")
    try frontEnd.expectReply(to: aborted, status: "error")
    let lines = try frontEnd.expectReply(to: history)["history"]
    #expect(lines == [[1, 1, "sleep 100\nfail"]])
  }

  @Test func `43: without stop_on_error the queue goes on`() throws {
    let failing = frontEnd.send(.execute("sleep 50\nfail", ["stop_on_error": false]))
    let next = frontEnd.send(.execute("x"))
    try frontEnd.expectReply(to: failing, status: "error")
    try frontEnd.expectReply(to: next)
  }

  @Test(
    arguments: [
      ("'😀😀';sa", 7, 5, 7, ["say"]), ("sa", 99, 0, 2, ["say"]), ("zzz", 3, 0, 3, []),
      ("re", nil, 0, 2, ["result"]),
    ] as [(String, Int?, Int, Int, [String])])
  func `44, 45: completion counts in code points and has metadata`(
    code: String, cursor: Int?, start: Int, end: Int, matches: [String]
  ) throws {
    let reply = try frontEnd.run(.complete(code, cursor: cursor)).reply
    #expect(reply["cursor_start"]?.int == start)
    #expect(reply["cursor_end"]?.int == end)
    #expect(reply["matches"] == .array(matches.map(JSON.string)))
    let typed = reply["metadata"]?["_jupyter_types_experimental"]?.array
    #expect(typed?.map { $0["text"] } == matches.map { .string($0) })
  }

  @Test func `44: a cursor before the code counts as its begin`() throws {
    let reply = try frontEnd.run(.complete("sa", cursor: -5)).reply
    #expect(reply["cursor_end"] == 0)
    #expect(reply["matches"]?.array?.count == 5)
  }

  @Test func `44: inspection finds something or says that it does not`() throws {
    let found = try frontEnd.run(.inspect("say", cursor: 99)).reply
    #expect(found["found"] == true)
    #expect(found["data"] == ["text/plain": "say TEXT: writes a line (cursor 3)"])
    #expect(found["metadata"] == .empty)
    let missing = try frontEnd.run(.inspect("zzz", cursor: 1)).reply
    #expect(missing["found"] == false)
    #expect(missing["data"] == .empty)
  }

  @Test(
    arguments: [
      ("", ["status": "unknown"]), ("a |", ["status": "incomplete", "indent": "  "]),
      ("a", ["status": "complete"]), ("?", ["status": "invalid"]),
    ] as [(String, JSON)])
  func `46: completeness is told`(code: String, expected: JSON) throws {
    #expect(try frontEnd.run(.isComplete(code), status: nil).reply == expected)
  }

  @Test func `47: history has the tail, a range and a search`() throws {
    for code in ["result a1", "result b", "result a2", "result b", "say a1"] {
      try frontEnd.run(.execute(code))
    }
    try frontEnd.run(.execute("unseen", ["store_history": false]))
    func lines(_ kind: String, _ members: KeyValuePairs<String, JSON>) throws -> JSON? {
      try frontEnd.run(.history(kind, members)).reply["history"]
    }
    #expect(try lines("tail", ["n": 2]) == [[1, 4, "result b"], [1, 5, "say a1"]])
    #expect(
      try lines("tail", ["n": 2, "output": true])
        == [[1, 4, ["result b", "b"]], [1, 5, ["say a1", nil]]])
    #expect(
      try lines("range", ["session": 0, "start": 2, "stop": 4])
        == [[1, 2, "result b"], [1, 3, "result a2"]])
    #expect(try lines("range", ["session": -1, "start": 1, "stop": 9]) == [])
    #expect(
      try lines("search", ["pattern": "*a?", "n": 2]) == [[1, 3, "result a2"], [1, 5, "say a1"]])
    #expect(
      try lines("search", ["pattern": "result [ab]", "unique": true]) == [[1, 4, "result b"]])
    #expect(try lines("search", ["pattern": "nothing"]) == [])
    #expect(try lines("zzz", [:]) == [])
  }

  @Test func `48: a comm that nobody here knows is closed`() throws {
    let open = frontEnd.send(
      Request("comm_open", ["comm_id": "c1", "target_name": "nobody", "data": [:]]))
    let outputs = try frontEnd.outputs(of: open)
    #expect(outputs.map(\.type) == ["comm_close"])
    #expect(outputs[0].content == ["comm_id": "c1", "data": [:]])
    for type in ["comm_msg", "comm_close"] {
      let sent = frontEnd.send(Request(type, ["comm_id": "zzz", "data": [:]]))
      #expect(try frontEnd.outputs(of: sent).isEmpty)
    }
    try frontEnd.expectNothing(on: .shell)
    for content in [[:], ["target_name": "x"]] as [JSON] {
      #expect(
        try frontEnd.run(Request("comm_info_request", content)).reply
          == ["status": "ok", "comms": [:]])
    }
  }

  @Test func `a kernel tells what it is`() throws {
    let info = try frontEnd.run(.kernelInfo()).reply
    #expect(info["protocol_version"] == "5.5")
    #expect(info["implementation"] == "echo")
    #expect(info["language_info"]?["file_extension"] == ".echo")
    #expect(info["help_links"] == [["text": "Echo", "url": "https://example.org"]])
    #expect(info["supported_features"] == ["kernel subshells"])
  }
}
