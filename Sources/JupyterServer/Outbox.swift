import JSONText
import JupyterProtocol
import Tasks

/// How much may wait to be sent, and how long.
package struct Limits: Sendable {
  /// Messages that may wait before a cell does.
  package var messages = 100_000
  /// Bytes of content that may wait before a cell does.
  package var bytes = 64 << 20
  /// Milliseconds after which a peer that reads nothing starts to lose messages.
  package var patience = 10_000

  package init() {}
}

/// What a running cell has to say, on its way to the thread that owns the sockets.
///
/// Nothing is lost here. A cell that says more than is read waits until there is room or until it
/// is interrupted.
final class Outbox: Sendable {
  /// One message for all front ends.
  struct Publication: Sendable {
    var type: String
    /// The header of the request that caused it.
    var parent: [UInt8]
    var content: [UInt8]
    /// The frame that subscriptions are matched with; nil for the usual one.
    var topic: [UInt8]?
    /// Whether it stands in the outbox's count of what waits.
    var isCounted = false
  }

  /// What waits, in order.
  enum Item: Sendable {
    case publication(Publication)
    /// The running cell is done; everything that it said stands before this.
    case end(CellEnd)
    /// The reply of the cell that failed, behind the message for all.
    case failure(ErrorReport)
  }

  /// Text of one stream that grows until something else is said or some time has passed.
  private struct OpenStream {
    var name: String
    var parent: [UInt8]
    var text: String
    var due: Moment
  }

  private struct State {
    var items = Queue<Item>()
    var stream: OpenStream?
    /// Messages and bytes that are not sent yet.
    var messages = 0
    var bytes = 0

    mutating func append(_ publication: Publication) {
      messages += 1
      bytes += publication.content.count
      var publication = publication
      publication.isCounted = true
      items.append(.publication(publication))
    }

    /// Ends the open stream.
    mutating func flush() -> Int {
      guard let open = stream else { return 0 }
      stream = nil
      let content = JSON.object([
        JSON.Member("name", .string(open.name)), JSON.Member("text", .string(open.text)),
      ]).bytes
      append(Publication(type: "stream", parent: open.parent, content: content))
      return content.count
    }
  }

  /// Milliseconds that a piece of stream text waits for more.
  private static let streamDelay = 50
  /// Bytes of stream text that are not held back for more.
  private static let streamSize = 32 << 10

  private let state = Monitor(State())
  private let limits: Limits
  private let wake: Wake

  init(limits: Limits, wake: Wake) {
    self.limits = limits
    self.wake = wake
  }

  /// Adds a message of a cell; waits while there is no room and the cell is not cancelled.
  ///
  /// A cancelled cell may still say a little more, but not without end.
  func publish(_ publication: Publication, cancellation: Cancellation) {
    guard waitForRoom(cancellation) else { return }
    state.withLock {
      _ = $0.flush()
      $0.append(publication)
    }
    wake.signal()
  }

  /// Adds stream text of a cell, and tells how many bytes of messages that completed.
  func stream(_ name: String, _ text: String, parent: [UInt8], cancellation: Cancellation) -> Int {
    guard waitForRoom(cancellation) else { return 0 }
    let (completed, isNew) = state.withLock { state in
      var completed = 0
      if let open = state.stream, open.name != name || open.parent != parent {
        completed += state.flush()
      }
      let isNew = state.stream == nil
      if isNew {
        let due = Moment.now.after(milliseconds: Outbox.streamDelay)
        state.stream = OpenStream(name: name, parent: parent, text: text, due: due)
      } else {
        state.stream?.text += text
      }
      if let open = state.stream, open.text.utf8.count >= Outbox.streamSize {
        completed += state.flush()
      }
      return (completed, isNew)
    }
    if isNew || completed > 0 { wake.signal() }
    return completed
  }

  /// Says that the running cell is done.
  func end(_ end: CellEnd) {
    state.withLock {
      _ = $0.flush()
      $0.items.append(.end(end))
    }
    wake.signal()
  }

  /// Waits for a moment or for the cell's cancellation.
  func pause(until moment: Moment, cancellation: Cancellation) {
    _ = state.wait(until: moment) { _ in cancellation.isCancelled ? true : nil }
  }

  /// Lets a cancelled cell go on that waits.
  func releaseWaiters() { state.change { _ in } }

  // MARK: The side of the thread that owns the sockets

  /// Moves what waits to `queue`; tells when an open stream wants to be sent.
  func take(into queue: inout Queue<Item>) -> Moment? {
    state.withLock { state in
      if let open = state.stream, open.due <= Moment.now { _ = state.flush() }
      if queue.isEmpty {
        swap(&queue, &state.items)
      } else {
        queue.append(movedFrom: &state.items)
      }
      return state.stream?.due
    }
  }

  /// Makes room for messages that were sent.
  func sent(messages: Int, bytes: Int) {
    state.change {
      $0.messages -= messages
      $0.bytes -= bytes
    }
  }

  /// Waits for room, and tells whether there is some.
  private func waitForRoom(_ cancellation: Cancellation) -> Bool {
    let limits = limits
    return state.wait { state in
      if state.messages < limits.messages, state.bytes < limits.bytes { return true }
      guard cancellation.isCancelled else { return nil }
      return state.messages < 2 * limits.messages && state.bytes < 2 * limits.bytes
    } ?? false
  }
}

/// How a cell ended, with what the reply needs.
struct CellEnd: Sendable {
  var outcome: ExecuteOutcome
  var userExpressions: JSON
}
