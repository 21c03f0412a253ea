import JSONText
import JupyterProtocol

/// What leaves: replies at once, messages for all in one order.
extension KernelServer {
  /// Replies to the client that asked; a client that is gone is no failure.
  func reply(to incoming: Incoming, _ content: JSON) {
    let message = incoming.message
    let type = message.header.type.dropLast("request".count) + "reply"
    let frames = sender.frames(
      String(type), to: message.identities, parent: message.headerBytes, content: content.bytes)
    _ = sockets.socket(incoming.channel).send(frames)
  }

  /// Puts a message for all front ends behind what waits.
  func publish(_ type: String, _ content: JSON, parent: [UInt8], topic: [UInt8]? = nil) {
    sending.append(
      .publication(
        Outbox.Publication(type: type, parent: parent, content: content.bytes, topic: topic)))
  }

  /// Says that work on a request begins or has ended.
  func publishStatus(_ state: String, parent: [UInt8]) {
    let content: JSON = ["execution_state": .string(state)]
    sending.append(
      .publication(
        Outbox.Publication(
          type: "status", parent: parent, content: content.bytes, isIdle: state == "idle")))
  }

  /// Welcomes new subscribers.
  func receiveSubscriptions() {
    while let frames = sockets.iopub.receive() {
      // 1 subscribes, 0 ends a subscription.
      guard frames.count == 1, frames[0].first == 1 else { continue }
      let topic = Array(frames[0].dropFirst())
      guard let subscription = String(validating: topic, as: UTF8.self) else { continue }
      let none = Array("{}".utf8)
      publish(
        "iopub_welcome", ["subscription": .string(subscription)], parent: none, topic: topic)
      if !isKnown {
        isKnown = true
        publishStatus("starting", parent: none)
      }
    }
  }

  /// Sends what waits, until a front end has no room or requests should be looked at again.
  func sendWaiting() {
    var turns = 256
    var messages = 0
    var bytes = 0
    while turns > 0, let item = sending.first {
      turns -= 1
      switch item {
      case .question(let question):
        _ = sending.popFirst()
        send(question)
      case .end(let end):
        _ = sending.popFirst()
        finish(end)
      case .failure(let report, let subshell):
        _ = sending.popFirst()
        replyToFailure(report, subshell: subshell)
      case .publication(let publication):
        let size = publication.content.count
        switch publisher.send(frames(publication), size: size) {
        case .full:
          outbox.sent(messages: messages, bytes: bytes)
          return
        case .sentToReaders:
          log("a front end that reads nothing misses messages until it reads again")
        case .sent: break
        }
        _ = sending.popFirst()
        publisher.slowReaders.miss(publication)
        if publication.isCounted {
          messages += 1
          bytes += size
        }
      }
    }
    outbox.sent(messages: messages, bytes: bytes)
  }

  /// Tells front ends that read again what they missed.
  ///
  /// A message for one of them alone does not exist: the others see it too, and can ignore it.
  func tellSlowReaders() {
    guard let gap = publisher.slowReaders.look() else { return }
    let text =
      "\(handler.info.implementation): up to \(gap.messages) messages did not reach a front end "
      + "that read nothing for \(limits.patience / 1000) seconds; run the cell again to see its "
      + "outputs\n"
    publish("stream", ["name": "stderr", "text": .string(text)], parent: gap.parent)
    // A front end that missed the end of a cell would wait for it for ever.
    for parent in gap.ended { publishStatus("idle", parent: parent) }
    for lane in lanes where !gap.ended.isEmpty {
      guard let cell = lane.running else { continue }
      publishStatus("busy", parent: cell.incoming.message.headerBytes)
    }
  }

  /// The frames of a message for all front ends.
  func frames(_ publication: Outbox.Publication) -> [[UInt8]] {
    sender.frames(
      publication.type, to: [publication.topic ?? sender.topic(publication.type)],
      parent: publication.parent, content: publication.content)
  }
}
