import Language
import Planning
import Tables
import Tasks

extension RunContext {
  /// Keeps what a verb has computed in the embedded engine, where later stages can go on with it.
  func stored(_ table: Table) throws -> Relation {
    try Relation(storing: table, in: embedded)
  }

  /// The same for what may never be asked for: the work is done when it is.
  func stored(
    _ schema: Schema, rowCount: Int, _ make: @escaping @Sendable (Cancellation) throws -> Table
  ) throws -> Relation {
    try Relation(storing: schema, rowCount: rowCount, in: embedded, make)
  }

  /// The same for rows of values.
  func stored(_ fields: [Field], _ rows: [[Value]]) throws -> Relation {
    try stored(Table(schema: Schema(fields), rows: rows))
  }
}
