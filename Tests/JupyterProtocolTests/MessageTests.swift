import JSONText
import JupyterProtocol
import Testing

/// Frames to messages and back.
struct MessageTests {
  private let signer: Signer
  private let header = Array(#"{"msg_id":"m1","msg_type":"execute_request","extra":1}"#.utf8)
  private let empty = Array("{}".utf8)

  init() throws { signer = try Signer(scheme: "hmac-sha256", key: "secret") }

  private func open(_ frames: [[UInt8]]) throws(WireError) -> Message {
    var replays = ReplayGuard()
    return try Message(frames: frames, signer: signer, replays: &replays)
  }

  private func frames(identities: [[UInt8]] = [], buffers: [[UInt8]] = []) -> [[UInt8]] {
    Message.frames(
      identities: identities, header: header, parent: empty, content: empty, buffers: buffers,
      signer: signer)
  }

  @Test func `a message is split at the first delimiter and keeps its parts`() throws {
    let message = try open(
      frames(identities: [[1], [0, 2]], buffers: [Message.delimiter, [3]]))
    #expect(message.identities == [[1], [0, 2]])
    #expect(message.buffers == [Message.delimiter, [3]])
    #expect(message.header.id == "m1")
    #expect(message.header.type == "execute_request")
    #expect(message.headerBytes == header)
    #expect(try message.content() == .empty)
  }

  @Test func `frames that are missing are noticed`() {
    let whole = frames()
    #expect(throws: WireError.noDelimiter) { try open([]) }
    #expect(throws: WireError.noDelimiter) { try open([[], Array("hello".utf8)]) }
    for count in 1..<whole.count {
      #expect(throws: WireError.tooFewFrames) { try open(Array(whole.prefix(count))) }
    }
  }

  @Test func `a wrong signature is noticed before anything is read`() {
    var wrong = frames()
    wrong[5] = Array("[".utf8)
    #expect(throws: WireError.wrongSignature) { try open(wrong) }
    wrong[1] = []
    #expect(throws: WireError.unsigned) { try open(wrong) }
  }

  @Test func `a message counts once, and a forged one leaves no mark`() throws {
    var replays = ReplayGuard()
    let good = frames()
    var forged = good
    forged[2] = empty
    #expect(throws: WireError.wrongSignature) {
      try Message(frames: forged, signer: signer, replays: &replays)
    }
    _ = try Message(frames: good, signer: signer, replays: &replays)
    #expect(throws: WireError.replayed) {
      try Message(frames: good, signer: signer, replays: &replays)
    }
  }

  @Test(arguments: [
    "{nope", "[]", "null", "{}", #"{"msg_id":"x"}"#, #"{"msg_type":"x"}"#,
    #"{"msg_id":1,"msg_type":"x"}"#,
  ])
  func `a header that says too little is refused`(text: String) {
    let frames = Message.frames(
      identities: [], header: Array(text.utf8), parent: empty, content: empty, signer: signer)
    let failure = #expect(throws: WireError.self) { try open(frames) }
    #expect(failure.map { "\($0)".hasPrefix("its header cannot be read") } == true)
  }

  @Test(arguments: ["null", "[]", "5", "{", "\"x\""])
  func `parts that are no objects are refused with their name`(text: String) throws {
    let bad = Array(text.utf8)
    let cases = [
      ("parent_header", bad, empty, empty), ("metadata", empty, bad, empty),
      ("content", empty, empty, bad),
    ]
    for (name, parent, metadata, content) in cases {
      let message = try open(
        Message.frames(
          identities: [], header: header, parent: parent, metadata: metadata, content: content,
          signer: signer))
      let failure = #expect(throws: ContentError.self) { try message.content() }
      #expect(failure?.description.contains(name) == true)
    }
  }
}
