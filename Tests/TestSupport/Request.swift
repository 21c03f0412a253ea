package import JSONText
package import JupyterProtocol

/// What a front end asks.
package struct Request: Sendable {
  package var type: String
  package var content: JSON
  package var channel: Channel
  /// The subshell that the request is meant for.
  package var subshell: String?

  /// Any request, with content of the test's own.
  package init(_ type: String, _ content: JSON = .empty, on channel: Channel = .shell) {
    self.type = type
    self.content = content
    self.channel = channel
  }

  /// The same request, meant for a subshell.
  package func `in`(_ subshell: String) -> Request {
    var request = self
    request.subshell = subshell
    return request
  }

  /// A cell as front ends send it; `changes` replaces or adds members.
  package static func execute(
    _ code: String, _ changes: KeyValuePairs<String, JSON> = [:]
  ) -> Request {
    var content: [JSON.Member] = [
      JSON.Member("code", .string(code)), JSON.Member("silent", false),
      JSON.Member("store_history", true), JSON.Member("user_expressions", .empty),
      JSON.Member("allow_stdin", false), JSON.Member("stop_on_error", true),
    ]
    for (key, value) in changes {
      content.removeAll { $0.key == key }
      content.append(JSON.Member(key, value))
    }
    return Request("execute_request", .object(content))
  }

  package static func kernelInfo(on channel: Channel = .shell) -> Request {
    Request("kernel_info_request", on: channel)
  }

  package static func complete(_ code: String, cursor: Int?) -> Request {
    Request("complete_request", ["code": .string(code), "cursor_pos": cursor.map(JSON.int) ?? nil])
  }

  package static func inspect(_ code: String, cursor: Int, detail: Int = 0) -> Request {
    Request(
      "inspect_request",
      ["code": .string(code), "cursor_pos": .int(cursor), "detail_level": .int(detail)])
  }

  package static func isComplete(_ code: String) -> Request {
    Request("is_complete_request", ["code": .string(code)])
  }

  /// Earlier cells; `members` holds what the kind of access needs.
  package static func history(_ kind: String, _ members: KeyValuePairs<String, JSON>) -> Request {
    Request(
      "history_request",
      .object(
        [
          JSON.Member("hist_access_type", .string(kind)), JSON.Member("output", false),
          JSON.Member("raw", true),
        ] + members.map { JSON.Member($0.key, $0.value) }))
  }

  /// The answer to a question of a cell.
  package static func answer(_ text: String) -> Request {
    Request("input_reply", ["value": .string(text)], on: .stdin)
  }

  package static let interrupt = Request("interrupt_request", on: .control)

  package static func shutdown(restart: Bool, on channel: Channel = .control) -> Request {
    Request("shutdown_request", ["restart": .bool(restart)], on: channel)
  }
}

/// A request that was sent.
package struct Sent: Sendable {
  /// The message's id, which answers name as their parent.
  package let id: String
  package let request: Request
}

/// A message that a kernel sent.
package struct Received: CustomStringConvertible {
  package let message: Message
  package let content: JSON
  /// The id of the request that it answers, nil when it answers none.
  package let parent: String?

  package init(_ message: Message) throws {
    self.message = message
    content = try message.content()
    parent = try message.parent()["msg_id"]?.string
  }

  package var type: String { message.header.type }

  /// The text of a stream, or the plain text of an output.
  package var text: String? {
    content["text"]?.string ?? content["data"]?["text/plain"]?.string
  }

  package var description: String {
    "\(type) of \(parent ?? "nobody"): \(content.text.prefix(200))"
  }
}
