package import Language
package import Planning
package import Syntax
package import Tables

/// Rows chosen at random, the same ones for the same seed on every engine.
package struct Sample: Verb {
  var by: [NamedExpression] = []
  var amount = RowAmount.rows(10)
  var seed: Int?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "sample",
    family: .relational,
    summary: "Keeps n rows, or p% of them, chosen at random by a seed.",
    discussion:
      "The same seed chooses the same rows, whatever the engine. The sample is taken once "
      + "and kept.",
    parameters: [
      .by(\.by, "Sample each of these groups.", named: false),
      .amount(\.amount, "How many rows, or which share.", allowsShare: true),
      .option(\.seed, "seed", "The seed of the choice; without it the session's (42)."),
    ],
    examples: [
      Example("orders | sample 100", "A hundred lines."),
      Example("orders | sample 10% by region, seed: 7", "A tenth of each region."),
    ],
    keepsRoles: true)

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { input }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let size: Plan.SampleSize =
      switch amount {
      case .rows(let count): .rows(count)
      case .share(let share): .fraction(share)
      }
    let chosen = input.map {
      $0.sampled(size, seed: seed.map(Int64.init) ?? context.seed, by: by.map(\.expression))
    }
    return Answer(try chosen.stored())
  }
}
