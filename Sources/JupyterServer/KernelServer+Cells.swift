import JSONText
import JupyterProtocol
import Tasks

/// Cells: one at a time, in the order in which they came.
extension KernelServer {
  /// Starts waiting requests until a cell runs.
  func startWaiting() {
    while running == nil, ending == nil, let incoming = waiting.popFirst() {
      if incoming.message.header.type == "execute_request" {
        start(incoming)
      } else {
        answer(incoming)
      }
    }
  }

  private func start(_ incoming: Incoming) {
    let parent = incoming.message.headerBytes
    publishStatus("busy", parent: parent)
    let request: ExecuteRequest
    do {
      request = try ExecuteRequest(incoming.message.content())
    } catch {
      replyToCell(incoming, ErrorReport(malformed: error).replyContent)
      publishStatus("idle", parent: parent)
      return
    }
    let isStored = request.storeHistory && !request.code.allSatisfy(\.isWhitespace)
    if isStored {
      executionCount += 1
      history.append(line: executionCount, input: request.code)
    }
    if !request.silent {
      publish(
        "execute_input", ["code": .string(request.code), "execution_count": .int(executionCount)],
        parent: parent)
    }
    let output = CellOutput(
      count: executionCount, parent: parent, silent: request.silent, outbox: outbox)
    running = RunningCell(incoming: incoming, request: request, output: output, isStored: isStored)
    cells.submit { [handler, outbox] in
      let outcome = handler.execute(request, output: output)
      var values: [JSON.Member] = []
      if case .ok = outcome {
        values = request.userExpressions.map { JSON.Member($0.name, handler.value(of: $0.code)) }
      }
      outbox.end(CellEnd(outcome: outcome, userExpressions: .object(values)))
    }
  }

  /// Goes on after the running cell; all that it said has left before.
  func finish(_ end: CellEnd) {
    guard let cell = running else { return }
    switch end.outcome {
    case .ok:
      replyToCell(
        cell.incoming,
        ["status": "ok", "payload": [], "user_expressions": end.userExpressions],
        count: cell.output.count)
      conclude(cell)
    case .failed(let report):
      failing = FailedCell(
        report: report, stopsOnError: cell.request.stopsOnError && !cell.request.silent)
      finishFailure()
    }
  }

  /// Shows the failure of a cell, once no front end is in the middle of sending others behind it.
  ///
  /// What came before anybody could know of the failure belongs to the run that failed, and is
  /// aborted; what comes later is not.
  func finishFailure() {
    guard let cell = running, let failure = failing else { return }
    if failure.stopsOnError, ending == nil, failure.due > Moment.now { return }
    failing = nil
    if !cell.request.silent {
      publish("error", failure.report.content, parent: cell.incoming.message.headerBytes)
    }
    sending.append(.failure(failure.report))
    if failure.stopsOnError {
      aborted = waiting.removeAll { $0.message.header.type == "execute_request" }
    }
  }

  /// Answers the cell that failed, and those that do not run because of it.
  func replyToFailure(_ report: ErrorReport) {
    guard let cell = running else { return }
    replyToCell(cell.incoming, report.replyContent, count: cell.output.count)
    conclude(cell)
  }

  private func conclude(_ cell: RunningCell) {
    running = nil
    if cell.isStored, let text = cell.output.resultText {
      history.setOutput(line: cell.output.count, text)
    }
    publishStatus("idle", parent: cell.incoming.message.headerBytes)
    for incoming in aborted { abort(incoming) }
    aborted = []
    startWaiting()
  }

  /// Answers a cell that does not run because an earlier one failed.
  private func abort(_ incoming: Incoming) {
    let parent = incoming.message.headerBytes
    publishStatus("busy", parent: parent)
    let report = ErrorReport(
      name: "Aborted", value: "the cell did not run because an earlier one failed")
    replyToCell(incoming, report.replyContent)
    publishStatus("idle", parent: parent)
  }

  /// Stops the running cell; without one nothing happens.
  func interrupt() {
    guard let cell = running else { return }
    cell.output.cancellation.cancel()
    outbox.releaseWaiters()
    handler.interrupt()
  }

  private func replyToCell(_ incoming: Incoming, _ content: JSON, count: Int? = nil) {
    let count = JSON.Member("execution_count", .int(count ?? executionCount))
    reply(to: incoming, .object((content.object ?? []) + [count]))
  }
}

extension KernelHandler {
  /// The entry of a reply for one user expression.
  fileprivate func value(of expression: String) -> JSON {
    do {
      let value = try evaluate(expression)
      return ["status": "ok", "data": .object(value.data), "metadata": value.metadata]
    } catch {
      return error.replyContent
    }
  }
}

/// A cell that failed and was not answered yet.
struct FailedCell {
  /// Milliseconds without a request after which nobody is in the middle of sending.
  private static let quiet = 5
  /// Milliseconds that the failure is held back at most.
  private static let patience = 500

  let report: ErrorReport
  /// Whether the cells that wait are aborted.
  let stopsOnError: Bool
  private var quietEnd = Moment.now.after(milliseconds: quiet)
  private let lastEnd = Moment.now.after(milliseconds: patience)

  init(report: ErrorReport, stopsOnError: Bool) {
    self.report = report
    self.stopsOnError = stopsOnError
  }

  /// When the failure is shown.
  var due: Moment { min(quietEnd, lastEnd) }

  /// Notes that another cell came.
  mutating func wait() { quietEnd = Moment.now.after(milliseconds: FailedCell.quiet) }
}
