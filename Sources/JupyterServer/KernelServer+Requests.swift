import JSONText
import JupyterProtocol

/// Requests: received, checked, and answered.
extension KernelServer {
  /// Takes in what has come on shell or control.
  func receiveRequests(_ channel: Channel, atMost limit: Int) {
    let socket = sockets.socket(channel)
    var count = 0
    while count < limit, let frames = socket.receive() {
      count += 1
      do {
        let message = try Message(frames: frames, signer: sender.signer, replays: &replays)
        guard ending == nil else { continue }
        isKnown = true
        route(Incoming(channel: channel, message: message))
      } catch {
        log("dropped a message on \(channel.rawValue): \(error)")
      }
    }
    // The poll returns at once when more is there to read.
  }

  private func route(_ incoming: Incoming) {
    let type = incoming.message.header.type
    guard let lane = incoming.channel == .shell ? lane(for: incoming) : main else {
      // Execution counts belong to subshells, and this one has none.
      refuse(
        incoming, ErrorReport(unknownSubshell: incoming.message.header.subshell), count: 0)
      return
    }
    switch (incoming.channel, type) {
    case (.shell, "execute_request"), (.shell, "history_request"):
      lane.waiting.append(incoming)
      lane.failing?.wait()
      startWaiting(lane)
    case (_, "complete_request"), (_, "inspect_request"), (_, "is_complete_request"):
      publishStatus("busy", parent: incoming.message.headerBytes)
      sideRequests.submit { [handler, events, wake] in
        events.append(.answered(incoming, handler.answer(incoming.message)))
        wake.signal()
      }
    default:
      answer(incoming)
    }
  }

  /// Handles what another thread tells.
  func handle(_ event: Event) {
    switch event {
    case .answered(let incoming, let content):
      reply(to: incoming, content)
      publishStatus("idle", parent: incoming.message.headerBytes)
    case .notice(.interrupted): interrupt(lanes)
    case .notice(.terminated): end(restart: false, status: 143)
    case .notice(.orphaned):
      log("the parent process is gone")
      end(restart: false, status: 1)
    }
  }

  /// Answers a request on this thread.
  func answer(_ incoming: Incoming) {
    if incoming.message.header.type == "history_request" { return answerHistory(incoming) }
    let parent = incoming.message.headerBytes
    publishStatus("busy", parent: parent)
    defer { publishStatus("idle", parent: parent) }
    let type = incoming.message.header.type
    do {
      let content = try incoming.message.content()
      switch type {
      case "kernel_info_request": reply(to: incoming, handler.info.content)
      case "comm_info_request": reply(to: incoming, ["status": "ok", "comms": [:]])
      case "comm_open":
        // No target is known here, and a front end has to be told so.
        let id = content["comm_id"] ?? ""
        publish("comm_close", ["comm_id": id, "data": [:]], parent: parent)
      case "comm_msg", "comm_close": break
      case "usage_request": reply(to: incoming, usage.content())
      case "interrupt_request": reply(to: incoming, interrupt(for: incoming))
      case "create_subshell_request" where incoming.channel == .control:
        reply(to: incoming, createSubshell())
      case "list_subshell_request" where incoming.channel == .control:
        reply(to: incoming, subshellList)
      case "delete_subshell_request" where incoming.channel == .control:
        reply(to: incoming, deleteSubshell(content))
      case "shutdown_request":
        let restart = content["restart"]?.bool ?? false
        let answer: JSON = ["status": "ok", "restart": .bool(restart)]
        end(restart: restart, status: 0)
        reply(to: incoming, answer)
        publish("shutdown_reply", answer, parent: parent)
      default:
        let name = JSON.string(String(type.prefix(80))).text
        log("ignored a message of the unknown type \(name) on \(incoming.channel.rawValue)")
      }
    } catch {
      guard KernelServer.answered.contains(type) else { return }
      reply(to: incoming, ErrorReport(malformed: error).replyContent)
    }
  }

  /// The types on this thread that get a reply.
  private static let answered: Set<String> = [
    "kernel_info_request", "comm_info_request", "interrupt_request", "shutdown_request",
    "usage_request", "create_subshell_request", "list_subshell_request",
    "delete_subshell_request",
  ]

  /// Stops the cell of the subshell that a request names, and gives the content of the reply.
  ///
  /// A request that names none stops all that runs, as a signal does: who interrupts a kernel wants
  /// it to be quiet, and front ends have no button for the cells of subshells.
  private func interrupt(for incoming: Incoming) -> JSON {
    guard let id = incoming.message.header.subshell else {
      let isRunning = isRunning
      interrupt(lanes)
      if isRunning { ChildProcesses.interrupt() }
      return ["status": "ok"]
    }
    guard let lane = lane(for: incoming) else {
      return ErrorReport(unknownSubshell: id).replyContent
    }
    interrupt([lane])
    return ["status": "ok"]
  }

  /// Gives a running cell a moment to wind up, then ends `run`.
  private func end(restart: Bool, status: Int32) {
    guard ending == nil else { return }
    ending = Ending(restart: restart, status: status, deadline: Moment.now.after(milliseconds: 300))
    interrupt(lanes)
  }
}

extension ErrorReport {
  /// The report on a request whose content cannot be used.
  init(malformed error: any Error) {
    self.init(name: "MalformedRequest", value: "\(error)")
  }
}

extension KernelHandler {
  /// The content of the reply to a side request.
  fileprivate func answer(_ message: Message) -> JSON {
    do {
      let content = try message.content()
      switch message.header.type {
      case "complete_request":
        let request = try CompleteRequest(content)
        return complete(code: request.code, cursor: request.cursor).content
      case "inspect_request":
        let request = try InspectRequest(content)
        let found = inspect(code: request.code, cursor: request.cursor, detail: request.detail)
        return [
          "status": "ok", "found": .bool(found != nil), "data": .object(found?.data ?? []),
          "metadata": found?.metadata ?? .empty,
        ]
      default:
        return isComplete(try IsCompleteRequest(content).code).content
      }
    } catch {
      return ErrorReport(malformed: error).replyContent
    }
  }
}
