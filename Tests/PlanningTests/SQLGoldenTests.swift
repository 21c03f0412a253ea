import Planning
import TestSupport
import Testing

@Suite struct SQLGoldenTests {
  static let plans = CorePlan.all(in: DuckDBDialect())

  @Test(arguments: plans.indices)
  func everyDialectWritesTheCoreSetAsReviewed(_ index: Int) throws {
    let dialects: [(String, any SQLDialect)] = [
      ("duckdb", DuckDBDialect()), ("postgres", PostgresDialect()), ("spark", SparkDialect()),
    ]
    for (word, dialect) in dialects {
      let plan = CorePlan.all(in: dialect)[index]
      try expectGolden(plan.plan.sql(for: dialect) + "\n", named: "SQL/\(plan.name).\(word).sql")
    }
  }
}
