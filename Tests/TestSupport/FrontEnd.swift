package import JSONText
package import JupyterProtocol
package import Testing

/// A small Jupyter client over real sockets, so that a test reads like a transcript.
package final class FrontEnd {
  package let connection: ConnectionFile
  package let session: String
  package let shell: ClientSocket
  package let control: ClientSocket
  package let stdin: ClientSocket
  package let iopub: ClientSocket
  package let context: ClientContext
  /// The kernel's process, which must not end before its front end does.
  private let kernel: KernelProcess?
  private let signer: Signer
  private var replays = ReplayGuard()
  /// How often the kernel said that it starts.
  package private(set) var startings = 0
  private var count = 0

  /// Milliseconds after which an expected message counts as missing.
  package static let patience = 20_000

  /// Connects to a kernel, and waits until its messages for all arrive here.
  ///
  /// One that does not come back stays out when another takes its name.
  package init(
    _ connection: ConnectionFile, session: String = "client", kernel: KernelProcess? = nil,
    comesBack: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    self.connection = connection
    self.session = session
    self.kernel = kernel
    signer = try Signer(scheme: connection.signatureScheme, key: connection.key)
    context = try ClientContext()
    shell = try ClientSocket(
      .shell, of: connection, identity: session, in: context, comesBack: comesBack)
    control = try ClientSocket(
      .control, of: connection, identity: session, in: context, comesBack: comesBack)
    stdin = try ClientSocket(
      .stdin, of: connection, identity: session, in: context, comesBack: comesBack)
    iopub = try ClientSocket(.iopub, of: connection, topic: [], in: context)
    // Others may be at work: only the welcome tells that this one hears all from now on.
    while try next(.iopub, "a welcome", sourceLocation).type != "iopub_welcome" {}
  }

  package func socket(_ channel: Channel) -> ClientSocket {
    switch channel {
    case .control: control
    case .stdin: stdin
    case .iopub: iopub
    case .shell, .heartbeat: shell
    }
  }

  // MARK: Sending

  /// Sends a request and returns what answers refer to; `parent` is a header that it answers.
  @discardableResult
  package func send(_ request: Request, parent: [UInt8] = Array("{}".utf8)) -> Sent {
    let frames = frames(request, parent: parent)
    socket(request.channel).send(frames)
    return Sent(id: "\(session)_\(count)", request: request)
  }

  /// The frames of a request, to send them changed.
  package func frames(
    _ request: Request, parent: [UInt8] = Array("{}".utf8)
  ) -> [[UInt8]] {
    count += 1
    let header = Header(
      id: "\(session)_\(count)", type: request.type, session: session, username: "tester",
      date: "2026-01-01T00:00:00.000000Z", subshell: request.subshell)
    return frames(header: header.json.bytes, parent: parent, content: request.content.bytes)
  }

  /// The signed frames of dictionaries that a test wrote itself.
  package func frames(
    header: [UInt8], parent: [UInt8] = Array("{}".utf8), metadata: [UInt8] = Array("{}".utf8),
    content: [UInt8] = Array("{}".utf8)
  ) -> [[UInt8]] {
    Message.frames(
      identities: [], header: header, parent: parent, metadata: metadata, content: content,
      signer: signer)
  }

  // MARK: Receiving

  /// The next message of a channel, nil when none comes in time; "starting" is only counted.
  package func receive(_ channel: Channel, within milliseconds: Int) throws -> Received? {
    while let frames = socket(channel).receive(within: milliseconds) {
      let received = try Received(Message(frames: frames, signer: signer, replays: &replays))
      if received.content["execution_state"] != "starting" { return received }
      startings += 1
    }
    return nil
  }

  /// The next message of a channel, which must come.
  package func next(
    _ channel: Channel, _ wanted: String = "a message",
    _ location: SourceLocation = #_sourceLocation
  ) throws -> Received {
    guard let received = try receive(channel, within: FrontEnd.patience) else {
      throw TestFailure("line \(location.line): expected \(wanted) on \(channel), nothing came")
    }
    return received
  }

  /// Takes the next message of iopub, which must be of this type and answer this request.
  @discardableResult
  package func expect(
    _ type: String, _ sent: Sent?, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Received {
    let received = try next(.iopub, type, sourceLocation)
    guard received.type == type, received.parent == sent?.id else {
      throw TestFailure(
        "line \(sourceLocation.line): expected \(type) of \(sent?.id ?? "nobody"), got \(received)")
    }
    return received
  }

  package func expectBusy(_ sent: Sent, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try expectStatus("busy", sent, sourceLocation)
  }

  package func expectIdle(_ sent: Sent, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try expectStatus("idle", sent, sourceLocation)
  }

  private func expectStatus(_ state: String, _ sent: Sent, _ location: SourceLocation) throws {
    let status = try expect("status", sent, sourceLocation: location)
    #expect(status.content["execution_state"]?.string == state, sourceLocation: location)
  }

  /// Takes the reply to a request, which must be the next message on its channel.
  @discardableResult
  package func expectReply(
    to sent: Sent, status: String? = "ok", sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSON {
    let type = sent.request.type.replacingRequestWithReply
    let received = try next(sent.request.channel, type, sourceLocation)
    guard received.type == type, received.parent == sent.id else {
      throw TestFailure(
        "line \(sourceLocation.line): expected \(type) to \(sent.id), got \(received)")
    }
    if let status {
      #expect(received.content["status"]?.string == status, sourceLocation: sourceLocation)
    }
    return received.content
  }

  /// Takes what iopub tells of a request, from busy to idle, without these two.
  @discardableResult
  package func outputs(
    of sent: Sent, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [Received] {
    try expectBusy(sent, sourceLocation: sourceLocation)
    var outputs: [Received] = []
    while true {
      let received = try next(.iopub, "idle of \(sent.id)", sourceLocation)
      guard received.parent == sent.id else { continue }
      if received.type == "status" {
        #expect(
          received.content["execution_state"]?.string == "idle", sourceLocation: sourceLocation)
        return outputs
      }
      outputs.append(received)
    }
  }

  /// Sends a request, takes its reply and everything that iopub tells of it.
  @discardableResult
  package func run(
    _ request: Request, status: String? = "ok", sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (reply: JSON, outputs: [Received]) {
    let sent = send(request)
    let outputs = try outputs(of: sent, sourceLocation: sourceLocation)
    let reply = try expectReply(to: sent, status: status, sourceLocation: sourceLocation)
    return (reply, outputs)
  }

  /// Shows that a channel stays silent for a while.
  package func expectNothing(
    on channel: Channel, for milliseconds: Int = 150,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if let received = try receive(channel, within: milliseconds) {
      Issue.record("unexpected on \(channel): \(received)", sourceLocation: sourceLocation)
    }
  }
}

extension String {
  /// The type of the reply to a request of this type.
  var replacingRequestWithReply: String {
    hasSuffix("request") ? dropLast("request".count) + "reply" : self
  }
}
