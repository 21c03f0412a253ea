import JupyterProtocol

/// Gives messages their headers and signatures.
struct Sender {
  let signer: Signer
  /// One text for each process of a kernel.
  let session: String
  private var count = 0
  /// The id of the message that was made last.
  var lastID: String { "\(session)_\(count)" }
  private var date = DateStamp()

  init(signer: Signer) {
    self.signer = signer
    session = .randomDigits()
  }

  /// The frames of a message; `identities` are the client's, or the topic on iopub.
  mutating func frames(
    _ type: String, to identities: [[UInt8]], parent: [UInt8], content: [UInt8]
  ) -> [[UInt8]] {
    count += 1
    // Nothing in here needs escapes: the types are ours, the rest is digits.
    let header =
      "{\"msg_id\":\"\(session)_\(count)\",\"msg_type\":\"\(type)\",\"session\":\"\(session)\","
      + "\"username\":\"kernel\",\"date\":\"\(date.now())\","
      + "\"version\":\"\(Header.protocolVersion)\"}"
    return Message.frames(
      identities: identities, header: Array(header.utf8), parent: parent, content: content,
      signer: signer)
  }

  /// The first frame of a message for all front ends.
  func topic(_ type: String) -> [UInt8] { Array("kernel.\(session).\(type)".utf8) }
}
