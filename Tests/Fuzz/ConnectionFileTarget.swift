import JSONText
import JupyterProtocol

/// Connection files: either refused with words, or with an address for every channel.
struct ConnectionFileTarget: FuzzTarget {
  static let name = "connection"

  let seeds = [
    #"{"transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "#
      + #""control_port": 4, "hb_port": 5, "key": "k", "signature_scheme": "hmac-sha256"}"#,
    #"{"transport": "ipc", "ip": "/tmp/k", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "#
      + #""control_port": 4, "hb_port": 5, "key": "", "kernel_name": "teff", "#
      + #""curve_publickey": "p", "curve_secretkey": "s"}"#,
    #"{"registration_ip": "127.0.0.1", "registration_port": 9, "kernel_id": "k", "transport": "#
      + #""tcp", "key": "k", "signature_scheme": "hmac-sha256"}"#,
  ].map { Array($0.utf8) }

  let words = [
    "\"", ":", ",", "{", "}", "65536", "-1", "1.5", "null", "hmac-md5", "inproc", "::1", "tcp",
    "ipc",
  ]

  func read(_ input: [UInt8]) throws(Finding) -> String {
    guard let json = try? JSON(parsing: input) else { return "not JSON" }
    if json["registration_port"] != nil { return try readRegistration(json) }
    let connection: ConnectionFile
    do throws(ConnectionFileError) { connection = try ConnectionFile(json) } catch {
      guard !error.reason.isEmpty else { throw Finding("refused without a reason") }
      return error.reason.split(separator: " ").prefix(4).joined(separator: " ")
    }
    for channel in Channel.allCases {
      guard let port = connection.ports[channel], (0...65_535).contains(port) else {
        throw Finding("no port for \(channel)")
      }
      let endpoint = connection.endpoint(channel)
      guard endpoint.hasPrefix("tcp://") || endpoint.hasPrefix("ipc://") else {
        throw Finding("the address \(endpoint)")
      }
    }
    guard let again = try? ConnectionFile(connection.json), again.ports == connection.ports else {
      throw Finding("written and read again, it is another")
    }
    return "read"
  }

  /// Registration files name the service to which the kernel tells its ports.
  private func readRegistration(_ json: JSON) throws(Finding) -> String {
    let file: RegistrationFile
    do throws(ConnectionFileError) { file = try RegistrationFile(json) } catch {
      guard !error.reason.isEmpty else { throw Finding("refused without a reason") }
      return "registration " + error.reason.split(separator: " ").prefix(4).joined(separator: " ")
    }
    guard file.service.hasPrefix("tcp://") || file.service.hasPrefix("ipc://") else {
      throw Finding("the address \(file.service)")
    }
    guard let signer = try? Signer(scheme: "hmac-sha256", key: "k") else { return "no signer" }
    let frames = file.announcement(of: [:], signer: signer)
    guard file.isAcknowledgement(frames, signer: signer) else {
      throw Finding("a signed answer is not taken")
    }
    return "registration read"
  }
}
