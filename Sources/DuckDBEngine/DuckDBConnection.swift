import CDuckDB
import Planning
import Synchronization
import Tables
import Tasks

/// One connection to a database; calls wait for each other.
final class DuckDBConnection: @unchecked Sendable {
  // The handle is used by one call at a time, under `turn`; interrupting is allowed meanwhile.
  private let handle: DuckDBConnectionHandle
  private let functions: DuckDBFunctions
  private let turn = Mutex<Void>(())
  private let running = Mutex(Running())
  /// The zone that the connection was told last; reached under `turn`.
  private var zone = "UTC"

  private struct Running {
    /// What stops the cell that the calls work for, also between two of them; nil without a cell.
    var cell: Cancellation?
    /// The number of the running call or of the last one.
    var call = 0
    var isActive = false
    /// Whether that call was asked to stop.
    var isCancelled = false
    /// Whether that call cleans up, which an interrupt must not stop.
    var isShielded = false

    /// Whether an interrupt of a call may go to DuckDB now.
    func takesInterrupt(of call: Int) -> Bool { isActive && !isShielded && self.call == call }
  }

  init(to database: DuckDBDatabase, _ functions: DuckDBFunctions) throws(EngineError) {
    var handle: DuckDBConnectionHandle?
    guard functions.connect(database, &handle) == 0, let handle else {
      throw EngineError(.missingEngine, "DuckDB gave no connection")
    }
    self.handle = handle
    self.functions = functions
  }

  deinit {
    var handle: DuckDBConnectionHandle? = handle
    functions.disconnect(&handle)
  }

  /// Makes the calls that follow work for a cell, or for none.
  func begin(_ cancellation: Cancellation?) { running.withLock { $0.cell = cancellation } }

  /// Whether the running call or its cell was asked to stop.
  var isCancelled: Bool {
    running.withLock { $0.isCancelled || $0.cell?.isCancelled == true }
  }

  /// Throws if the running call or its cell was asked to stop.
  func checkCancellation() throws(EngineError) {
    if isCancelled { throw .interruption }
  }

  /// Makes the running call throw if its cell is cancelled or it has none.
  func interruptCancelled() {
    let call = running.withLock { running -> Int? in
      guard running.isActive, running.cell?.isCancelled ?? true else { return nil }
      running.isCancelled = true
      // Under the lock, so that it cannot hit the next call.
      if running.takesInterrupt(of: running.call) { functions.interrupt(handle) }
      return running.call
    }
    guard let call else { return }
    // A query forgets an interrupt that comes while it is still being planned: remind it until
    // the call is over.
    detachThread { [self] in
      while running.withLock({ $0.isActive && $0.call == call }) {
        sleepBriefly()
        running.withLock { if $0.takesInterrupt(of: call) { functions.interrupt(handle) } }
      }
    }
  }

  /// Does what interrupts of the running call must not stop; they go on afterwards.
  private func withoutInterrupts(_ body: () -> Void) {
    running.withLock { $0.isShielded = true }
    defer { running.withLock { $0.isShielded = false } }
    body()
  }

  /// Runs `body` as one call, alone on this connection, with instants read in a zone.
  func exclusively<T>(in zone: String, _ body: (Access) throws -> T) throws -> T {
    try turn.withLock { _ in
      running.withLock {
        $0.call += 1
        $0.isActive = true
        $0.isCancelled = false
      }
      defer { running.withLock { $0.isActive = false } }
      let access = Access(
        handle: handle, functions: functions, connection: self, isShifted: zone != "UTC")
      if zone != self.zone {
        try access.execute("SET TimeZone = \(SQLText.literal(zone))")
        self.zone = zone
      }
      return try body(access)
    }
  }

  /// What may be done with a connection during one call.
  struct Access {
    let handle: DuckDBConnectionHandle
    let functions: DuckDBFunctions
    let connection: DuckDBConnection
    /// Whether instants with a zone have to be shifted out of UTC.
    let isShifted: Bool

    func checkCancellation() throws(EngineError) { try connection.checkCancellation() }

    /// Runs statements for their effect.
    func execute(_ sql: String) throws(EngineError) { _ = try result(of: sql) }

