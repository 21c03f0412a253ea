package import JSONText

/// Who sent a message, when, and what it is.
package struct Header: Hashable, Sendable {
  package var id: String
  package var type: String
  package var session: String
  package var username: String
  package var date: String
  package var version: String
  /// The subshell that a request is meant for; nil is the main one.
  package var subshell: String?

  /// The version of the protocol that this code speaks.
  package static let protocolVersion = "5.6"

  package init(
    id: String, type: String, session: String, username: String = "kernel", date: String,
    version: String = Header.protocolVersion, subshell: String? = nil
  ) {
    self.id = id
    self.type = type
    self.session = session
    self.username = username
    self.date = date
    self.version = version
    self.subshell = subshell
  }

  /// Reads a header; only its id and its type must be there.
  init(_ json: JSON) throws(WireError) {
    guard json.object != nil else { throw .unreadableHeader("it is not an object") }
    guard let id = json["msg_id"]?.string else { throw .unreadableHeader("it has no msg_id") }
    guard let type = json["msg_type"]?.string else { throw .unreadableHeader("it has no msg_type") }
    self.id = id
    self.type = type
    session = json["session"]?.string ?? ""
    username = json["username"]?.string ?? ""
    date = json["date"]?.string ?? ""
    version = json["version"]?.string ?? ""
    subshell = json["subshell_id"]?.string
  }

  /// The header as a JSON object.
  package var json: JSON {
    let members: JSON = [
      "msg_id": .string(id), "msg_type": .string(type), "session": .string(session),
      "username": .string(username), "date": .string(date), "version": .string(version),
    ]
    guard let subshell else { return members }
    return .object((members.object ?? []) + [JSON.Member("subshell_id", .string(subshell))])
  }
}
