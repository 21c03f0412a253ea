package import JSONText

/// One received message whose signature was right; its dictionaries are still bytes.
package struct Message: Sendable {
  /// The routing frames before the delimiter, which a reply repeats.
  package var identities: [[UInt8]]
  package var header: Header
  /// The header as it came: the parent of every answer.
  package var headerBytes: [UInt8]
  package var parentBytes: [UInt8]
  package var metadataBytes: [UInt8]
  package var contentBytes: [UInt8]
  /// Frames after the content, which are not signed.
  package var buffers: [[UInt8]]

  /// The frame that separates routing from the message.
  package static let delimiter = Array("<IDS|MSG>".utf8)

  /// Takes frames apart; the signature is checked before any JSON is read.
  package init(
    frames: [[UInt8]], signer: Signer, replays: inout ReplayGuard
  ) throws(WireError) {
    guard let split = frames.firstIndex(of: Message.delimiter) else { throw .noDelimiter }
    let rest = frames[(split + 1)...]
    guard rest.count >= 5 else { throw .tooFewFrames }
    let signature = frames[split + 1]
    let dictionaries = Array(frames[(split + 2)..<(split + 6)])
    if signer.signs {
      guard !signature.isEmpty else { throw .unsigned }
      guard signer.accepts(signature, of: dictionaries) else { throw .wrongSignature }
      guard replays.admits(signature) else { throw .replayed }
    }
    identities = Array(frames[..<split])
    headerBytes = dictionaries[0]
    parentBytes = dictionaries[1]
    metadataBytes = dictionaries[2]
    contentBytes = dictionaries[3]
    buffers = Array(frames[(split + 6)...])
    do {
      header = try Header(JSON(parsing: headerBytes))
    } catch let error as JSONError {
      throw .unreadableHeader("\(error)")
    } catch let error as WireError {
      throw error
    } catch {
      throw .unreadableHeader("\(error)")
    }
  }

  /// Reads the content; it, the metadata and the parent must be objects.
  package func content() throws(ContentError) -> JSON {
    _ = try Message.object(parentBytes, "parent_header")
    _ = try Message.object(metadataBytes, "metadata")
    return try Message.object(contentBytes, "content")
  }

  /// Reads the parent's header: what the message answers, or an empty object.
  package func parent() throws(ContentError) -> JSON {
    try Message.object(parentBytes, "parent_header")
  }

  private static func object(_ bytes: [UInt8], _ name: String) throws(ContentError) -> JSON {
    if bytes == [UInt8(ascii: "{"), UInt8(ascii: "}")] { return .empty }
    let value: JSON
    do {
      value = try JSON(parsing: bytes)
    } catch {
      throw ContentError("the message's \(name) is not strict JSON: \(error)")
    }
    guard value.object != nil else {
      throw ContentError("the message's \(name) is not a JSON object")
    }
    return value
  }

  /// The frames of a message to send.
  package static func frames(
    identities: [[UInt8]], header: [UInt8], parent: [UInt8], metadata: [UInt8] = Array("{}".utf8),
    content: [UInt8], buffers: [[UInt8]] = [], signer: Signer
  ) -> [[UInt8]] {
    let dictionaries = [header, parent, metadata, content]
    return identities + [delimiter, signer.signature(of: dictionaries)] + dictionaries + buffers
  }
}

/// Why a received message is dropped.
package enum WireError: Error, Hashable, Sendable, CustomStringConvertible {
  case noDelimiter, tooFewFrames, unsigned, wrongSignature, replayed
  case unreadableHeader(String)

  package var description: String {
    switch self {
    case .noDelimiter: "it has no delimiter"
    case .tooFewFrames: "frames are missing"
    case .unsigned: "it is not signed"
    case .wrongSignature: "its signature is wrong"
    case .replayed: "it came before"
    case .unreadableHeader(let reason): "its header cannot be read: \(reason)"
    }
  }
}

/// Why the content of a message cannot be used.
package struct ContentError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
