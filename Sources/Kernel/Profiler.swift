import DuckDBEngine
import Glibc
import Planning
import Synchronization
import Tables
import Tasks

/// Takes the profiles of bound tables in the background, while no cell runs.
///
/// A cell that starts stops it at once; it goes on when the kernel has been idle for a moment. A
/// profile is kept as long as a name stands for its table.
package final class Profiler: Sendable {
  private struct State {
    /// Gives the tables that names stand for, the newest first; nil while profiles are not wanted.
    var tables: (@Sendable () -> [Relation])?
    /// No table is worked on for longer.
    var longest = Duration.zero
    var known: [Plan: TableProfile] = [:]
    /// Plans whose profile failed or took too long: they are not tried again.
    var failed: Set<Plan> = []
    var cells = 0
    var idleSince = ContinuousClock.now
    var hasWork = false
    var isAtWork = false
    var running: Cancellation?
  }

  private let engine: any Engine
  private let state = Mutex(State())

  /// No more tables than these have profiles.
  private static let mostTables = 64
  /// How long the kernel must have been idle.
  private static let pause = Duration.milliseconds(60)

  init(_ engine: any Engine) { self.engine = engine }

  /// Starts to take profiles of what `tables` gives.
  func watch(longest: Duration, _ tables: @escaping @Sendable () -> [Relation]) {
    state.withLock {
      $0.longest = longest
      $0.tables = tables
    }
  }

  /// The profile of a plan, if it is taken.
  func profile(of plan: Plan) -> TableProfile? { state.withLock { $0.known[plan] } }

  /// Stops the work of the background: a cell runs now.
  func cellStarts() {
    let running = state.withLock { state -> Cancellation? in
      state.cells += 1
      return state.running
    }
    guard let running else { return }
    running.cancel()
    engine.cancel()
  }

  /// Goes on with the background work, if this was the last running cell.
  func cellEnds() {
    let starts = state.withLock { state -> Bool in
      state.cells -= 1
      state.idleSince = .now
      state.hasWork = true
      guard state.cells == 0, !state.isAtWork, state.tables != nil else { return false }
      state.isAtWork = true
      return true
    }
    if starts { detachThread { [weak self] in Self.work { self } } }
  }

  /// Waits until nothing is left to do: for tests.
  package func finish() {
    while state.withLock({ $0.isAtWork }) { usleep(1_000) }
  }

  // MARK: The background

  /// Works until all is done or a cell runs; holds the profiler only for a moment while it waits.
  private static func work(_ profiler: () -> Profiler?) {
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    while let step = profiler()?.nextStep() {
      switch step {
      case .wait: usleep(10_000)
      case .end: return
      case .profile(let relation, let cancellation):
        profiler()?.take(relation, cancellation)
      }
    }
  }

  private enum Step {
    case wait
    case profile(Relation, Cancellation)
    case end
  }

  private func nextStep() -> Step {
    let tables = state.withLock { state -> (@Sendable () -> [Relation])? in
      guard state.cells == 0, state.hasWork, let tables = state.tables else {
        state.isAtWork = false
        return nil
      }
      return ContinuousClock.now - state.idleSince < Self.pause ? { [] } : tables
    }
    guard let tables else { return .end }
    let bound = Array(tables().prefix(Self.mostTables))
    return state.withLock { state in
      guard state.cells == 0, ContinuousClock.now - state.idleSince >= Self.pause else {
        return .wait
      }
      let plans = Set(bound.map(\.plan))
      state.known = state.known.filter { plans.contains($0.key) }
      state.failed.formIntersection(plans)
      let next = bound.first { state.known[$0.plan] == nil && !state.failed.contains($0.plan) }
      guard let next else {
        state.hasWork = false
        state.isAtWork = false
        return .end
      }
      let cancellation = Cancellation()
      state.running = cancellation
      return .profile(next, cancellation)
    }
  }

  private func take(_ relation: Relation, _ cancellation: Cancellation) {
    let engine = engine
    let limit = TimeLimit(state.withLock { $0.longest }, for: cancellation, in: engine)
    defer { limit.end() }
    let profile = engine.work(for: cancellation, timeZone: "UTC") {
      try? ProfileQueries(relation: relation) { try engine.collect($0) }.profile()
    }
    state.withLock { state in
      state.running = nil
      if let profile {
        state.known[relation.plan] = profile
      } else if limit.wasReached || !cancellation.isCancelled {
        state.failed.insert(relation.plan)
      }
    }
  }
}
