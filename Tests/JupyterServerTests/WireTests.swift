import CZeroMQ
import FoundationEssentials
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance cases 1 to 21: the wire, signatures, and what is no proper message.
@Suite(.serialized)
struct WireTests {
  /// Nothing was said on any channel, and the next cell runs.
  private func expectIgnored(
    _ kernel: TestedKernel, _ frontEnd: FrontEnd, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for channel in [Channel.iopub, .shell, .control, .stdin] {
      try frontEnd.expectNothing(on: channel, for: 50, sourceLocation: sourceLocation)
    }
    try frontEnd.run(.execute(kernel.value(2)), sourceLocation: sourceLocation)
  }

  @Test(arguments: TestedKernel.all, [Channel.shell, .control, .stdin])
  func `1, 2, 4: a wrong, missing or odd signature is dropped`(
    kernel: TestedKernel, channel: Channel
  ) throws {
    let (process, frontEnd) = try kernel.meet()
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
    try expectIgnored(kernel, frontEnd)
    #expect(process.output.contains("dropped a message on \(channel): it is not signed"))
    #expect(process.output.contains("its signature is wrong"))
  }

  @Test(arguments: TestedKernel.all)
  func `3: without a key messages are accepted unsigned`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet(on: .onFreePorts(key: ""))
    #expect(frontEnd.frames(.kernelInfo())[1].isEmpty)
    #expect(try frontEnd.run(.execute(kernel.value(7))).outputs.last?.text == "7")
  }

  @Test(arguments: TestedKernel.all)
  func `5: a message that comes again is not executed again`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let frames = frontEnd.frames(.execute(kernel.value(7)))
    for _ in 0..<3 { frontEnd.shell.send(frames) }
    let reply = try frontEnd.next(.shell)
    #expect(reply.content["execution_count"] == 1)
    for _ in 0..<4 { _ = try frontEnd.next(.iopub) }
    try expectIgnored(kernel, frontEnd)
  }

  @Test(arguments: TestedKernel.all)
  func `6, 8: frames after the content are not signed, and identities come back`(
    kernel: TestedKernel
  ) throws {
    let (_, frontEnd) = try kernel.meet()
    let frames = frontEnd.frames(.execute(kernel.value(7)))
    let buffers = [Message.delimiter] + (0..<20).map { [UInt8](repeating: $0, count: 10) }
    frontEnd.shell.send([[7], [0, 1, 2]] + frames + buffers)
    let reply = try frontEnd.next(.shell)
    #expect(reply.message.identities == [[7], [0, 1, 2]])
    #expect(reply.content["status"] == "ok")
  }

  @Test(arguments: TestedKernel.all)
  func `7: frames that are missing do no harm`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let whole = frontEnd.frames(.execute("x"))
    frontEnd.shell.send([Array("hello".utf8), Array("world".utf8)])
    frontEnd.shell.send([[]])
    for count in 1..<whole.count { frontEnd.shell.send(Array(whole.prefix(count))) }
    try expectIgnored(kernel, frontEnd)
  }

  @Test(arguments: TestedKernel.all, ["hmac-sha512", "hmac-md5"])
  func `9: another known signature scheme is honoured`(
    kernel: TestedKernel, scheme: String
  ) throws {
    let (_, frontEnd) = try kernel.meet(on: .onFreePorts(scheme: scheme))
    try frontEnd.run(.execute(kernel.value(7)))
  }

  @Test(arguments: TestedKernel.all)
  func `9: an unknown signature scheme ends the kernel with a reason`(kernel: TestedKernel) throws {
    let process = try kernel.start(on: .onFreePorts(scheme: "rot13"))
    #expect(process.exitStatus(within: 5000) == 1)
    #expect(process.output.contains("the signature scheme `rot13` is not known"))
  }

  @Test(arguments: TestedKernel.all)
  func `10: a header that cannot be read is dropped`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    for text in ["{nope", "[]", #"{"msg_id":"x"}"#, #"{"msg_type":"execute_request"}"#] {
      frontEnd.shell.send(frontEnd.frames(header: Array(text.utf8)))
    }
    try expectIgnored(kernel, frontEnd)
  }

  @Test(arguments: TestedKernel.all)
  func `11: a header with the least, or with more, is served and comes back as it is`(
    kernel: TestedKernel
  ) throws {
    let (_, frontEnd) = try kernel.meet()
    let text =
      #"{ "msg_id":"m1", "msg_type":"kernel_info_request", "date":"not a date", "odd":[1] }"#
    frontEnd.shell.send(frontEnd.frames(header: Array(text.utf8)))
    let reply = try frontEnd.next(.shell)
    #expect(reply.type == "kernel_info_reply")
    #expect(reply.message.parentBytes == Array(text.utf8))
  }

  /// Contents of an execute_request that no kernel can use.
  private static let unusable: [[UInt8]] = [
    Array(#"{"code":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8),
    Array(#"{"code":"\ud800"}"#.utf8), Array(#"{"code":"x","silent":NaN}"#.utf8),
    Array(#"{"code":"x","n":1e999}"#.utf8), Array(#"{"code":"x","n":18446744073709551616}"#.utf8),
    Array(#"{"code":"x"} trailing"#.utf8), Array("null".utf8), Array("{}".utf8),
    Array(#"{"code":5}"#.utf8), Array("[]".utf8), [],
    Array(#"{"code":"x","deep":"#.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 100_000),
  ]

  @Test(arguments: TestedKernel.all)
  func `12 to 16: content that cannot be used gets an error between busy and idle`(
    kernel: TestedKernel
  ) throws {
    let (_, frontEnd) = try kernel.meet()
    for (index, content) in WireTests.unusable.enumerated() {
      let header = Header(
        id: "bad\(index)", type: "execute_request", session: "client", date: "")
      frontEnd.shell.send(frontEnd.frames(header: header.json.bytes, content: content))
      let reply = try frontEnd.next(.shell)
      #expect(reply.content["status"] == "error", "content \(index)")
      #expect(reply.content["ename"]?.string?.isEmpty == false)
      #expect(reply.content["evalue"]?.string?.isEmpty == false)
      #expect(reply.content["traceback"]?.array != nil)
      #expect(reply.content["execution_count"] == 0)
      let states = try (0..<2).map { _ in
        try frontEnd.next(.iopub).content["execution_state"]
      }
      #expect(states == ["busy", "idle"])
    }
    try frontEnd.run(.execute(kernel.value(7)))
  }

  @Test(arguments: TestedKernel.all)
  func `14, 16: metadata and parents that cannot be used get an error`(kernel: TestedKernel) throws
  {
    let (_, frontEnd) = try kernel.meet()
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

  @Test(arguments: TestedKernel.all)
  func `13: uncommon characters make the round trip`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    for text in ["nul \0 in it", "line \u{2028} and \u{2029}", "😀😀", "\u{FEFF}mark", "é\r\n"] {
      let code = "# \(text)"
      let outputs = try frontEnd.run(.execute(code), status: nil).outputs
      #expect(outputs.first?.content["code"]?.string == code)
    }
  }

  @Test(arguments: TestedKernel.all)
  func `15: of two members with one name the last counts`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let header = Header(id: "twice", type: "execute_request", session: "client", date: "")
    let content = Array(
      #"{"code":"\#(kernel.value(1))","code":"\#(kernel.value(2))"}"#.utf8)
    frontEnd.shell.send(frontEnd.frames(header: header.json.bytes, content: content))
    _ = try frontEnd.next(.iopub)
    #expect(try frontEnd.next(.iopub).content["code"]?.string == kernel.value(2))
  }

  @Test(arguments: TestedKernel.all)
  func `17: a cell of 10 MB runs`(kernel: TestedKernel) throws {
    let (_, frontEnd) = try kernel.meet()
    let code = "#" + String(repeating: "x", count: 10_000_000) + "\n" + kernel.value(7)
    #expect(try frontEnd.run(.execute(code)).outputs.last?.text == "7")
  }

  @Test(arguments: TestedKernel.all)
  func `18: a peer that vanishes before its reply is no trouble`(kernel: TestedKernel) throws {
    let (process, frontEnd) = try kernel.meet()
    for index in 0..<20 {
      let passing = try FrontEnd(process.connection, session: "passing\(index)")
      passing.send(.execute(kernel.value(index)))
    }
    var idle = 0
    while idle < 20 {
      let received = try frontEnd.next(.iopub)
      if received.content["execution_state"] == "idle" { idle += 1 }
    }
    try frontEnd.run(.execute(kernel.value(7)))
  }

  @Test(arguments: TestedKernel.all)
  func `19: with curve keys only encrypted clients are heard`(kernel: TestedKernel) throws {
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
    let (process, frontEnd) = try kernel.meet(on: file)
    try frontEnd.run(.execute(kernel.value(7)))
    let plain = ConnectionFile(ports: file.ports, key: file.key)
    let socket = try ClientSocket(.control, of: plain, in: frontEnd.context)
    socket.send(frontEnd.frames(.kernelInfo()))
    #expect(socket.receive(within: 300) == nil)
    #expect(process.exitStatus(within: 0) == nil)
  }

  @Test(arguments: TestedKernel.all)
  func `20: ipc addresses work and their files are removed`(kernel: TestedKernel) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "teff-ipc-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let ports = Dictionary(uniqueKeysWithValues: zip(Channel.allCases, 1...5))
    let file = ConnectionFile(
      transport: "ipc", ip: folder.appending(path: "k").path(), ports: ports, key: "k")
    let (process, frontEnd) = try kernel.meet(on: file)
    try frontEnd.run(.execute(kernel.value(7)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).count == 5)
    process.signal(15)
    #expect(process.exitStatus(within: 5000) == 143)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
  }

  @Test(arguments: TestedKernel.all, Channel.allCases)
  func `21: a taken port ends the kernel with the address`(
    kernel: TestedKernel, channel: Channel
  ) throws {
    let first = try kernel.meet()
    var file = ConnectionFile.onFreePorts()
    file.ports[channel] = first.process.connection.ports[channel]
    let second = try kernel.start(on: file)
    #expect(second.exitStatus(within: 5000) == 1)
    #expect(second.output.contains("cannot listen on \(file.endpoint(channel))"))
  }
}
