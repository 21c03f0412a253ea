import CZeroMQ
import JupyterProtocol

/// The four sockets of one thread, and the context that they live in.
final class Sockets {
  let shell: Socket
  let control: Socket
  let stdin: Socket
  let iopub: Socket
  /// Who listens on iopub.
  let connections: Connections
  private var context: UnsafeMutableRawPointer?

  /// Milliseconds that the last messages have to leave after the sockets are closed.
  private static let linger: Int32 = 300
  /// Bytes of the largest frame; a peer that sends more is cut off.
  private static let largestFrame = 512 << 20

  /// Binds all sockets, or says which address is taken.
  init(_ connection: ConnectionFile) throws(ServerError) {
    guard let context = zmq_ctx_new() else {
      throw ServerError("cannot start ZeroMQ: \(Socket.lastError)")
    }
    zmq_ctx_set(context, ZMQ_MAX_MSGSZ, Int32(Sockets.largestFrame))
    self.context = context
    let common: [(Int32, Int32)] = [(ZMQ_LINGER, Sockets.linger)]
    // A client that comes back under its old name takes over, and replies wait for slow readers.
    let router = common + [(ZMQ_ROUTER_HANDOVER, 1), (ZMQ_SNDHWM, 0), (ZMQ_RCVHWM, 0)]
    // Each subscriber is told of the welcome, and a full one holds messages back instead of losing.
    let publisher =
      common + [
        (ZMQ_XPUB_VERBOSE, 1), (ZMQ_XPUB_NODROP, 1),
        (ZMQ_SNDHWM, Int32(Publisher.waiting.lowerBound)),
      ]
    shell = try Socket(ZMQ_ROUTER, on: .shell, of: connection, in: context, options: router)
    control = try Socket(ZMQ_ROUTER, on: .control, of: connection, in: context, options: router)
    // A question must not get lost because its client is still connecting.
    stdin = try Socket(
      ZMQ_ROUTER, on: .stdin, of: connection, in: context,
      options: router + [(ZMQ_ROUTER_MANDATORY, 1)])
    iopub = try Socket(
      ZMQ_XPUB, on: .iopub, of: connection, in: context, options: publisher,
      monitor: Connections.address)
    connections = try Connections(in: context)
  }

  deinit { close() }

  /// The socket that requests of a channel come from.
  func socket(_ channel: Channel) -> Socket {
    switch channel {
    case .shell: shell
    case .control: control
    case .stdin: stdin
    case .iopub, .heartbeat: iopub
    }
  }

  /// Closes all sockets, and returns when the last messages have left or their time is up.
  func close() {
    guard let context else { return }
    for socket in [shell, control, stdin, iopub] { socket.close() }
    connections.close()
    zmq_ctx_term(context)
    self.context = nil
  }
}
