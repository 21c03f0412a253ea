import FoundationEssentials
package import JSONText

/// What a front end tells a kernel at its start: where to listen and how to sign.
package struct ConnectionFile: Sendable {
  /// `tcp` or `ipc`.
  package var transport: String
  package var ip: String
  package var ports: [Channel: Int]
  package var key: String
  package var signatureScheme: String
  package var curve: CurveKeys?

  /// The key pair of an encrypted connection, in Z85.
  package struct CurveKeys: Hashable, Sendable {
    package var publicKey: String
    package var secretKey: String
  }

  package init(
    transport: String = "tcp", ip: String = "127.0.0.1", ports: [Channel: Int], key: String,
    signatureScheme: String = "hmac-sha256", curve: CurveKeys? = nil
  ) {
    self.transport = transport
    self.ip = ip
    self.ports = ports
    self.key = key
    self.signatureScheme = signatureScheme
    self.curve = curve
  }

  /// Reads the file at `path`.
  package init(contentsOf path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw ConnectionFileError("cannot read the connection file \(path)")
    }
    do {
      try self.init(JSON(parsing: Array(data)))
    } catch let error as JSONError {
      throw ConnectionFileError("the connection file \(path) is not JSON: \(error)")
    } catch let error as ConnectionFileError {
      throw ConnectionFileError("the connection file \(path) \(error.reason)")
    }
  }

  /// Reads the members of a connection file; a port may be a number or a text.
  package init(_ json: JSON) throws(ConnectionFileError) {
    guard json.object != nil else { throw ConnectionFileError("is not a JSON object") }
    func text(_ key: String) throws(ConnectionFileError) -> String? {
      guard let value = json[key], value != .null else { return nil }
      guard let text = value.string else {
        throw ConnectionFileError("has a `\(key)` that is no text")
      }
      return text
    }
    transport = try text("transport") ?? "tcp"
    guard transport == "tcp" || transport == "ipc" else {
      throw ConnectionFileError("asks for the transport `\(transport)`; tcp and ipc are known")
    }
    guard let ip = try text("ip") else { throw ConnectionFileError("has no `ip`") }
    self.ip = ip
    key = try text("key") ?? ""
    signatureScheme = try text("signature_scheme") ?? "hmac-sha256"
    ports = [:]
    for channel in Channel.allCases {
      let name = "\(channel.rawValue)_port"
      guard let value = json[name] else { throw ConnectionFileError("has no `\(name)`") }
      guard let port = value.int ?? value.string.flatMap({ Int($0) }), (1...65_535).contains(port)
      else { throw ConnectionFileError("has a `\(name)` that is no port") }
      ports[channel] = port
    }
    switch (try text("curve_publickey"), try text("curve_secretkey")) {
    case (let publicKey?, let secretKey?):
      curve = CurveKeys(publicKey: publicKey, secretKey: secretKey)
    case (nil, nil): curve = nil
    default: throw ConnectionFileError("has one of two curve keys")
    }
  }

  /// The address of a channel, in ZeroMQ's form.
  package func endpoint(_ channel: Channel) -> String {
    let port = ports[channel] ?? 0
    return transport == "ipc" ? "ipc://\(ip)-\(port)" : "\(transport)://\(ip):\(port)"
  }

  /// The file's content.
  package var json: JSON {
    var members: [JSON.Member] = Channel.allCases.map {
      JSON.Member("\($0.rawValue)_port", .int(ports[$0] ?? 0))
    }
    members += [
      JSON.Member("transport", .string(transport)), JSON.Member("ip", .string(ip)),
      JSON.Member("key", .string(key)), JSON.Member("signature_scheme", .string(signatureScheme)),
    ]
    if let curve {
      members += [
        JSON.Member("curve_publickey", .string(curve.publicKey)),
        JSON.Member("curve_secretkey", .string(curve.secretKey)),
      ]
    }
    return .object(members)
  }
}

/// Why a connection file cannot be used.
package struct ConnectionFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reason, a phrase that follows "the connection file …".
  package let reason: String

  init(_ reason: String) { self.reason = reason }

  package var description: String { reason }
}
