import Glibc
import Synchronization

/// Wakes the thread that polls the sockets.
///
/// A pipe, because any thread may write to it; a ZeroMQ socket belongs to one thread.
final class Wake: Sendable {
  /// The end to poll.
  let readEnd: Int32
  private let writeEnd: Int32
  private let isPending = Atomic<Bool>(false)

  init() throws(ServerError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw ServerError("cannot open a pipe: \(String(cString: strerror(errno)))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Makes the next poll return at once.
  func signal() {
    guard !isPending.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 1
    write(writeEnd, &byte, 1)
  }

  /// Forgets earlier signals, before their reasons are looked at.
  func clear() {
    var bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
    while read(readEnd, &bytes, bytes.count) == bytes.count {}
    isPending.store(false, ordering: .sequentiallyConsistent)
  }
}
