import DuckDBEngine
import JSONText
import JupyterProtocol
import TestSupport
import Testing

private let isEngineThere = DuckDBLocator().candidates().contains { $0.isFound }

@Suite(
  "teff kernel, over the wire",
  .serialized, .enabled(if: isEngineThere, "DuckDB is not found; see teff doctor"))
struct KernelCommandTests {
  private let kernel: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    kernel = try KernelProcess("teff", ["kernel", "--connection-file"], connection: .onFreePorts())
    frontEnd = try FrontEnd(kernel.connection)
  }

  @Test("It says what it is")
  func info() throws {
    let info = try frontEnd.run(.kernelInfo()).reply
    #expect(info["implementation"] == "teff")
    #expect(info["language_info"]?["name"] == "teff")
    #expect(info["language_info"]?["file_extension"] == ".teff")
  }

  @Test("A cell answers with a table in HTML and in text")
  func table() throws {
    let outputs = try frontEnd.run(.execute("rows [{a: 1}] | show")).outputs
    #expect(outputs.map(\.type) == ["execute_input", "display_data"])
    let result = try frontEnd.run(.execute("rows [{a: 1}]")).outputs
    #expect(result.map(\.type) == ["execute_input", "execute_result"])
    #expect(result[1].content["execution_count"] == 2)
    #expect(result[1].content["data"]?["text/html"]?.string?.contains("<table") == true)
    #expect(result[1].text?.contains("1 row · 1 column") == true)
  }

  @Test("An error has the cell's number, and the next cell works")
  func error() throws {
    try frontEnd.run(.execute("t = rows [{a: 1}]"))
    let (reply, outputs) = try frontEnd.run(.execute("t | filter b > 1"), status: "error")
    #expect(reply["ename"] == "E101")
    #expect(reply["evalue"] == "there is no column `b` here")
    #expect(outputs.last?.type == "error")
    guard case .array(let lines)? = reply["traceback"] else { throw TestFailure("no traceback") }
    #expect(lines.contains { $0.string?.contains("cell 2, line 1") == true })
    #expect(try frontEnd.run(.execute("t")).outputs.count == 2)
  }

  @Test("An interrupt ends a long query, and names stay", .timeLimit(.minutes(1)))
  func interrupt() throws {
    try frontEnd.run(.execute("t = rows [{a: 1}]"))
    let long = frontEnd.send(
      .execute(
        "sql \"\"\"SELECT sum(sqrt(a.range * b.range)) AS s FROM range(3000000) a, range(3000000) b\"\"\""
      ))
    try frontEnd.expectBusy(long)
    try frontEnd.expect("execute_input", long)
    frontEnd.send(.interrupt)
    #expect(try frontEnd.expectReply(to: long, status: "error")["ename"] == "E707")
    while try frontEnd.next(.iopub).content["execution_state"] != "idle" {}
    #expect(try frontEnd.next(.control).type == "interrupt_reply")
  }

  @Test("Tab knows verbs and columns, Shift-Tab shows cards")
  func editor() throws {
    try frontEnd.run(.execute("sales = rows [{Country: \"x\", amount: 1}]"))
    let verbs = try frontEnd.run(.complete("sales | fil", cursor: 11)).reply
    #expect(verbs["matches"] == ["filter"])
    let columns = try frontEnd.run(.complete("sales | filter Co", cursor: 17)).reply
    #expect(columns["matches"]?.text.contains("Country") == true)
    let card = try frontEnd.run(.inspect("sales | filter a", cursor: 10)).reply
    #expect(card["found"] == true)
    #expect(card["data"]?["text/plain"]?.string?.contains("filter") == true)
    #expect(try frontEnd.run(.isComplete("sales |"), status: nil).reply["status"] == "incomplete")
    #expect(
      try frontEnd.run(.isComplete("sales | take 3"), status: nil).reply["status"] == "complete")
  }

  @Test("A shutdown ends the process")
  func shutdown() throws {
    let sent = frontEnd.send(.shutdown(restart: false))
    #expect(try frontEnd.expectReply(to: sent)["restart"] == false)
    #expect(kernel.exitStatus(within: 3_000) == 0)
  }
}
