import CZeroMQ
import Glibc
import JupyterProtocol

/// One ZeroMQ socket; it belongs to one thread at a time.
final class Socket {
  /// What the polling functions of ZeroMQ want.
  let pointer: UnsafeMutableRawPointer
  /// The address that it is bound to; a port that ZeroMQ chose stands in it.
  private var endpoint: String
  private var isOpen = true

  /// The port of its address.
  var port: Int {
    let digits = endpoint.reversed().prefix { $0.isNumber }
    return Int(String(digits.reversed())) ?? 0
  }

  /// Opens a socket of a kernel and binds it; its connections are reported at `monitor`.
  init(
    _ type: Int32, on channel: Channel, of connection: ConnectionFile,
    in context: UnsafeMutableRawPointer, options: [(option: Int32, value: Int32)] = [],
    monitor: String? = nil
  ) throws(ServerError) {
    endpoint = connection.endpoint(channel)
    guard let pointer = zmq_socket(context, type) else {
      throw ServerError("cannot open a socket: \(Socket.lastError)")
    }
    self.pointer = pointer
    for (option, value) in options { set(option, value) }
    if let curve = connection.curve {
      set(ZMQ_CURVE_SERVER, 1)
      guard
        zmq_setsockopt(pointer, ZMQ_CURVE_PUBLICKEY, curve.publicKey, curve.publicKey.utf8.count)
          == 0,
        zmq_setsockopt(pointer, ZMQ_CURVE_SECRETKEY, curve.secretKey, curve.secretKey.utf8.count)
          == 0
      else { throw ServerError("the connection file's curve keys are not keys in Z85") }
    }
    if let monitor {
      zmq_socket_monitor(pointer, monitor, ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED)
    }
    guard zmq_bind(pointer, endpoint) == 0 else {
      throw ServerError("cannot listen on \(endpoint): \(Socket.lastError)")
    }
    var text = [CChar](repeating: 0, count: 512)
    var size = text.count
    if zmq_getsockopt(pointer, ZMQ_LAST_ENDPOINT, &text, &size) == 0 {
      endpoint = String(cString: &text)
    }
  }

  /// Opens a socket and connects it to somebody else's address.
  init(
    _ type: Int32, connectedTo address: String, in context: UnsafeMutableRawPointer
  ) throws(ServerError) {
    guard let pointer = zmq_socket(context, type) else {
      throw ServerError("cannot open a socket: \(Socket.lastError)")
    }
    self.pointer = pointer
    endpoint = ""
    set(ZMQ_LINGER, 0)
    guard zmq_connect(pointer, address) == 0 else {
      throw ServerError("cannot connect to \(address): \(Socket.lastError)")
    }
  }

  deinit { close() }

  /// Closes the socket; what it has not sent yet goes on leaving until the context ends.
  func close() {
    guard isOpen else { return }
    isOpen = false
    zmq_close(pointer)
    // ZeroMQ leaves the file of an address that it did not name itself.
    if endpoint.hasPrefix("ipc://") { unlink(String(endpoint.dropFirst("ipc://".count))) }
  }

  static var lastError: String { String(cString: zmq_strerror(zmq_errno())) }

  /// Sets a numeric option.
  func set(_ option: Int32, _ value: Int32) {
    var value = value
    zmq_setsockopt(pointer, option, &value, MemoryLayout<Int32>.size)
  }

  /// The frames of the next message, nil when there is none now.
  func receive() -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    var message = zmq_msg_t()
    zmq_msg_init(&message)
    defer { zmq_msg_close(&message) }
    repeat {
      var status: Int32
      repeat {
        status = zmq_msg_recv(&message, pointer, frames.isEmpty ? ZMQ_DONTWAIT : 0)
      } while status < 0 && zmq_errno() == EINTR
      guard status >= 0 else { return nil }
      frames.append(
        Array(UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))))
    } while zmq_msg_more(&message) != 0
    return frames
  }

  /// Sends a message; false when a peer has no room for it now.
  ///
  /// A peer that is gone is no failure: its message is forgotten.
  func send(_ frames: [[UInt8]]) -> Bool { write(frames) != EAGAIN }

  /// Sends a message, and tells whether its peer is there and has room.
  func reaches(_ frames: [[UInt8]]) -> Bool { write(frames) == 0 }

  /// Gives the number of the error, 0 when all frames have left.
  private func write(_ frames: [[UInt8]]) -> Int32 {
    for (index, frame) in frames.enumerated() {
      let flags = ZMQ_DONTWAIT | (index < frames.count - 1 ? ZMQ_SNDMORE : 0)
      while zmq_send(pointer, frame, frame.count, flags) < 0 {
        if zmq_errno() != EINTR { return zmq_errno() }
      }
    }
    return 0
  }
}
