import Planning
import TestSupport
import Testing

@Suite struct PlanDescriptionTests {
  @Test func everyPlanOfTheCoreSetReadsLikeItsPipeline() {
    let plans = CorePlan.all(in: DuckDBDialect())
    let text = plans.map { "# \($0.name)\n\($0.plan.description)\n" }.joined(separator: "\n")
    expectGolden(text, named: "SQL/plans.txt")
  }
}
