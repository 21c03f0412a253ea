package import JSONText

/// What a front end tells a kernel that chooses its ports itself: where to announce them.
package struct RegistrationFile: Sendable {
  /// By which the front end knows the kernel.
  package var kernelID: String
  /// The address of the front end's service, in ZeroMQ's form.
  package var service: String
  /// Where the kernel listens; its ports are not chosen yet.
  package var connection: ConnectionFile

  /// Reads the members of a registration file.
  package init(_ json: JSON) throws(ConnectionFileError) {
    let members = try StartFileMembers(json)
    let transport = try members.transport()
    let address = try members.required("registration_ip")
    kernelID = try members.required("kernel_id")
    service = ConnectionFile.endpoint(
      transport: transport, ip: address, port: try members.port("registration_port"))
    // The announcement has no place for an address, so it must be one that the service knows.
    let own = try members.text("ip") ?? (transport == "ipc" ? address : "127.0.0.1")
    connection = ConnectionFile(
      transport: transport, ip: own, ports: [:],
      key: try members.text("key") ?? "",
      signatureScheme: try members.text("signature_scheme") ?? "hmac-sha256",
      curve: try members.curve())
  }

  /// The frames that announce the kernel's ports.
  package func announcement(of ports: [Channel: Int], signer: Signer) -> [[UInt8]] {
    let content = JSON.object(
      [JSON.Member("kernel_id", .string(kernelID))]
        + Channel.allCases.map {
          JSON.Member("\($0.rawValue)_port", .string("\(ports[$0] ?? 0)"))
        }
    ).bytes
    return [Message.delimiter, signer.signature(of: [content]), content]
  }

  /// Whether frames are the service's signed answer, whatever it says.
  package func isAcknowledgement(_ frames: [[UInt8]], signer: Signer) -> Bool {
    guard let split = frames.firstIndex(of: Message.delimiter), frames.count >= split + 3 else {
      return false
    }
    return signer.accepts(frames[split + 1], of: [frames[split + 2]])
  }
}
