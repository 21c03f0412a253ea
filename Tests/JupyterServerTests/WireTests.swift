import CZeroMQ
import FoundationEssentials
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 1 to 21: the wire, signatures, and what is no proper message.
@Suite(.serialized)
struct WireTests {
  /// A kernel with a front end, and a way to show that both are well.
  private let kernel: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    kernel = try KernelProcess("EchoKernel", connection: .onFreePorts())
    frontEnd = try FrontEnd(kernel.connection)
  }

  /// Nothing was said on any channel, and the next cell runs.
  private func expectIgnored(sourceLocation: SourceLocation = #_sourceLocation) throws {
    for channel in [Channel.iopub, .shell, .control, .stdin] {
      try frontEnd.expectNothing(on: channel, for: 50, sourceLocation: sourceLocation)
    }
    try frontEnd.run(.execute("1+1"), sourceLocation: sourceLocation)
  }

  @Test(arguments: [Channel.shell, .control, .stdin])
  func `1, 2, 4: a wrong, missing or odd signature is dropped`(channel: Channel) throws {
    let good = frontEnd.frames(.kernelInfo())
    let signature = String(decoding: good[1], as: UTF8.self)
    let wrong = [
      String(repeating: "0", count: 64), "", signature.uppercased(), String(signature.dropLast()),
      signature + "0", String(repeating: "z", count: 64), String(repeating: "0", count: 1_000_000),
    ]
    for text in wrong {
      var frames = good
      frames[1] = Array(text.utf8)
      frontEnd.socket(channel).send(frames)
    }
    try expectIgnored()
    if channel != .stdin {
      #expect(kernel.output.contains("dropped a message on \(channel): it is not signed"))
      #expect(kernel.output.contains("its signature is wrong"))
    }
  }

  @Test func `3: without a key messages are accepted unsigned`() throws {
    let kernel = try KernelProcess("EchoKernel", connection: .onFreePorts(key: ""))
    let frontEnd = try FrontEnd(kernel.connection)
    #expect(frontEnd.frames(.kernelInfo())[1].isEmpty)
    #expect(try frontEnd.run(.execute("hello")).outputs.last?.text == "hello")
  }

  @Test func `5: a message that comes again is not executed again`() throws {
    let frames = frontEnd.frames(.execute("once"))
    for _ in 0..<3 { frontEnd.shell.send(frames) }
    let reply = try frontEnd.next(.shell)
    #expect(reply.content["execution_count"] == 1)
    for _ in 0..<4 { _ = try frontEnd.next(.iopub) }
    try expectIgnored()
  }

  @Test func `6, 8: frames after the content are not signed, and identities come back`() throws {
    let frames = frontEnd.frames(.execute("x"))
    let buffers = [Message.delimiter] + (0..<20).map { [UInt8](repeating: $0, count: 10) }
    frontEnd.shell.send([[7], [0, 1, 2]] + frames + buffers)
    let reply = try frontEnd.next(.shell)
    #expect(reply.message.identities == [[7], [0, 1, 2]])
    #expect(reply.content["status"] == "ok")
  }

  @Test func `7: frames that are missing do no harm`() throws {
    let whole = frontEnd.frames(.execute("x"))
    frontEnd.shell.send([Array("hello".utf8), Array("world".utf8)])
    frontEnd.shell.send([[]])
    for count in 1..<whole.count { frontEnd.shell.send(Array(whole.prefix(count))) }
    try expectIgnored()
  }

  @Test(arguments: ["hmac-sha512", "hmac-md5"])
  func `9: another known signature scheme is honoured`(scheme: String) throws {
    let kernel = try KernelProcess("EchoKernel", connection: .onFreePorts(scheme: scheme))
    let frontEnd = try FrontEnd(kernel.connection)
    try frontEnd.run(.execute("1+1"))
  }

  @Test func `9: an unknown signature scheme ends the kernel with a reason`() throws {
    let kernel = try KernelProcess("EchoKernel", connection: .onFreePorts(scheme: "rot13"))
    #expect(kernel.exitStatus(within: 5000) == 1)
    #expect(kernel.output.contains("the signature scheme `rot13` is not known"))
  }

  @Test func `10: a header that cannot be read is dropped`() throws {
    for text in ["{nope", "[]", #"{"msg_id":"x"}"#, #"{"msg_type":"execute_request"}"#] {
      frontEnd.shell.send(frontEnd.frames(header: Array(text.utf8)))
    }
    try expectIgnored()
  }

  @Test func `11: a header with the least, or with more, is served and comes back as it is`()
    throws
  {
    let text =
      #"{ "msg_id":"m1", "msg_type":"kernel_info_request", "date":"not a date", "odd":[1] }"#
    frontEnd.shell.send(frontEnd.frames(header: Array(text.utf8)))
    let reply = try frontEnd.next(.shell)
    #expect(reply.type == "kernel_info_reply")
    #expect(reply.message.parentBytes == Array(text.utf8))
  }

  @Test(arguments: [
    Array(#"{"code":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8),
    Array(#"{"code":"\ud800"}"#.utf8), Array(#"{"code":"x","silent":NaN}"#.utf8),
    Array(#"{"code":"x","n":1e999}"#.utf8), Array(#"{"code":"x","n":18446744073709551616}"#.utf8),
    Array(#"{"code":"x"} trailing"#.utf8), Array("null".utf8), Array("{}".utf8),
    Array(#"{"code":5}"#.utf8), Array("[]".utf8), [],
    Array(#"{"code":"x","deep":"#.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 100_000),
  ])
  func `12 to 16: content that cannot be used gets an error between busy and idle`(
    content: [UInt8]
  ) throws {
    let header = Header(id: "bad", type: "execute_request", session: "client", date: "")
    frontEnd.shell.send(frontEnd.frames(header: header.json.bytes, content: content))
    let reply = try frontEnd.next(.shell)
    #expect(reply.content["status"] == "error")
    #expect(reply.content["ename"]?.string?.isEmpty == false)
    #expect(reply.content["evalue"]?.string?.isEmpty == false)
    #expect(reply.content["traceback"]?.array != nil)
    #expect(reply.content["execution_count"] == 0)
    let states = try (0..<2).map { _ in
      try frontEnd.next(.iopub).content["execution_state"]
    }
    #expect(states == ["busy", "idle"])
    try frontEnd.run(.execute("1+1"))
  }

  @Test func `14, 16: metadata and parents that cannot be used get an error`() throws {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    let content = Request.execute("x").content.bytes
    let empty = Array("{}".utf8)
    for (index, (parent, metadata)) in [
      (empty, Array("null".utf8)), (empty, deep), (deep, empty), (Array("[]".utf8), empty),
    ].enumerated() {
      let header = Header(id: "b\(index)", type: "execute_request", session: "client", date: "")
      frontEnd.shell.send(
        frontEnd.frames(
          header: header.json.bytes, parent: parent, metadata: metadata, content: content))
      #expect(try frontEnd.next(.shell).content["status"] == "error")
    }
  }

  @Test(arguments: ["nul \0 in it", "line \u{2028} and \u{2029}", "😀😀", "\u{FEFF}mark", "é\r\n"])
  func `13: uncommon characters make the round trip`(code: String) throws {
    let outputs = try frontEnd.run(.execute(code)).outputs
    #expect(outputs.first?.content["code"]?.string == code)
  }

  @Test func `15: of two members with one name the last counts`() throws {
    let header = Header(id: "twice", type: "execute_request", session: "client", date: "")
    let content = Array(#"{"code":"first","code":"last"}"#.utf8)
    frontEnd.shell.send(frontEnd.frames(header: header.json.bytes, content: content))
    _ = try frontEnd.next(.iopub)
    #expect(try frontEnd.next(.iopub).content["code"] == "last")
  }

  @Test func `17: a cell of 10 MB runs`() throws {
    let code = "#" + String(repeating: "x", count: 10_000_000) + "\nresult done"
    #expect(try frontEnd.run(.execute(code)).outputs.last?.text == "done")
  }

  @Test func `18: a peer that vanishes before its reply is no trouble`() throws {
    for index in 0..<20 {
      let passing = try FrontEnd(kernel.connection, session: "passing\(index)")
      passing.send(.execute("sleep 5"))
    }
    var idle = 0
    while idle < 20 {
      let received = try frontEnd.next(.iopub)
      if received.content["execution_state"] == "idle" { idle += 1 }
    }
    try frontEnd.run(.execute("1+1"))
  }

  @Test func `19: with curve keys only encrypted clients are heard`() throws {
    var publicKey = [CChar](repeating: 0, count: 41)
    var secretKey = [CChar](repeating: 0, count: 41)
    try #require(zmq_curve_keypair(&publicKey, &secretKey) == 0)
    var file = ConnectionFile.onFreePorts()
    file.curve = try ConnectionFile(
      .object(
        (file.json.object ?? []) + [
          JSON.Member("curve_publickey", .string(String(cString: &publicKey))),
          JSON.Member("curve_secretkey", .string(String(cString: &secretKey))),
        ])
    ).curve
    let kernel = try KernelProcess("EchoKernel", connection: file)
    let frontEnd = try FrontEnd(kernel.connection)
    try frontEnd.run(.execute("1+1"))
    let plain = ConnectionFile(ports: file.ports, key: file.key)
    let socket = try ClientSocket(.control, of: plain, in: frontEnd.context)
    socket.send(frontEnd.frames(.kernelInfo()))
    #expect(socket.receive(within: 300) == nil)
  }

  @Test func `20: ipc addresses work and their files are removed`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "teff-ipc-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let ports = Dictionary(uniqueKeysWithValues: zip(Channel.allCases, 1...5))
    let file = ConnectionFile(
      transport: "ipc", ip: folder.appending(path: "k").path(), ports: ports, key: "k")
    let kernel = try KernelProcess("EchoKernel", connection: file)
    let frontEnd = try FrontEnd(file)
    try frontEnd.run(.execute("1+1"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).count == 5)
    kernel.signal(15)
    #expect(kernel.exitStatus(within: 5000) == 143)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
  }

  @Test(arguments: Channel.allCases)
  func `21: a taken port ends the kernel with the address`(channel: Channel) throws {
    var file = ConnectionFile.onFreePorts()
    file.ports[channel] = kernel.connection.ports[channel]
    let second = try KernelProcess("EchoKernel", connection: file)
    #expect(second.exitStatus(within: 5000) == 1)
    #expect(second.output.contains("cannot listen on \(file.endpoint(channel))"))
  }
}
