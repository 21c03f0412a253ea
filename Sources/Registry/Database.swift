import CSQLite

/// Why the database could not do what it was asked, in SQLite's words.
package struct DatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
  package let code: Int32
  package let message: String

  package var description: String { message }

  /// Whether the disk has no room, or the file may not grow.
  package var isFull: Bool { code & 0xFF == SQLITE_FULL }

  /// Whether the disk did not take or give what it should.
  package var isDiskError: Bool { code & 0xFF == SQLITE_IOERR }

  /// Whether somebody else uses the file right now; a later try may do.
  package var isBusy: Bool { [SQLITE_BUSY, SQLITE_LOCKED].contains(code & 0xFF) }

  init(_ code: Int32, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// One value of a row, or behind a `?` of a statement.
package enum DatabaseValue: Hashable, Sendable {
  case null
  case integer(Int)
  case number(Double)
  case text(String)
  case bytes([UInt8])

  /// The whole number, nil when the value is something else.
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  /// The number, whole or not, nil when the value is something else.
  package var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
  /// The text, nil when the value is something else.
  package var text: String? { if case .text(let value) = self { value } else { nil } }
  /// The bytes, nil when the value is something else.
  package var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
}

/// A connection to a SQLite file, for one thread at a time.
///
/// It is `@unchecked Sendable` because the connection is opened in SQLite's serialised mode: its
/// calls from several threads exclude each other.
package final class Database: @unchecked Sendable {
  private let handle: OpaquePointer
  /// Statements that were used before.
  private var prepared: [String: OpaquePointer] = [:]

  /// Opens a file that is there, by a path without links; another process that writes is waited for
  /// `patience` milliseconds.
  package init(_ path: String, patience: Int32 = 2_000) throws(DatabaseError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_NOFOLLOW
    let status = sqlite3_open_v2(path, &opened, flags, nil)
    guard status == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw DatabaseError(status, String(cString: sqlite3_errstr(status)))
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, patience)
  }

  deinit {
    for statement in prepared.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Runs a statement; `row` gets each row, and ends the statement early with false.
  package func run(
    _ sql: String, _ values: [DatabaseValue] = [], row: ([DatabaseValue]) -> Bool = { _ in true }
  ) throws(DatabaseError) {
    let statement = try statement(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      try bind(value, at: Int32(index + 1), of: statement)
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_DONE: return
      case SQLITE_ROW:
        let values = (0..<sqlite3_column_count(statement)).map { Self.value(statement, $0) }
        guard row(values) else { return }
      default: throw error
      }
    }
  }

  /// The first value of the first row.
  package func value(
    _ sql: String, _ values: [DatabaseValue] = []
  ) throws(DatabaseError) -> DatabaseValue {
    var first = DatabaseValue.null
    try run(sql, values) { row in
      first = row.first ?? .null
      return false
    }
    return first
  }

  /// Does all of `body` or nothing; the right to write is taken at once, so that two processes never
  /// wait for each other.
  package func transaction<Result>(
    _ body: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    try run("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      try? run("ROLLBACK")
      throw error
    }
  }

  /// The number that the last insertion gave its row.
  package var lastRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  private var error: DatabaseError {
    DatabaseError(sqlite3_extended_errcode(handle), String(cString: sqlite3_errmsg(handle)))
  }

  private func statement(_ sql: String) throws(DatabaseError) -> OpaquePointer {
    if let known = prepared[sql] { return known }
    var made: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &made, nil) == SQLITE_OK, let made else {
      throw error
    }
    prepared[sql] = made
    return made
  }

  private func bind(
    _ value: DatabaseValue, at index: Int32, of statement: OpaquePointer
  ) throws(DatabaseError) {
    let status: Int32
    switch value {
    case .null: status = sqlite3_bind_null(statement, index)
    case .integer(let number): status = sqlite3_bind_int64(statement, index, Int64(number))
    case .number(let number): status = sqlite3_bind_double(statement, index, number)
    case .text(let text): status = teff_bind_text(statement, index, text, Int32(text.utf8.count))
    case .bytes(let bytes): status = teff_bind_bytes(statement, index, bytes, UInt64(bytes.count))
    }
    guard status == SQLITE_OK else { throw error }
  }

  private static func value(_ statement: OpaquePointer, _ column: Int32) -> DatabaseValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(statement, column)))
    case SQLITE_FLOAT: return .number(sqlite3_column_double(statement, column))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      return .bytes(Array(UnsafeRawBufferPointer(start: start, count: count)))
    case SQLITE_TEXT:
      // The count comes after the text: asking for the text may change its encoding.
      let start = sqlite3_column_text(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
    default: return .null
    }
  }
}
