import JSONText
import JupyterProtocol

/// Input: questions go to the client whose cell asks, and to nobody else.
extension KernelServer {
  /// Milliseconds until a question is sent again whose client does not listen on stdin yet.
  static let questionInterval = 20

  /// Sends the question of a running cell, now or when its client listens.
  func send(_ question: Questions.Question) {
    guard questions.isOpen(question), let lane = lane(question.subshell), let cell = lane.running
    else { return }
    let content: JSON = [
      "prompt": .string(question.prompt), "password": .bool(question.isSecret),
    ]
    let message = cell.incoming.message
    let frames = sender.frames(
      "input_request", to: message.identities, parent: message.headerBytes,
      content: content.bytes)
    if sockets.stdin.reaches(frames) {
      lane.asked = AskedQuestion(id: question.id, message: sender.lastID)
    } else {
      unsent.append(question)
    }
  }

  /// Tries again to send the questions whose clients did not listen.
  func sendQuestions() {
    let questions = unsent
    unsent = []
    for question in questions { send(question) }
  }

  /// Takes in what has come on stdin: answers to open questions, and nothing else.
  func receiveAnswers() {
    while let frames = sockets.stdin.receive() {
      do {
        let message = try Message(frames: frames, signer: sender.signer, replays: &replays)
        guard ending == nil else { continue }
        try receiveAnswer(message)
      } catch {
        log("dropped a message on stdin: \(error)")
      }
    }
  }

  private func receiveAnswer(_ message: Message) throws {
    guard message.header.type == "input_reply" else { return }
    let content = try message.content()
    let parent = try message.parent()["msg_id"]?.string
    // A reply need not name what it answers; one that names another question is too late.
    let asking = lanes.first { lane in
      guard let cell = lane.running, let asked = lane.asked,
        cell.incoming.message.identities == message.identities
      else { return false }
      return parent == nil || parent == asked.message || parent == cell.incoming.message.header.id
    }
    guard let asking, let asked = asking.asked else {
      log("dropped an input_reply that no cell waits for")
      return
    }
    guard let value = content["value"]?.string else {
      log("dropped an input_reply without a text")
      return
    }
    asking.asked = nil
    questions.answer(asked.id, value)
  }
}

/// A question that was sent and has no answer yet.
struct AskedQuestion {
  var id: Int
  /// The id of its message.
  var message: String
}
