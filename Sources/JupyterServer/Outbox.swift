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
  /// Milliseconds that a front end has to acknowledge the ports that the kernel chose.
  package var registration = 10_000

  package init() {}
}

/// What running cells have to say, on its way to the thread that owns the sockets.
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
    /// Whether it says that a request is done.
    var isIdle = false
  }

  /// What waits, in order.
  enum Item: Sendable {
    case publication(Publication)
    /// A running cell asks something.
    case question(Questions.Question)
    /// A running cell is done; everything that it said stands before this.
    case end(CellEnd)
    /// The reply of a subshell's cell that failed, behind the message for all.
    case failure(ErrorReport, subshell: String?)
  }

  /// Text of one stream that grows until its cell says something else or some time has passed.
  private struct OpenStream {
    var name: String
    var parent: [UInt8]
    var text: String
    var due: Moment
  }

  private struct State {
    var items = Queue<Item>()
    /// One for each cell at most.
    var streams: [OpenStream] = []
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

    /// The place of a cell's open stream.
    func stream(of parent: [UInt8]) -> Int? { streams.firstIndex { $0.parent == parent } }

    /// Ends the open stream of a cell.
    mutating func flush(_ parent: [UInt8]) {
      if let index = stream(of: parent) { _ = flush(index) }
    }

    /// Ends an open stream, and tells how many bytes that completed.
    mutating func flush(_ index: Int) -> Int {
      let open = streams.remove(at: index)
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
      $0.flush(publication.parent)
      $0.append(publication)
    }
    wake.signal()
  }

  /// Adds stream text of a cell, and tells how many bytes of messages that completed.
  func stream(_ name: String, _ text: String, parent: [UInt8], cancellation: Cancellation) -> Int {
    guard waitForRoom(cancellation) else { return 0 }
    let (completed, isNew) = state.withLock { state in
      var completed = 0
      var open = state.stream(of: parent)
      if let index = open, state.streams[index].name != name {
        completed += state.flush(index)
        open = nil
      }
      let index = open ?? state.streams.count
      if open == nil {
        let due = Moment.now.after(milliseconds: Outbox.streamDelay)
        state.streams.append(OpenStream(name: name, parent: parent, text: text, due: due))
      } else {
        state.streams[index].text += text
      }
      if state.streams[index].text.utf8.count >= Outbox.streamSize {
        completed += state.flush(index)
      }
      return (completed, open == nil)
    }
    if isNew || completed > 0 { wake.signal() }
    return completed
  }

  /// Puts a question behind what the cell has said.
  func ask(_ question: Questions.Question, parent: [UInt8]) {
    state.withLock {
      $0.flush(parent)
      $0.items.append(.question(question))
    }
    wake.signal()
  }

  /// Says that a running cell is done.
  func end(_ end: CellEnd, parent: [UInt8]) {
    state.withLock {
      $0.flush(parent)
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

  /// Moves what waits to `queue`; tells when the next open stream wants to be sent.
  func take(into queue: inout Queue<Item>) -> Moment? {
    state.withLock { state in
      if !state.streams.isEmpty {
        let now = Moment.now
        while let index = state.streams.firstIndex(where: { $0.due <= now }) {
          _ = state.flush(index)
        }
      }
      if queue.isEmpty {
        swap(&queue, &state.items)
      } else {
        queue.append(movedFrom: &state.items)
      }
      return state.streams.map(\.due).min()
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
  /// The subshell that the cell ran in, nil for the main shell.
  var subshell: String?
  var outcome: ExecuteOutcome
  var userExpressions: JSON
}
