import CZeroMQ
import Glibc
import JupyterProtocol

/// The connections of the front ends that listen on iopub, as far as the system knows them.
///
/// ZeroMQ does not say which of its peers read; the system does: it keeps what a peer has not taken.
final class Connections {
  /// What to poll for news.
  var pointer: UnsafeMutableRawPointer { events.pointer }
  private let events: Socket
  private var open: Set<Int32> = []

  /// Where ZeroMQ reports the connections of iopub.
  static let address = "inproc://connections-of-iopub"

  init(in context: UnsafeMutableRawPointer) throws(ServerError) {
    events = try Socket(ZMQ_PAIR, connectedTo: Connections.address, in: context)
  }

  /// Takes in which connections have come and gone.
  func receive() {
    while let frames = events.receive() {
      guard let frame = frames.first, frame.count >= 6 else { continue }
      let (event, descriptor) = frame.withUnsafeBytes {
        (
          $0.loadUnaligned(as: UInt16.self),
          $0.loadUnaligned(fromByteOffset: 2, as: Int32.self)
        )
      }
      if Int32(event) == ZMQ_EVENT_ACCEPTED {
        open.insert(descriptor)
      } else {
        open.remove(descriptor)
      }
    }
  }

  /// The connections whose peers have not taken all, with the bytes that wait for them.
  func unread() -> [Int32: Int] {
    receive()
    var unread: [Int32: Int] = [:]
    for descriptor in open {
      if let bytes = bytesUnread(by: descriptor), bytes > 0 { unread[descriptor] = bytes }
    }
    return unread
  }

  /// The bytes that the peer of a connection has not taken; nil when it is gone.
  func bytesUnread(by descriptor: Int32) -> Int? {
    var bytes: Int32 = 0
    guard open.contains(descriptor), ioctl(descriptor, UInt(TIOCOUTQ), &bytes) == 0 else {
      return nil
    }
    return Int(bytes)
  }

  func close() { events.close() }
}
