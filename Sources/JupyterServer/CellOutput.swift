import JSONText
package import JupyterProtocol
import Synchronization
package import Tasks

/// Where a running cell says things; any thread may use it.
package final class CellOutput: Sendable {
  /// The two streams of text.
  package enum Stream: String, Sendable {
    case stdout, stderr
  }

  /// Tells that the cell was interrupted; every cell has its own.
  package let cancellation = Cancellation()
  /// The number of the cell.
  package let count: Int

  private let outbox: Outbox
  private let parent: [UInt8]
  private let silent: Bool
  private let questions: Questions
  /// The subshell of the cell, nil for the main shell.
  private let subshell: String?
  private let allowsInput: Bool
  private let pace = Mutex(StreamPace())
  private let lastResult = Mutex<String?>(nil)

  init(
    count: Int, parent: [UInt8], request: ExecuteRequest, subshell: String?, outbox: Outbox,
    questions: Questions
  ) {
    self.count = count
    self.parent = parent
    silent = request.silent
    allowsInput = request.allowsInput
    self.subshell = subshell
    self.outbox = outbox
    self.questions = questions
  }

  /// Asks whoever sent the cell for a line of text, and waits for it.
  ///
  /// What was said before is seen before; a `password` is not shown while it is typed. It fails at
  /// once when the front end takes no questions, and when the cell is interrupted.
  package func ask(_ prompt: String, password: Bool = false) throws(InputError) -> String {
    guard allowsInput else { throw .notAllowed }
    let question = questions.open(prompt, isSecret: password, subshell: subshell)
    outbox.ask(question, parent: parent)
    guard let answer = questions.answer(to: question, cancellation: cancellation) else {
      throw .interrupted
    }
    return answer
  }

  /// Writes text to a stream; pieces that follow each other closely become one message.
  package func stream(_ name: Stream, _ text: String) {
    guard !silent, !text.isEmpty else { return }
    let bytes = outbox.stream(
      name.rawValue, text, parent: parent, cancellation: cancellation)
    guard bytes > 0, let moment = pace.withLock({ $0.moment(after: bytes) }) else { return }
    outbox.pause(until: moment, cancellation: cancellation)
  }

  /// Bytes of a piece of a document.
  private static let pieceSize = 256 << 10

  /// Writes a whole document to the standard output, at once and not joined with other text: a
  /// program waits for it.
  ///
  /// A large one comes in pieces, at the rate at which a Jupyter server lets text pass.
  package func document(_ text: String) {
    var rest = Substring(text)
    while !rest.isEmpty, !cancellation.isCancelled {
      let piece = rest.piece(ofBytes: CellOutput.pieceSize)
      rest = rest[piece.endIndex...]
      publish("stream", ["name": .string(Stream.stdout.rawValue), "text": .string(String(piece))])
      if let moment = pace.withLock({ $0.moment(after: piece.utf8.count) }) {
        outbox.pause(until: moment, cancellation: cancellation)
      }
    }
  }

  /// Shows an output; with an id it can be updated later, by this cell or by another.
  package func display(_ data: DisplayData, id: String? = nil) {
    publish("display_data", data, [transient(id)])
  }

  /// Replaces the output that was shown with this id.
  package func update(_ data: DisplayData, id: String) {
    publish("update_display_data", data, [transient(id)])
  }

  /// Shows the value of the cell.
  package func result(_ data: DisplayData) {
    lastResult.withLock { $0 = data.plainText }
    publish("execute_result", data, [JSON.Member("execution_count", .int(count))])
  }

  /// Clears the outputs of the cell, at once or when the next one comes.
  package func clear(wait: Bool = false) {
    publish("clear_output", ["wait": .bool(wait)])
  }

  /// The plain text of the cell's value, for the history.
  var resultText: String? { lastResult.withLock { $0 } }

  private func transient(_ id: String?) -> JSON.Member {
    JSON.Member("transient", id.map { ["display_id": .string($0)] } ?? .empty)
  }

  private func publish(_ type: String, _ data: DisplayData, _ more: [JSON.Member]) {
    let members = [JSON.Member("data", .object(data.data)), JSON.Member("metadata", data.metadata)]
    publish(type, .object(members + more))
  }

  private func publish(_ type: String, _ content: JSON) {
    guard !silent else { return }
    outbox.publish(
      Outbox.Publication(type: type, parent: parent, content: content.bytes),
      cancellation: cancellation)
  }
}

/// Holds a cell's stream text below the rate at which a Jupyter server starts to drop it.
///
/// The server counts 1,000,000 bytes a second over three seconds, anew for each cell.
private struct StreamPace {
  private static let burst = 900_000
  private static let bytesPerSecond = 650_000
  private var start: Moment?
  private var bytes = 0

  /// The moment from which more may be written, nil when that is now.
  mutating func moment(after count: Int) -> Moment? {
    let start = start ?? Moment.now
    self.start = start
    bytes += count
    guard bytes > StreamPace.burst else { return nil }
    let seconds = Double(bytes - StreamPace.burst) / Double(StreamPace.bytesPerSecond)
    let moment = start.after(milliseconds: Int(seconds * 1000))
    return moment > Moment.now ? moment : nil
  }
}

extension Substring {
  /// The first `count` bytes, and up to three more so that no code point is cut.
  fileprivate func piece(ofBytes count: Int) -> Substring {
    guard var end = utf8.index(startIndex, offsetBy: count, limitedBy: endIndex) else {
      return self
    }
    while end < endIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(after: end) }
    return self[..<end]
  }
}
