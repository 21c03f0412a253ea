import Planning
import Synchronization
import Tasks

/// A cell at work: what stops it, the zone that it reads instants in, and its connection.
final class DuckDBCell: Sendable {
  let engine: DuckDB
  let cancellation: Cancellation
  private let state: Mutex<State>

  private struct State {
    var zone: String
    var connection: DuckDBConnection?
  }

  init(_ engine: DuckDB, _ cancellation: Cancellation, zone: String) {
    self.engine = engine
    self.cancellation = cancellation
    state = Mutex(State(zone: zone))
  }

  var zone: String {
    get { state.withLock { $0.zone } }
    set { state.withLock { $0.zone = newValue } }
  }

  /// The cell's own connection, lent at its first call.
  func connection(of session: DuckDBSession) throws(EngineError) -> DuckDBConnection {
    if let connection = state.withLock({ $0.connection }) { return connection }
    let connection = try session.lend(for: cancellation)
    state.withLock { $0.connection = connection }
    return connection
  }

  /// Takes the connection back from the cell.
  func finish() -> DuckDBConnection? {
    state.withLock { state in
      defer { state.connection = nil }
      return state.connection
    }
  }
}

/// Which cells work, and what to drop once they have ended.
struct DuckDBCells {
  private var nextNumber = 0
  private var running: Set<Int> = []
  private var drops: [Drop] = []

  /// A statement that drops what no plan holds any more, and what is let go with it.
  struct Drop: Sendable {
    let statement: String
    private let held: [any Sendable]
    /// The first cell that cannot have seen the name.
    fileprivate let before: Int

    fileprivate init(_ statement: String, _ held: [any Sendable], before: Int) {
      self.statement = statement
      self.held = held
      self.before = before
    }
  }

  /// Notes a statement that drops what no plan holds any more, and what is let go with it.
  ///
  /// A cell that works now may just have taken the name out of the last plan, to ask for its rows.
  mutating func drop(_ statement: String, releasing held: [any Sendable] = []) {
    drops.append(Drop(statement, held, before: nextNumber))
  }

  /// Starts a cell: its number, and the drops that hit nobody any more.
  ///
  /// The caller lets go of these outside the lock around the cells: what they hold may hold other
  /// tables, whose drops are then noted here.
  mutating func begin() -> (number: Int, unused: [Drop]) {
    let oldest = running.min() ?? nextNumber
    let unused = drops.filter { $0.before <= oldest }
    drops.removeAll { $0.before <= oldest }
    running.insert(nextNumber)
    nextNumber += 1
    return (nextNumber - 1, unused)
  }

  mutating func end(_ number: Int) { running.remove(number) }
}
