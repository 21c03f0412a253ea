import JSONText
import JupyterProtocol
import Testing

/// Connection files, good and bad.
struct ConnectionFileTests {
  private func text(_ changes: KeyValuePairs<String, JSON?> = [:]) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("shell_port", 5001), JSON.Member("iopub_port", "5002"),
      JSON.Member("stdin_port", 5003), JSON.Member("control_port", 5004),
      JSON.Member("hb_port", 5005), JSON.Member("ip", "127.0.0.1"), JSON.Member("key", "k"),
      JSON.Member("transport", "tcp"), JSON.Member("signature_scheme", "hmac-sha256"),
      JSON.Member("kernel_name", "teff"),
    ]
    for (key, value) in changes {
      members.removeAll { $0.key == key }
      if let value { members.append(JSON.Member(key, value)) }
    }
    return .object(members)
  }

  @Test func `ports are numbers or texts`() throws {
    let file = try ConnectionFile(text())
    #expect(
      file.ports == [.shell: 5001, .iopub: 5002, .stdin: 5003, .control: 5004, .heartbeat: 5005])
    #expect(file.endpoint(.iopub) == "tcp://127.0.0.1:5002")
    #expect(file.key == "k")
    #expect(file.curve == nil)
  }

  @Test func `an ipc address has a dash before its port`() throws {
    let file = try ConnectionFile(text(["transport": "ipc", "ip": "/tmp/k"]))
    #expect(file.endpoint(.shell) == "ipc:///tmp/k-5001")
  }

  @Test func `what may be missing has a default`() throws {
    let file = try ConnectionFile(
      text(["transport": .some(nil), "signature_scheme": .some(nil), "key": ""]))
    #expect(file.transport == "tcp")
    #expect(file.signatureScheme == "hmac-sha256")
    #expect(file.key.isEmpty)
  }

  @Test func `curve keys come in pairs`() throws {
    let keys: KeyValuePairs<String, JSON?> = ["curve_publickey": "p", "curve_secretkey": "s"]
    #expect(try ConnectionFile(text(keys)).curve?.secretKey == "s")
    #expect(throws: ConnectionFileError.self) {
      try ConnectionFile(text(["curve_publickey": "p"]))
    }
  }

  @Test(
    arguments: [
      ("ip", nil), ("ip", 7), ("shell_port", nil), ("hb_port", 0), ("hb_port", 70_000),
      ("hb_port", "x"), ("hb_port", 1.5), ("transport", "udp"), ("key", 5),
    ] as [(String, JSON?)])
  func `a file that cannot be used is refused`(key: String, value: JSON?) {
    let failure = #expect(throws: ConnectionFileError.self) {
      try ConnectionFile(text([key: value]))
    }
    #expect(failure?.reason.contains(key == "transport" ? "udp" : key) == true)
  }

  @Test func `a file is read back as it was written`() throws {
    let file = try ConnectionFile(text(["curve_publickey": "p", "curve_secretkey": "s"]))
    let again = try ConnectionFile(file.json)
    #expect(again.json == file.json)
  }

  @Test func `a missing file is named`() {
    let failure = #expect(throws: ConnectionFileError.self) {
      try StartFile(contentsOf: "/nowhere/kernel.json")
    }
    #expect(failure?.reason == "cannot read the connection file /nowhere/kernel.json")
  }
}
