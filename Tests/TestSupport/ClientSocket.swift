import CZeroMQ
package import JupyterProtocol

/// A front end's end of one channel.
package final class ClientSocket {
  package let pointer: UnsafeMutableRawPointer
  private let context: ClientContext

  /// Connects; `identity` is what the kernel sends replies to, `topic` what a subscriber wants.
  ///
  /// One that does not come back stays out when the kernel ends its connection.
  package init(
    _ channel: Channel, of connection: ConnectionFile, identity: String? = nil,
    topic: [UInt8]? = nil, in context: ClientContext, receiveLimit: Int32 = 0,
    comesBack: Bool = true
  ) throws {
    let type =
      switch channel {
      case .iopub: ZMQ_SUB
      case .heartbeat: ZMQ_REQ
      case .shell, .control, .stdin: ZMQ_DEALER
      }
    guard let pointer = zmq_socket(context.pointer, type) else {
      throw TestFailure("cannot open a socket")
    }
    self.pointer = pointer
    self.context = context
    set(ZMQ_LINGER, 0)
    set(ZMQ_SNDHWM, 0)
    set(ZMQ_RCVHWM, receiveLimit)
    set(ZMQ_RECONNECT_IVL, comesBack ? 5 : -1)
    if let identity { zmq_setsockopt(pointer, ZMQ_ROUTING_ID, identity, identity.utf8.count) }
    if let topic { zmq_setsockopt(pointer, ZMQ_SUBSCRIBE, topic, topic.count) }
    if let curve = connection.curve {
      // Any key pair will do for a client; the kernel's own is at hand.
      for (option, key) in [
        (ZMQ_CURVE_SERVERKEY, curve.publicKey), (ZMQ_CURVE_PUBLICKEY, curve.publicKey),
        (ZMQ_CURVE_SECRETKEY, curve.secretKey),
      ] { zmq_setsockopt(pointer, option, key, key.utf8.count) }
    }
    guard zmq_connect(pointer, connection.endpoint(channel)) == 0 else {
      throw TestFailure("cannot connect to \(connection.endpoint(channel))")
    }
  }

  deinit { zmq_close(pointer) }

  package func set(_ option: Int32, _ value: Int32) {
    var value = value
    zmq_setsockopt(pointer, option, &value, MemoryLayout<Int32>.size)
  }

  /// Adds or ends a subscription.
  package func subscribe(_ topic: [UInt8]) {
    zmq_setsockopt(pointer, ZMQ_SUBSCRIBE, topic, topic.count)
  }

  package func unsubscribe(_ topic: [UInt8]) {
    zmq_setsockopt(pointer, ZMQ_UNSUBSCRIBE, topic, topic.count)
  }

  package func send(_ frames: [[UInt8]]) { sendMessage(frames, to: pointer) }

  /// The next message's frames, nil when none comes in time.
  package func receive(within milliseconds: Int) -> [[UInt8]]? {
    receiveMessage(from: pointer, within: milliseconds)
  }
}

/// Sends the frames of one message.
func sendMessage(_ frames: [[UInt8]], to socket: UnsafeMutableRawPointer) {
  for (index, frame) in frames.enumerated() {
    zmq_send(socket, frame, frame.count, index < frames.count - 1 ? ZMQ_SNDMORE : 0)
  }
}

/// The next message's frames, nil when none comes in time.
func receiveMessage(
  from socket: UnsafeMutableRawPointer, within milliseconds: Int
) -> [[UInt8]]? {
  var item = zmq_pollitem_t(socket: socket, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
  guard zmq_poll(&item, 1, milliseconds) > 0 else { return nil }
  var frames: [[UInt8]] = []
  var message = zmq_msg_t()
  zmq_msg_init(&message)
  defer { zmq_msg_close(&message) }
  repeat {
    guard zmq_msg_recv(&message, socket, 0) >= 0 else { return nil }
    frames.append(
      Array(UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))))
  } while zmq_msg_more(&message) != 0
  return frames
}

/// The ZeroMQ context of a test's sockets; it outlives them.
package final class ClientContext {
  let pointer: UnsafeMutableRawPointer

  package init() throws {
    guard let pointer = zmq_ctx_new() else { throw TestFailure("cannot start ZeroMQ") }
    self.pointer = pointer
  }

  deinit { zmq_ctx_term(pointer) }
}
