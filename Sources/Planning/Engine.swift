package import Tables
package import Tasks

/// A database that runs plans: embedded DuckDB, PostgreSQL, Spark.
///
/// Its errors keep the engine's own words. All methods may be called from any thread; `cancel` may
/// be called while another method runs and makes that one throw.
package protocol Engine: AnyObject, Sendable {
  /// The word of `use engine`: `duckdb`.
  var name: String { get }
  /// How SQL is written for it.
  var dialect: any SQLDialect { get }

  /// Names and types of the query's result, without running it.
  func schema(ofQuery sql: String) throws -> Schema
  /// Runs a query and fetches its rows.
  func collect(_ sql: String) throws -> Table
  /// Runs a statement for its effect.
  func execute(_ sql: String) throws
  /// Keeps a table in the engine under a new name; rows keep their order.
  func store(_ table: Table) throws -> Plan.Scan
  /// Runs a query once and keeps its rows, in their order, under a new name.
  func store(query sql: String) throws -> Plan.Scan
  /// Starts the work of a cell: its calls throw once `cancellation` asks for it, also when that
  /// happens between two of them. What nobody refers to any more is dropped.
  func begin(_ cancellation: Cancellation)
  /// Makes the running call throw, as fast as the engine can.
  func cancel()
}
