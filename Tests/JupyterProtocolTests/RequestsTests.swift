import JSONText
import JupyterProtocol
import Testing

/// The content of requests and replies.
struct RequestsTests {
  @Test func `a cell has the defaults of the protocol`() throws {
    let request = try ExecuteRequest(["code": "x"])
    #expect(request == ExecuteRequest(code: "x"))
    #expect(request.stopsOnError && request.storeHistory && !request.silent)
  }

  @Test func `a silent cell is never stored`() throws {
    let request = try ExecuteRequest(["code": "x", "silent": true, "store_history": true])
    #expect(request.silent && !request.storeHistory)
  }

  @Test(
    arguments: [
      [:], ["code": 5], ["code": nil], ["code": "x", "silent": 1],
      ["code": "x", "user_expressions": ["a": 1]], ["code": "x", "stop_on_error": "yes"],
    ] as [JSON])
  func `a cell with wrong members is refused`(content: JSON) {
    #expect(throws: ContentError.self) { try ExecuteRequest(content) }
  }

  @Test(arguments: [(0, 0), (3, 3), (4, 4), (99, 4), (-5, 0), (nil, 4)] as [(Int?, Int)])
  func `a cursor is counted in code points and moved into the code`(
    cursor: Int?, expected: Int
  ) throws {
    let content: JSON = ["code": "😀é;x", "cursor_pos": cursor.map(JSON.int) ?? nil]
    #expect(try CompleteRequest(content).cursor == expected)
    #expect(try InspectRequest(content).cursor == expected)
  }

  @Test func `the kinds of history are read`() throws {
    func access(_ content: JSON) throws -> HistoryRequest.Access {
      try HistoryRequest(content).access
    }
    #expect(try access(["hist_access_type": "tail", "n": 3]) == .tail(count: 3))
    #expect(
      try access(["hist_access_type": "range", "session": 0, "start": 2, "stop": 5])
        == .range(session: 0, start: 2, stop: 5))
    #expect(
      try access(["hist_access_type": "search", "pattern": "a*", "unique": true])
        == .search(pattern: "a*", count: nil, unique: true))
    #expect(try access(["hist_access_type": "zzz"]) == .unknown("zzz"))
  }

  @Test func `typed matches stand in the order of the plain ones`() {
    let completion = Completion(
      matches: [.init("sort", type: "verb"), .init("sum", type: "function", signature: "x")],
      range: 2..<3)
    let content = completion.content
    let typed = content["metadata"]?["_jupyter_types_experimental"]?.array ?? []
    #expect(typed.map { $0["text"] } == content["matches"]?.array?.map { $0 })
    #expect(typed.allSatisfy { $0["start"] == 2 && $0["end"] == 3 })
  }

  @Test func `only incomplete code has an indentation`() {
    #expect(Completeness.complete.content == ["status": "complete"])
    #expect(
      Completeness.incomplete(indent: "  ").content == ["status": "incomplete", "indent": "  "])
  }
}
