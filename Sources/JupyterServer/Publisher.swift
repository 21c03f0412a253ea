import CZeroMQ
import JupyterProtocol

/// Sends to all front ends, and holds back what one of them has no room for.
struct Publisher {
  /// How a message fared.
  enum Result {
    case sent
    /// A front end has no room; the message has to wait.
    case full
    /// Front ends that had read nothing for long did not get the message, nor others until they
    /// read again.
    case sentToReaders
  }

  /// Messages that may wait inside ZeroMQ for one front end at first, and at most.
  static let waiting = 256...20_000
  /// Bytes that should not be exceeded by them, as far as sizes can be foreseen.
  private static let mostBytes = 32 << 20

  private let socket: Socket
  /// Milliseconds that a front end may read nothing.
  private let patience: Int
  private var fullSince: Moment?
  /// A high estimate of a message's bytes: it rises at once and sinks slowly.
  private var weight = 0.0
  private var limit = Publisher.waiting.lowerBound
  /// The front ends that messages leave without.
  var slowReaders: SlowReaders

  init(socket: Socket, connections: Connections, patience: Int) {
    self.socket = socket
    self.patience = patience
    slowReaders = SlowReaders(connections)
  }

  /// Whether a message has to wait.
  var isFull: Bool { fullSince != nil }

  /// Tries to send a message; `size` is that of its content.
  mutating func send(_ frames: [[UInt8]], size: Int) -> Result {
    // Headers and ZeroMQ's own structures take about a kilobyte.
    weight = max(Double(size + 1024), weight * 0.99)
    if socket.send(frames) || makesRoom() && socket.send(frames) {
      fullSince = nil
      return .sent
    }
    let now = Moment.now
    let since = fullSince ?? now
    fullSince = since
    guard since.after(milliseconds: patience) <= now else { return .full }
    // One send that may lose puts full front ends aside until they read again; the others go on.
    // Nothing was sent for long, so whoever has not taken all now is one of them.
    slowReaders.begin()
    sendAnyway(frames)
    fullSince = nil
    return .sentToReaders
  }

  /// Sends a message to the front ends that have room for it.
  func sendAnyway(_ frames: [[UInt8]]) {
    socket.set(ZMQ_XPUB_NODROP, 0)
    _ = socket.send(frames)
    socket.set(ZMQ_XPUB_NODROP, 1)
  }

  /// Lets more messages wait while they are small.
  ///
  /// ZeroMQ counts messages, not bytes. The limit never sinks: readers report in steps of half of
  /// it, so a lower one could wait for a report that never comes.
  private mutating func makesRoom() -> Bool {
    let next = min(limit * 2, Publisher.waiting.upperBound)
    guard next > limit, Double(next) * weight <= Double(Publisher.mostBytes) else { return false }
    limit = next
    socket.set(ZMQ_SNDHWM, Int32(limit))
    return true
  }
}
