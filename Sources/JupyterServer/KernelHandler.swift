package import JupyterProtocol

/// What a language does for its notebooks; the server knows sockets and messages, the handler cells.
package protocol KernelHandler: AnyObject, Sendable {
  /// What the kernel says of itself.
  var info: KernelInfo { get }

  /// Runs one cell on the execution thread, and returns when it is done.
  ///
  /// The server publishes the error of a failed cell; `output.cancellation` tells of an interrupt.
  func execute(_ request: ExecuteRequest, output: CellOutput) -> ExecuteOutcome

  /// Evaluates a front end's own expression after a cell, on the execution thread.
  func evaluate(_ expression: String) throws(ErrorReport) -> DisplayData

  /// What can stand at the cursor (in code points); may be called while a cell runs.
  func complete(code: String, cursor: Int) -> Completion

  /// What stands at the cursor (in code points); may be called while a cell runs.
  func inspect(code: String, cursor: Int, detail: Int) -> Inspection?

  /// Whether code can run as it is; may be called while a cell runs.
  func isComplete(_ code: String) -> Completeness

  /// Stops work that does not read the cell's cancellation; called from the server's thread.
  ///
  /// It comes after the cell's cancellation, and may come when the cell has just ended: it must not
  /// hit the next one.
  func interrupt()

  /// Ends the work for good; a running cell has been cancelled before.
  func shutdown(restart: Bool)
}

/// How a cell ended.
package enum ExecuteOutcome: Sendable {
  case ok
  case failed(ErrorReport)
}
