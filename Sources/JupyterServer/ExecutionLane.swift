import JupyterProtocol

/// Cells that run one at a time, in the order in which they came: the main shell, or a subshell.
///
/// Only the thread of the sockets uses it; the cells run on a thread of the lane's own.
final class ExecutionLane {
  /// The id of a subshell, nil for the main shell.
  let id: String?
  /// Runs the cells.
  let worker: Worker
  /// Requests that run in order, after the running cell.
  var waiting = Queue<Incoming>()
  var running: RunningCell?
  /// What the running cell waits for an answer to.
  var asked: AskedQuestion?
  /// The running cell's failure, until it is shown.
  var failing: FailedCell?
  /// The cells that do not run because of it.
  var aborted: [Incoming] = []
  var executionCount = 0
  var history = History()
  /// Whether the subshell is gone for the front ends; its running cell may still wind up.
  var isDeleted = false

  /// Starts the thread.
  init(id: String?) throws(ServerError) {
    self.id = id
    // Cells get the deep stack of a main thread and more: deep expressions are theirs to read.
    worker = try Worker(stackSize: 64 << 20)
  }
}

/// The cell that runs now.
struct RunningCell {
  var incoming: Incoming
  var request: ExecuteRequest
  var output: CellOutput
  /// Whether its value belongs into the history.
  var isStored: Bool
}

/// A cell that failed and was not answered yet.
struct FailedCell {
  /// Milliseconds without a request after which nobody is in the middle of sending.
  private static let quiet = 5
  /// The same once others came behind it: a front end that sends many may be held up on the way.
  private static let quietAmongMany = 30
  /// Milliseconds that the failure is held back at most.
  private static let patience = 2000

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
  mutating func wait() { quietEnd = Moment.now.after(milliseconds: FailedCell.quietAmongMany) }
}
