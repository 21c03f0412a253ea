package import Language
package import Planning
package import Syntax
package import Tables

/// Computes a table once and keeps its rows in the session.
package struct Collect: Verb {
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "collect",
    family: .report,
    summary: "Computes a table once and keeps its rows in the session.",
    discussion: "Without it a name is a view, which is computed anew whenever it is used.",
    examples: [
      Example(
        "daily = orders | summarize n = count() by day = bin(order_date, 1d) | collect",
        "A table that is computed once.")
    ],
    keepsRoles: true)

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { input }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let stored = try input.stored()
    let rows = try stored.count()
    return Answer(
      .table(stored),
      footer: "\(rows.counted("row")) kept in \(stored.engine.name)")
  }
}
