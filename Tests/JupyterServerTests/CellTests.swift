import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 38 to 48: what requests mean.
@Suite(.serialized)
struct CellTests {
  @Test(arguments: TestedKernel.all)
  func `38: a silent cell leaves no trace`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let (reply, outputs) = try frontEnd.run(
      .execute(kernel.show(1) + kernel.value(2), ["silent": true, "store_history": true]))
    #expect(outputs.isEmpty)
    #expect(reply["execution_count"] == 0)
    let silent = frontEnd.send(.execute(kernel.failing.code, ["silent": true]))
    let next = frontEnd.send(.execute(kernel.value(3)))
    #expect(try frontEnd.outputs(of: silent).isEmpty)
    #expect(
      try frontEnd.expectReply(to: silent, status: "error")["ename"]?.string
        == kernel.failing.name)
    #expect(try frontEnd.expectReply(to: next)["execution_count"] == 1)
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `38: the error of a silent cell aborts nothing`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let silent = frontEnd.send(.execute(kernel.endless.code, ["silent": true]))
    let next = frontEnd.send(.execute(kernel.value(3)))
    try frontEnd.expectBusy(silent)
    frontEnd.send(.interrupt)
    try frontEnd.expectReply(to: silent, status: "error")
    try frontEnd.expectReply(to: next)
  }

  @Test(arguments: TestedKernel.all)
  func `39: the counter steps with the history only`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let counts = try [
      .execute(kernel.value(1)), .execute(kernel.value(2), ["silent": true]),
      .execute(kernel.value(3), ["store_history": false]), .execute(kernel.value(4)),
    ].map { try frontEnd.run($0).reply["execution_count"] }
    #expect(counts == [1, 1, 1, 2])
  }

  @Test(arguments: TestedKernel.all)
  func `40: user expressions are answered one by one`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let expressions: JSON = [
      "good": .string(kernel.two), "bad": .string(kernel.failing.code),
    ]
    let (reply, outputs) = try frontEnd.run(
      .execute(kernel.value(1), ["user_expressions": expressions]))
    let good = reply["user_expressions"]?["good"]
    #expect(good?["status"] == "ok")
    #expect(good?["data"]?["text/plain"] == "2")
    #expect(good?["metadata"]?.object != nil)
    let bad = reply["user_expressions"]?["bad"]
    #expect(bad?["status"] == "error")
    #expect(bad?["ename"]?.string == kernel.failing.name)
    #expect(bad?["evalue"]?.string?.isEmpty == false)
    #expect(bad?["traceback"]?.array != nil)
    #expect(outputs.map(\.type) == ["execute_input", "execute_result"])
  }

  @Test(arguments: TestedKernel.all, ["", "  \n ", "# only a comment"])
  func `41: a cell without work is fine`(kernel: TestedKernel, code: String) throws {
    let (_, frontEnd) = try kernel.meet()
    let (reply, outputs) = try frontEnd.run(.execute(code))
    #expect(outputs.map(\.type) == ["execute_input"])
    #expect(reply["execution_count"] == (code.hasPrefix("#") ? 1 : 0))
    let silent = try frontEnd.run(.execute("", ["silent": true]))
    #expect(silent.outputs.isEmpty)
    #expect(silent.reply["execution_count"] == reply["execution_count"])
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `42: an error aborts the cells that were sent with it, and no others`(
    kernel: TestedKernel
  ) throws {
    let (_, frontEnd) = try kernel.meet()
    // The cell fails when all others have been sent, however slowly a busy machine sends them.
    let failing = frontEnd.send(.execute(kernel.endless.code))
    let aborted = (0..<999).map { frontEnd.send(.execute(kernel.value($0))) }
    let info = frontEnd.send(.kernelInfo())
    #expect(try frontEnd.next(.shell).parent == info.id)
    frontEnd.send(.interrupt)
    for cell in [failing] + aborted {
      let reply = try frontEnd.expectReply(to: cell, status: "error")
      #expect(reply["ename"]?.string == (cell.id == failing.id ? kernel.endless.name : "Aborted"))
      #expect(reply["execution_count"] == 1)
    }
    let next = frontEnd.send(.execute(kernel.value(7)))
    #expect(try frontEnd.expectReply(to: next)["execution_count"] == 2)
    var states: [String: [String]] = [:]
    var results = 0
    while states[next.id]?.last != "idle" {
      let received = try frontEnd.next(.iopub)
      if received.type == "execute_result" { results += 1 }
      guard let state = received.content["execution_state"]?.string else { continue }
      states[received.parent ?? "", default: []].append(state)
    }
    #expect(results == 1)
    // The interrupt has its own pair.
    #expect(states.count == 1003)
    #expect(states.values.allSatisfy { $0 == ["busy", "idle"] })
  }

  @Test(arguments: TestedKernel.all)
  func `42: a cell sent right after an error runs, again and again`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    for count in 0..<20 {
      let failing = frontEnd.send(.execute(kernel.failing.code))
      try frontEnd.expectReply(to: failing, status: "error")
      let next = frontEnd.send(.execute(kernel.value(count)))
      #expect(try frontEnd.expectReply(to: next)["execution_count"]?.int == 2 * count + 2)
    }
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `42: history waits its turn, and is not aborted`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let failing = frontEnd.send(.execute(kernel.endless.code))
    let aborted = frontEnd.send(.execute(kernel.value(1)))
    let history = frontEnd.send(.history("tail", ["n": 5]))
    let info = frontEnd.send(.kernelInfo())
    #expect(try frontEnd.next(.shell).parent == info.id)
    frontEnd.send(.interrupt)
    try frontEnd.expectReply(to: failing, status: "error")
    try frontEnd.expectReply(to: aborted, status: "error")
    let lines = try frontEnd.expectReply(to: history)["history"]?.array
    #expect(lines?.compactMap { $0.array?.last?.string } == [kernel.endless.code])
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `43: without stop_on_error the queue goes on`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let failing = frontEnd.send(.execute(kernel.endless.code, ["stop_on_error": false]))
    let next = frontEnd.send(.execute(kernel.value(1)))
    let info = frontEnd.send(.kernelInfo())
    #expect(try frontEnd.next(.shell).parent == info.id)
    frontEnd.send(.interrupt)
    try frontEnd.expectReply(to: failing, status: "error")
    try frontEnd.expectReply(to: next)
  }

  @Test(arguments: TestedKernel.withEndlessCells)
  func `43: when the request does not say, the queue stops`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let failing = frontEnd.send(
      Request("execute_request", ["code": .string(kernel.endless.code)]))
    let next = frontEnd.send(.execute(kernel.value(1)))
    let info = frontEnd.send(.kernelInfo())
    #expect(try frontEnd.next(.shell).parent == info.id)
    frontEnd.send(.interrupt)
    try frontEnd.expectReply(to: failing, status: "error")
    #expect(try frontEnd.expectReply(to: next, status: "error")["ename"] == "Aborted")
  }

  @Test(arguments: TestedKernel.all)
  func `44, 45: completion counts in code points and has metadata`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    for (code, cursor, range, matches) in kernel.completions {
      let reply = try frontEnd.run(.complete(code, cursor: cursor)).reply
      #expect(reply["cursor_start"]?.int == range.lowerBound, "\(code)")
      #expect(reply["cursor_end"]?.int == range.upperBound, "\(code)")
      #expect(reply["matches"] == .array(matches.map(JSON.string)), "\(code)")
      let typed = reply["metadata"]?["_jupyter_types_experimental"]?.array
      #expect(typed?.map { $0["text"] } == matches.map { .string($0) })
      #expect(typed?.allSatisfy { $0["type"]?.string != nil } == true)
    }
  }

  @Test(arguments: TestedKernel.all)
  func `44: a cursor before the code counts as its begin`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let reply = try frontEnd.run(.complete(kernel.completions[0].code, cursor: -5)).reply
    #expect(reply["cursor_start"] == 0)
    #expect(reply["cursor_end"] == 0)
    let card = try frontEnd.run(.inspect(kernel.inspection.code, cursor: -5)).reply
    #expect(card["found"]?.bool != nil)
  }

  @Test(arguments: TestedKernel.all)
  func `44: inspection finds something or says that it does not`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let (code, cursor, word) = kernel.inspection
    let found = try frontEnd.run(.inspect(code, cursor: cursor)).reply
    #expect(found["found"] == true)
    #expect(found["data"]?["text/plain"]?.string?.contains(word) == true)
    #expect(found["metadata"]?.object != nil)
    for cursor in [1, 99, 1_000_000] {
      let missing = try frontEnd.run(.inspect("zzz", cursor: cursor)).reply
      #expect(missing["found"] == false)
      #expect(missing["data"] == .empty)
    }
  }

  @Test(arguments: TestedKernel.all)
  func `46: completeness is told`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    for (code, expected) in kernel.completeness {
      #expect(try frontEnd.run(.isComplete(code), status: nil).reply == expected, "\(code)")
    }
  }

  @Test func `47: history has the tail, a range and a search`() throws {
    let (_, frontEnd) = try TestedKernel.echo.meet()
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

  @Test(arguments: TestedKernel.all)
  func `48: a comm that nobody here knows is closed`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
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

  @Test(arguments: TestedKernel.all)
  func `a kernel tells what it is`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let info = try frontEnd.run(.kernelInfo()).reply
    #expect(info["protocol_version"] == "5.6")
    #expect(info["implementation"]?.string == kernel.name)
    #expect(info["language_info"]?["file_extension"]?.string == ".\(kernel.name)")
    #expect(info["help_links"]?.array != nil)
    #expect(info["supported_features"] == ["kernel subshells"])
  }
}
