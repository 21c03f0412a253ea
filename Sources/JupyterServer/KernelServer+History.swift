import JSONText
import JupyterProtocol

/// The history: each shell remembers its own cells, and the main shell's go to the archive.
extension KernelServer {
  /// Remembers a cell before it runs.
  func remember(_ input: String, line: Int, in lane: ExecutionLane) {
    let input = keeper?.keepable(input) ?? input
    lane.history.append(line: line, input: input)
    if lane === main { keeper?.add(.input(line: line, input)) }
  }

  /// Remembers the value of the cell that ran.
  func remember(value: String, line: Int, in lane: ExecutionLane) {
    let value = keeper?.keepable(value) ?? value
    lane.history.setOutput(line: line, value)
    if lane === main { keeper?.add(.output(line: line, value)) }
  }

  /// Answers a history_request: with an archive later, since that takes its time.
  func answerHistory(_ incoming: Incoming) {
    let parent = incoming.message.headerBytes
    publishStatus("busy", parent: parent)
    let lane = lane(incoming.message.header.subshell) ?? main
    do {
      let request = try HistoryRequest(incoming.message.content())
      let own = lane.history
      let isAsked =
        lane === main
        && keeper?.find(request.access) { [events, wake] cells in
          let cells = cells ?? own.cells(request.access)
          events.append(.answered(incoming, request.content(cells)))
          wake.signal()
        } == true
      if isAsked { return }
      reply(to: incoming, request.content(own.cells(request.access)))
    } catch {
      reply(to: incoming, ErrorReport(malformed: error).replyContent)
    }
    publishStatus("idle", parent: parent)
  }
}

extension HistoryRequest {
  /// The content of the reply with these cells.
  fileprivate func content(_ cells: [HistoryCell]) -> JSON {
    let lines: [JSON] = cells.map { cell in
      let input = JSON.string(cell.input)
      return [
        .int(cell.session), .int(cell.line),
        withOutput ? [input, cell.output.map(JSON.string) ?? .null] : input,
      ]
    }
    return ["status": "ok", "history": .array(lines)]
  }
}
