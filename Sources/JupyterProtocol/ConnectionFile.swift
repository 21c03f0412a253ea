package import JSONText

/// What a front end tells a kernel at its start: where to listen and how to sign.
package struct ConnectionFile: Sendable {
  /// `tcp` or `ipc`.
  package var transport: String
  package var ip: String
  /// 0 is any port that is free.
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

  /// Reads the members of a connection file; a port may be a number or a text.
  package init(_ json: JSON) throws(ConnectionFileError) {
    let members = try StartFileMembers(json)
    transport = try members.transport()
    ip = try members.required("ip")
    key = try members.text("key") ?? ""
    signatureScheme = try members.text("signature_scheme") ?? "hmac-sha256"
    ports = [:]
    for channel in Channel.allCases {
      ports[channel] = try members.port("\(channel.rawValue)_port")
    }
    curve = try members.curve()
  }

  /// The address of a channel, in ZeroMQ's form.
  package func endpoint(_ channel: Channel) -> String {
    ConnectionFile.endpoint(transport: transport, ip: ip, port: ports[channel] ?? 0)
  }

  static func endpoint(transport: String, ip: String, port: Int) -> String {
    "\(transport)://\(ip)\(transport == "ipc" ? "-" : ":")\(port)"
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
