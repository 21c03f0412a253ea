import JSONText
import JupyterProtocol

/// Messages from the wire: frames, signatures, headers and the content of each request.
///
/// An input is frames with a byte 0x1E between them; a signature of one byte `s` stands for the right
/// one, so that mutants get past it.
struct WireTarget: FuzzTarget {
  static let name = "wire"

  private static let separator: UInt8 = 0x1E
  private let signer: Signer
  let seeds: [[UInt8]]
  let words = [
    "<IDS|MSG>", "\u{1E}", "{}", "msg_type", "execute_request", "history_request", "subshell_id",
    "cursor_pos", "null", "-1", "1e9", "true", "[]", "\"",
  ]

  init() throws {
    signer = try Signer(scheme: "hmac-sha256", key: "a key")
    seeds = [
      ("execute_request", #"{"code": "1", "silent": false, "user_expressions": {"a": "b"}}"#),
      ("complete_request", #"{"code": "x | f", "cursor_pos": 5}"#),
      ("inspect_request", #"{"code": "x", "cursor_pos": 1, "detail_level": 1}"#),
      ("is_complete_request", #"{"code": "x |"}"#),
      ("history_request", #"{"hist_access_type": "range", "session": -1, "start": 0, "stop": 9}"#),
      ("history_request", #"{"hist_access_type": "search", "pattern": "*a?", "n": 3}"#),
    ].map { type, content in
      let header =
        #"{"msg_id": "1", "msg_type": "\#(type)", "session": "s", "date": "2026-01-01T00:00:00Z"}"#
      let frames = ["id", "<IDS|MSG>", "s", header, "{}", "{}", content, "buffer"]
      return Array(frames.map { Array($0.utf8) }.joined(separator: [Self.separator]))
    }
  }

  func read(_ input: [UInt8]) throws(Finding) -> String {
    var frames = input.split(separator: Self.separator, omittingEmptySubsequences: false)
      .map { Array($0) }
    var isSigned = false
    if let split = frames.firstIndex(of: Message.delimiter), frames.count >= split + 6 {
      isSigned = frames[split + 1] == [UInt8(ascii: "s")]
      if isSigned {
        frames[split + 1] = signer.signature(of: Array(frames[(split + 2)...(split + 5)]))
      }
    }
    var replays = ReplayGuard()
    let message: Message
    do throws(WireError) {
      message = try Message(frames: frames, signer: signer, replays: &replays)
    } catch {
      return "\(error)".split(separator: " ").prefix(4).joined(separator: " ")
    }
    guard isSigned else { throw Finding("a message without a right signature was accepted") }
    if (try? Message(frames: frames, signer: signer, replays: &replays)) != nil {
      throw Finding("a message was accepted twice")
    }
    guard
      Array(message.identities + [Message.delimiter]) == Array(frames[...message.identities.count])
    else { throw Finding("the identities are not those of the frames") }
    return message.header.type.prefix(24) + " " + outcome(message)
  }

  /// What comes of the content, read as its type says.
  private func outcome(_ message: Message) -> String {
    do {
      let content = try message.content()
      switch message.header.type {
      case "execute_request": _ = try ExecuteRequest(content)
      case "complete_request": _ = try CompleteRequest(content)
      case "inspect_request": _ = try InspectRequest(content)
      case "is_complete_request": _ = try IsCompleteRequest(content)
      case "history_request": _ = try HistoryRequest(content)
      default: return "other"
      }
      return "read"
    } catch {
      return "\(error)".split(separator: " ").prefix(6).joined(separator: " ")
    }
  }
}
