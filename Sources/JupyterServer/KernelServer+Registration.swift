import CZeroMQ
import Glibc
import JupyterProtocol

/// The handshake of a kernel that chose its ports itself.
extension KernelServer {
  /// Announces the ports, and waits for the front end's answer.
  func register(with file: RegistrationFile, patience: Int) throws(ServerError) {
    guard let context = zmq_ctx_new() else {
      throw ServerError("cannot start ZeroMQ: \(Socket.lastError)")
    }
    defer { zmq_ctx_term(context) }
    let socket = try Socket(ZMQ_DEALER, connectedTo: file.service, in: context)
    defer { socket.close() }
    var ports: [Channel: Int] = [.heartbeat: heartbeat.port]
    for channel in Channel.allCases where channel != .heartbeat {
      ports[channel] = sockets.socket(channel).port
    }
    _ = socket.send(file.announcement(of: ports, signer: sender.signer))

    let deadline = Moment.now.after(milliseconds: patience)
    var items = [
      zmq_pollitem_t(socket: nil, fd: wake.readEnd, events: Int16(ZMQ_POLLIN), revents: 0),
      zmq_pollitem_t(socket: socket.pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0),
    ]
    while deadline > Moment.now {
      zmq_poll(&items, Int32(items.count), deadline.millisecondsAway)
      if items[0].revents != 0 { wake.clear() }
      for case .notice(let notice) in events.takeAll() where notice != .interrupted {
        throw ServerError("was told to end before its front end knew it")
      }
      while let frames = socket.receive() {
        if file.isAcknowledgement(frames, signer: sender.signer) { return }
        log("dropped an answer of the registration service: its signature is wrong")
      }
    }
    throw ServerError(
      "the registration service at \(file.service) did not acknowledge the kernel's ports in "
        + "\(patience) ms")
  }
}

extension ConnectionFile {
  /// The same connection with five ports that are free; those of TCP are chosen by the system.
  func withChosenPorts() -> ConnectionFile {
    guard transport == "ipc" else { return self }
    var connection = self
    for channel in Channel.allCases {
      repeat {
        connection.ports[channel] = Int.random(in: 1...65_535)
      } while access(String(connection.endpoint(channel).dropFirst("ipc://".count)), F_OK) == 0
    }
    return connection
  }
}
