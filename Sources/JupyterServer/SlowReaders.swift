import JupyterProtocol

/// The front ends that had read nothing for so long that messages went out without them, and what
/// they have to be told when they read again.
struct SlowReaders {
  /// One of them.
  private struct Reader {
    /// Bytes that may wait for a front end that keeps up again.
    var calm: Int
    /// How often in a row it was seen to keep up.
    var sightings = 0
  }

  /// What they missed.
  struct Gap {
    /// Messages that went out meanwhile.
    var messages = 0
    /// The request that the first of them belongs to.
    var parent: [UInt8] = []
    /// Requests whose end was among them, in order.
    var ended: [[UInt8]] = []
  }

  /// Milliseconds between two looks.
  private static let interval = 20
  /// Looks in a row after which a front end counts as reading.
  private static let sightings = 10
  /// Ends of requests that are kept at most.
  private static let mostEnded = 1000

  private let connections: Connections
  private var readers: [Int32: Reader] = [:]
  private var gap = Gap()
  /// When to look after them next; nil when there are none.
  private(set) var due: Moment?

  init(_ connections: Connections) { self.connections = connections }

  /// Notes who is behind; to be called when a message is about to leave without them.
  mutating func begin() {
    for (descriptor, bytes) in connections.unread() where readers[descriptor] == nil {
      readers[descriptor] = Reader(calm: bytes / 4)
    }
    if !readers.isEmpty { due = Moment.now.after(milliseconds: SlowReaders.interval) }
  }

  /// Notes a message that they did not get.
  mutating func miss(_ publication: Outbox.Publication) {
    guard !readers.isEmpty else { return }
    if gap.messages == 0 { gap.parent = publication.parent }
    gap.messages += 1
    guard publication.isIdle else { return }
    if gap.ended.count == SlowReaders.mostEnded { gap.ended.removeFirst() }
    gap.ended.append(publication.parent)
  }

  /// Looks after them; gives what was missed once one of them reads again.
  mutating func look() -> Gap? {
    guard let due, due <= Moment.now else { return nil }
    var isBack = false
    for (descriptor, reader) in readers {
      guard let bytes = connections.bytesUnread(by: descriptor) else {
        readers[descriptor] = nil
        continue
      }
      let sightings = bytes <= reader.calm ? reader.sightings + 1 : 0
      readers[descriptor]?.sightings = sightings
      if sightings == SlowReaders.sightings {
        readers[descriptor] = nil
        isBack = true
      }
    }
    self.due = readers.isEmpty ? nil : Moment.now.after(milliseconds: SlowReaders.interval)
    defer { if readers.isEmpty { gap = Gap() } }
    return isBack && gap.messages > 0 ? gap : nil
  }
}
