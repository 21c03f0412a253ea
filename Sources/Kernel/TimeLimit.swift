import DuckDBEngine
import Planning
import Tasks

/// Stops work of an engine that takes longer than it may, or that a cancelled cell asked for.
struct TimeLimit: Sendable {
  /// What the engine's work is done for.
  let cancellation: Cancellation
  private let cell: Cancellation?
  private let deadline: ContinuousClock.Instant
  private let late = Cancellation()

  /// Starts to count; `end()` has to be called when the work is done.
  init(
    _ time: Duration, for cancellation: Cancellation = Cancellation(),
    within cell: Cancellation? = nil,
    in engine: any Engine
  ) {
    self.cancellation = cancellation
    self.cell = cell
    deadline = .now + time
    let limit = self
    detachThread {
      while !limit.isOver { sleepBriefly() }
      guard !cancellation.isCancelled else { return }
      if cell?.isCancelled != true { limit.late.cancel() }
      cancellation.cancel()
      engine.cancel()
    }
  }

  /// Whether the work should go no further.
  var isOver: Bool {
    cancellation.isCancelled || cell?.isCancelled == true || ContinuousClock.now >= deadline
  }

  /// Whether the work was stopped because it took too long.
  var wasReached: Bool { late.isCancelled }

  /// Ends the watch over the work.
  func end() { cancellation.cancel() }
}
