import DuckDBEngine
import Planning
import Tables

/// An engine for a test; the dialect is not used by what is tested here.
func testEngine(threads: Int? = nil) -> DuckDBEngine {
  DuckDBEngine(dialect: NoDialect(), threads: threads)
}

private struct NoDialect: SQLDialect {
  let name = "none"
  func identifier(_ name: String) -> String { name }
  func literal(_ value: Value, type: DataType) -> String { "NULL" }
  func typeName(_ type: DataType) -> String { "" }
  func call(
    _ operation: Operation, _ arguments: [String], of expressions: [Expression], type: DataType
  ) -> String { "" }
}
