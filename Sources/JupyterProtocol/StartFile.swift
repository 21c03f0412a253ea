import FoundationEssentials
import JSONText

/// The file that a front end starts a kernel with, of either kind.
package enum StartFile: Sendable {
  /// The front end has chosen the ports.
  case connection(ConnectionFile)
  /// The kernel chooses its ports and announces them.
  case registration(RegistrationFile)

  /// Reads the file at `path`.
  package init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConnectionFileError("cannot read the connection file \(path)")
    }
    do {
      let json = try JSON(parsing: Array(data))
      if json["registration_port"] != nil {
        self = .registration(try RegistrationFile(json))
      } else {
        self = .connection(try ConnectionFile(json))
      }
    } catch let error as JSONError {
      throw ConnectionFileError("the connection file \(path) is not JSON: \(error)")
    } catch let error as ConnectionFileError {
      throw ConnectionFileError("the connection file \(path) \(error.reason)")
    }
  }
}

/// The members that both kinds of file have.
struct StartFileMembers {
  private let json: JSON

  init(_ json: JSON) throws(ConnectionFileError) {
    guard json.object != nil else { throw ConnectionFileError("is not a JSON object") }
    self.json = json
  }

  /// The text of a member, nil when it is missing.
  func text(_ key: String) throws(ConnectionFileError) -> String? {
    guard let value = json[key], value != .null else { return nil }
    guard let text = value.string else {
      throw ConnectionFileError("has a `\(key)` that is no text")
    }
    return text
  }

  func required(_ key: String) throws(ConnectionFileError) -> String {
    guard let text = try text(key) else { throw ConnectionFileError("has no `\(key)`") }
    return text
  }

  func transport() throws(ConnectionFileError) -> String {
    let transport = try text("transport") ?? "tcp"
    guard transport == "tcp" || transport == "ipc" else {
      throw ConnectionFileError("asks for the transport `\(transport)`; tcp and ipc are known")
    }
    return transport
  }

  /// A port, which may be a number or a text.
  func port(_ key: String) throws(ConnectionFileError) -> Int {
    guard let value = json[key] else { throw ConnectionFileError("has no `\(key)`") }
    guard let port = value.int ?? value.string.flatMap({ Int($0) }), (1...65_535).contains(port)
    else { throw ConnectionFileError("has a `\(key)` that is no port") }
    return port
  }

  func curve() throws(ConnectionFileError) -> ConnectionFile.CurveKeys? {
    switch (try text("curve_publickey"), try text("curve_secretkey")) {
    case (let publicKey?, let secretKey?):
      return ConnectionFile.CurveKeys(publicKey: publicKey, secretKey: secretKey)
    case (nil, nil): return nil
    default: throw ConnectionFileError("has one of two curve keys")
    }
  }
}

/// Why a connection file cannot be used.
package struct ConnectionFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reason, a phrase that follows "the connection file …".
  package let reason: String

  init(_ reason: String) { self.reason = reason }

  package var description: String { reason }
}
