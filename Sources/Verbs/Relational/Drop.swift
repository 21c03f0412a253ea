package import Language
package import Planning
package import Syntax
import Tables

/// Leaves columns out.
package struct Drop: RelationalVerb {
  var columns: [ColumnName] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "drop",
    family: .relational,
    summary: "Leaves the named columns out.",
    parameters: [.columns(\.columns, "Columns and selectors.", required: true)],
    examples: [Example("orders | drop region, channel", "Two columns less.")],
    keepsRoles: true)

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    let names = Set(columns.map(\.name))
    guard names.count < input.schema.fields.count else {
      throw Diagnostic(
        "E525", "this drops all columns", at: columns.first?.span, label: "keep at least one")
    }
    return input.dropped(names)
  }
}
