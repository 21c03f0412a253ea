package import Tables
package import Tasks

/// A database that runs plans: embedded DuckDB, PostgreSQL, Spark.
///
/// Its errors keep the engine's own words. All methods may be called from any thread, also while
/// another call runs.
package protocol Engine: AnyObject, Sendable {
  /// The word of `use engine`: `duckdb`.
  var name: String { get }
  /// How SQL is written for it.
  var dialect: any SQLDialect { get }

  /// Names and types of the query's result, without running it.
  func schema(ofQuery sql: String) throws -> Schema
  /// What a reader should know of the result's columns, such as those that no table can hold.
  func notices(ofQuery sql: String) throws -> [String]
  /// Runs a query and fetches its rows.
  func collect(_ sql: String) throws -> Table
  /// The same for many rows, which are read as they come; no second copy stands in the engine.
  func collectMany(_ sql: String) throws -> Table
  /// Runs a statement for its effect.
  func execute(_ sql: String) throws
  /// Keeps a table of known columns and length in the engine under a new name; rows keep their order.
  /// It may be made later, when its rows are asked for, and need not be made at all: the work is handed
  /// what cancels it.
  func store(
    _ schema: Schema, rowCount: Int, _ make: @escaping @Sendable (Cancellation) throws -> Table
  ) throws -> Plan.Scan
  /// Runs a query once and keeps its rows, in their order, under a new name.
  func store(query sql: String) throws -> Plan.Scan
  /// A short mark of a table's content, for what the engine keeps; found in little time. Nil where
  /// it cannot be had so.
  func fingerprint(of scan: Plan.Scan) throws -> String?
  /// Whether a table's rows stay in a file, and change with it.
  func isInFile(_ scan: Plan.Scan) -> Bool
  /// Does the work of a cell in the zone that instants are read in.
  ///
  /// The calls that `body` makes on its thread throw once `cancellation` asks for it, also when that
  /// happens between two of them. Cells may work at once. What no cell can read any more is dropped.
  func work<Result>(
    for cancellation: Cancellation, timeZone: String, _ body: () throws -> Result
  ) rethrows -> Result
  /// Makes the running calls of cancelled cells throw, as fast as the engine can, and those that
  /// work for no cell.
  func cancel()
}

extension Engine {
  /// Keeps a table in the engine under a new name; rows keep their order.
  package func store(_ table: Table) throws -> Plan.Scan {
    try store(table.schema, rowCount: table.rowCount) { _ in table }
  }
}

extension Engine {
  package func notices(ofQuery sql: String) throws -> [String] { [] }
}

extension Engine {
  package func fingerprint(of scan: Plan.Scan) throws -> String? { nil }
  package func isInFile(_ scan: Plan.Scan) -> Bool { false }
}

extension Engine {
  package func collectMany(_ sql: String) throws -> Table { try collect(sql) }
}
