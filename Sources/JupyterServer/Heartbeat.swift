import CZeroMQ
import JupyterProtocol

/// Echoes what the front ends send, to show that the kernel lives.
///
/// It has a thread and a ZeroMQ context of its own, so that nothing else can delay it. It is
/// `@unchecked Sendable` because only its thread uses the socket; ending goes through the context,
/// which is safe from any thread.
final class Heartbeat: @unchecked Sendable {
  private let context: UnsafeMutableRawPointer
  private let socket: Socket
  private let isDone = Monitor(false)
  /// The port of its address.
  let port: Int

  /// Binds the socket and starts to echo.
  init(_ connection: ConnectionFile) throws(ServerError) {
    guard let context = zmq_ctx_new() else {
      throw ServerError("cannot start ZeroMQ: \(Socket.lastError)")
    }
    self.context = context
    socket = try Socket(
      ZMQ_ROUTER, on: .heartbeat, of: connection, in: context, options: [(ZMQ_LINGER, 0)])
    port = socket.port
    try startThread { [self] in
      zmq_proxy(socket.pointer, socket.pointer, nil)
      socket.close()
      isDone.change { $0 = true }
    }
  }

  /// Stops to echo and frees the address.
  func stop() {
    zmq_ctx_shutdown(context)
    guard isDone.wait(until: Moment.now.after(milliseconds: 200), for: { $0 ? true : nil }) == true
    else { return }
    zmq_ctx_term(context)
  }
}
