import CZeroMQ
package import FoundationEssentials
package import JSONText
package import JupyterProtocol

/// The service of a front end that lets its kernels choose their ports.
package final class RegistrationService {
  private let socket: UnsafeMutableRawPointer
  private let context: ClientContext
  private let signer: Signer
  private let key: String
  private let address: (ip: String, port: Int)
  private let transport: String

  /// Opens the service; with a `folder` its address is a file in it.
  package init(key: String = "a key for tests", folder: URL? = nil) throws {
    self.key = key
    signer = try Signer(scheme: "hmac-sha256", key: key)
    context = try ClientContext()
    guard let socket = zmq_socket(context.pointer, ZMQ_ROUTER) else {
      throw TestFailure("cannot open a socket")
    }
    self.socket = socket
    transport = folder == nil ? "tcp" : "ipc"
    let prefix = folder.map { "ipc://\($0.path())/r" } ?? "tcp://127.0.0.1"
    var linger: Int32 = 0
    zmq_setsockopt(socket, ZMQ_LINGER, &linger, MemoryLayout<Int32>.size)
    guard zmq_bind(socket, folder == nil ? prefix + ":*" : prefix + "-7") == 0 else {
      throw TestFailure("cannot listen on \(prefix)")
    }
    var text = [CChar](repeating: 0, count: 512)
    var size = text.count
    zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, &text, &size)
    let endpoint = String(
      decoding: text.prefix(size - 1).map(UInt8.init(bitPattern:)), as: UTF8.self)
    let port = String(endpoint.reversed().prefix { $0.isNumber }.reversed())
    address = (String(prefix.dropFirst("tcp://".count)), Int(port) ?? 0)
  }

  deinit { zmq_close(socket) }

  /// The file that a kernel is started with.
  package var file: JSON {
    [
      "kernel_id": "k-1", "transport": .string(transport), "registration_ip": .string(address.ip),
      "registration_port": .int(address.port), "signature_scheme": "hmac-sha256",
      "key": .string(key),
    ]
  }

  /// A kernel's announcement.
  package struct Announcement {
    package let sender: [UInt8]
    package let content: JSON
    package let isSigned: Bool
    package let connection: ConnectionFile
  }

  /// Waits for a kernel's announcement.
  package func announcement() throws -> Announcement {
    guard let frames = receiveMessage(from: socket, within: FrontEnd.patience) else {
      throw TestFailure("no announcement came")
    }
    guard frames.count == 4, frames[1] == Message.delimiter else {
      throw TestFailure("the announcement has other frames: \(frames.map(\.count))")
    }
    let content = try JSON(parsing: frames[3])
    var ports: [Channel: Int] = [:]
    for channel in Channel.allCases {
      ports[channel] = content["\(channel.rawValue)_port"]?.string.flatMap { Int($0) }
    }
    return Announcement(
      sender: frames[0], content: content,
      isSigned: signer.accepts(frames[2], of: [frames[3]]),
      connection: ConnectionFile(transport: transport, ip: address.ip, ports: ports, key: key))
  }

  /// Answers an announcement, with a signature of the test's own where it gives one.
  package func acknowledge(_ announcement: Announcement, signature: [UInt8]? = nil) {
    let content = Array("ACK".utf8)
    sendMessage(
      [
        announcement.sender, Message.delimiter, signature ?? signer.signature(of: [content]),
        content,
      ], to: socket)
  }
}