    /// Cleans up after an error, which matters more than a second one; runs to its end even when
    /// the call is interrupted.
    func executeAnyway(_ sql: String) {
      connection.withoutInterrupts {
        let result = DuckDBQueryResult(functions)
        // A flag that an earlier interrupt has set is put down by DuckDB when a statement starts.
        _ = functions.query(handle, sql, &result.raw)
      }
    }

    /// Runs statements; the result is the last one's.
    func result(of sql: String) throws(EngineError) -> DuckDBQueryResult {
      try checkCancellation()
      let result = DuckDBQueryResult(functions)
      guard functions.query(handle, sql, &result.raw) == 0 else {
        let words = functions.result_error(&result.raw).map { String(cString: $0) }
        throw error(words)
      }
      return result
    }

    /// Runs a query, whose rows are computed while they are read.
    func stream(of sql: String) throws(EngineError) -> DuckDBQueryResult {
      try checkCancellation()
      var statement: DuckDBStatement?
      defer { functions.destroy_prepare(&statement) }
      guard functions.prepare(handle, sql, &statement) == 0, let prepared = statement else {
        let words = statement.flatMap { functions.prepare_error($0) }
        throw error(words.map { String(cString: $0) })
      }
      let result = DuckDBQueryResult(functions)
      guard functions.execute_prepared_streaming(prepared, &result.raw) == 0 else {
        throw error(result.errorWords)
      }
      return result
    }

    /// Names and types of a query's result, which is not run.
    func columns(of sql: String) throws(EngineError) -> [(name: String, type: EngineType)] {
      try checkCancellation()
      var statement: DuckDBStatement?
      defer { functions.destroy_prepare(&statement) }
      guard functions.prepare(handle, sql, &statement) == 0, let prepared = statement else {
        let words = statement.flatMap { functions.prepare_error($0) }
        throw error(words.map { String(cString: $0) })
      }
      var columns: [(name: String, type: EngineType)] = []
      for index in 0..<functions.prepared_statement_column_count(prepared) {
        let name = functions.prepared_statement_column_name(prepared, index)
        defer { if let name { functions.free(UnsafeMutableRawPointer(mutating: name)) } }
        var type = functions.prepared_statement_column_logical_type(prepared, index)
        defer { functions.destroy_logical_type(&type) }
        columns.append(
          (
            name: name.map { String(cString: $0) } ?? "",
            type: type.map { EngineType($0, functions) } ?? .hidden("a type of its own")
          ))
      }
      return columns
    }

    /// The error for the words of DuckDB.
    func error(_ words: String?) -> EngineError {
      let words = words ?? "DuckDB gave no reason"
      if connection.isCancelled || words.hasPrefix("INTERRUPT") { return .interruption }
      return EngineError(.query, words)
    }
  }
}

/// A result that stands in DuckDB's memory until it is read.
final class DuckDBQueryResult {
  fileprivate(set) var raw = DuckDBResult()
  private let functions: DuckDBFunctions

  init(_ functions: DuckDBFunctions) { self.functions = functions }

  deinit { functions.destroy_result(&raw) }

  var rowCount: Int { Int(functions.row_count(&raw)) }

  /// What went wrong, perhaps while rows were read.
  var errorWords: String? { functions.result_error(&raw).map { String(cString: $0) } }

  /// Names and types of the columns.
  var columns: [(name: String, type: EngineType)] {
    (0..<functions.column_count(&raw)).map { index in
      var type = functions.column_logical_type(&raw, index)
      defer { functions.destroy_logical_type(&type) }
      return (
        name: functions.column_name(&raw, index).map { String(cString: $0) } ?? "",
        type: type.map { EngineType($0, functions) } ?? .hidden("a type of its own")
      )
    }
  }

  /// Hands over the rows, some thousand at a time; `body` has to destroy the chunks.
  func forEachChunk(_ body: (DuckDBChunk, _ rows: Int) throws -> Void) throws {
    while let chunk = functions.fetch_chunk(raw) {
      try body(chunk, Int(functions.data_chunk_get_size(chunk)))
    }
  }
}

extension EngineError {
  static var interruption: EngineError { EngineError(.interrupted, "interrupted") }
}
