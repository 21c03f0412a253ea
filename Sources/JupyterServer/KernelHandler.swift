package import JupyterProtocol
package import Tasks

/// What a language does for its notebooks; the server knows sockets and messages, the handler cells.
package protocol KernelHandler: AnyObject, Sendable {
  /// What the kernel says of itself.
  var info: KernelInfo { get }

  /// Runs one cell on an execution thread, and returns when it is done.
  ///
  /// The main shell and each subshell have one such thread, so that cells may run at once.
  ///
  /// The server publishes the error of a failed cell; `output.cancellation` tells of an interrupt.
  func execute(_ request: ExecuteRequest, output: CellOutput) -> ExecuteOutcome

  /// Evaluates a front end's own expression after a cell, on the cell's thread; `cancellation` is
  /// the cell's.
  func evaluate(
    _ expression: String, cancellation: Cancellation
  ) throws(ErrorReport) -> DisplayData

  /// What can stand at the cursor (in code points); may be called while a cell runs.
  func complete(code: String, cursor: Int) -> Completion

  /// What stands at the cursor (in code points); may be called while a cell runs.
  func inspect(code: String, cursor: Int, detail: Int) -> Inspection?

  /// Whether code can run as it is; may be called while a cell runs.
  func isComplete(_ code: String) -> Completeness

  /// Stops work of cancelled cells that does not read their cancellation; called from the server's
  /// thread.
  ///
  /// It comes after a cell's cancellation, and may come when that cell has just ended: it must hit
  /// no cell that was not cancelled.
  func interrupt()

  /// Ends the work for good; a running cell has been cancelled before.
  func shutdown(restart: Bool)
}

/// How a cell ended.
package enum ExecuteOutcome: Sendable {
  case ok
  case failed(ErrorReport)
}
