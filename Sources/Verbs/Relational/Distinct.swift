package import Language
package import Planning
package import Syntax

/// Each different row once.
package struct Distinct: RelationalVerb {
  var columns: [ColumnName] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "distinct",
    family: .relational,
    summary: "Keeps each different row once; with columns, only those columns.",
    discussion: "The rows come ordered by their columns.",
    parameters: [.columns(\.columns, "The columns to keep; all without them.")],
    examples: [Example("orders | distinct region, channel", "Which pairs occur.")])

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    input.distinct(columns.map(\.name))
  }
}
