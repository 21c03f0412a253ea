import DuckDBEngine
import Planning

/// An engine for a test.
func testEngine(threads: Int? = nil) -> DuckDBEngine {
  DuckDBEngine(dialect: DuckDBDialect(), threads: threads)
}
