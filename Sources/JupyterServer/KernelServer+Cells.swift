import JSONText
import JupyterProtocol
import Tasks

/// Cells: in each lane one at a time, in the order in which they came.
extension KernelServer {
  /// Starts waiting requests until a cell runs.
  func startWaiting(_ lane: ExecutionLane) {
    while lane.running == nil, ending == nil, let incoming = lane.waiting.popFirst() {
      if incoming.message.header.type == "execute_request" {
        start(incoming, in: lane)
      } else {
        answer(incoming)
      }
    }
  }

  private func start(_ incoming: Incoming, in lane: ExecutionLane) {
    let parent = incoming.message.headerBytes
    publishStatus("busy", parent: parent)
    let request: ExecuteRequest
    do {
      request = try ExecuteRequest(incoming.message.content())
    } catch {
      replyToCell(
        incoming, ErrorReport(malformed: error).replyContent, count: lane.executionCount)
      publishStatus("idle", parent: parent)
      return
    }
    let isStored = request.storeHistory && !request.code.allSatisfy(\.isWhitespace)
    if isStored {
      lane.executionCount += 1
      remember(request.code, line: lane.executionCount, in: lane)
    }
    let count = lane.executionCount
    if !request.silent {
      publish(
        "execute_input", ["code": .string(request.code), "execution_count": .int(count)],
        parent: parent)
    }
    let output = CellOutput(
      count: count, parent: parent, request: request, subshell: lane.id, outbox: outbox,
      questions: questions)
    lane.running = RunningCell(
      incoming: incoming, request: request, output: output, isStored: isStored)
    lane.worker.submit { [handler, outbox, id = lane.id] in
      let outcome = handler.execute(request, output: output)
      var values: [JSON.Member] = []
      if case .ok = outcome {
        values = request.userExpressions.map {
          JSON.Member($0.name, handler.value(of: $0.code, cancellation: output.cancellation))
        }
      }
      outbox.end(
        CellEnd(subshell: id, outcome: outcome, userExpressions: .object(values)), parent: parent)
    }
  }

  /// Goes on after the running cell; all that it said has left before.
  func finish(_ end: CellEnd) {
    guard let lane = lane(end.subshell), let cell = lane.running else { return }
    switch end.outcome {
    case .ok:
      replyToCell(
        cell.incoming,
        ["status": "ok", "payload": [], "user_expressions": end.userExpressions],
        count: cell.output.count)
      conclude(cell, in: lane)
    case .failed(let report):
      lane.failing = FailedCell(
        report: report, stopsOnError: cell.request.stopsOnError && !cell.request.silent)
      finishFailure(in: lane)
    }
  }

  /// Shows the failures that are due.
  func finishFailures() {
    finishFailure(in: main)
    for lane in subshells { finishFailure(in: lane) }
  }

  /// Shows the failure of a cell, once no front end is in the middle of sending others behind it.
  ///
  /// What came before anybody could know of the failure belongs to the run that failed, and is
  /// aborted; what comes later is not.
  private func finishFailure(in lane: ExecutionLane) {
    guard let cell = lane.running, let failure = lane.failing else { return }
    if failure.stopsOnError, ending == nil, failure.due > Moment.now { return }
    lane.failing = nil
    if !cell.request.silent {
      publish("error", failure.report.content, parent: cell.incoming.message.headerBytes)
    }
    sending.append(.failure(failure.report, subshell: lane.id))
    if failure.stopsOnError {
      lane.aborted = lane.waiting.removeAll { $0.message.header.type == "execute_request" }
    }
  }

  /// Answers the cell that failed, and those that do not run because of it.
  func replyToFailure(_ report: ErrorReport, subshell: String?) {
    guard let lane = lane(subshell), let cell = lane.running else { return }
    replyToCell(cell.incoming, report.replyContent, count: cell.output.count)
    conclude(cell, in: lane)
  }

  private func conclude(_ cell: RunningCell, in lane: ExecutionLane) {
    lane.running = nil
    lane.asked = nil
    if cell.isStored, let text = cell.output.resultText {
      remember(value: text, line: cell.output.count, in: lane)
    }
    publishStatus("idle", parent: cell.incoming.message.headerBytes)
    let report = ErrorReport(
      name: "Aborted", value: "the cell did not run because an earlier one failed")
    for incoming in lane.aborted { refuse(incoming, report, count: lane.executionCount) }
    lane.aborted = []
    if lane.isDeleted {
      finishDeleting(lane)
    } else {
      startWaiting(lane)
    }
  }

  /// Stops the running cells of lanes; without one nothing happens.
  func interrupt(_ lanes: [ExecutionLane]) {
    let cells = lanes.compactMap(\.running)
    guard !cells.isEmpty else { return }
    for cell in cells { cell.output.cancellation.cancel() }
    outbox.releaseWaiters()
    questions.releaseWaiters()
    handler.interrupt()
  }

  private func replyToCell(_ incoming: Incoming, _ content: JSON, count: Int) {
    let count = JSON.Member("execution_count", .int(count))
    reply(to: incoming, .object((content.object ?? []) + [count]))
  }
}

extension KernelHandler {
  /// The entry of a reply for one user expression.
  fileprivate func value(of expression: String, cancellation: Cancellation) -> JSON {
    do {
      let value = try evaluate(expression, cancellation: cancellation)
      return ["status": "ok", "data": .object(value.data), "metadata": value.metadata]
    } catch {
      return error.replyContent
    }
  }
}
