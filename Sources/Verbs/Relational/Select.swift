package import Language
package import Planning
package import Syntax
package import Tables

/// Keeps columns, in the order in which they are named.
package struct Select: RelationalVerb {
  var columns: [NamedExpression] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "select",
    family: .relational,
    summary: "Keeps the named columns, in that order; new ones may be computed on the way.",
    parameters: [.selection(\.columns, "Columns, selectors, and new columns `n = e`.")],
    examples: [
      Example("orders | select order_id, amount = quantity * unit_price", "Two columns."),
      Example("orders | select * except (channel)", "All but one."),
    ],
    keepsRoles: true)

  package func plan(on input: Plan) throws(Diagnostic) -> Plan { input.projected(columns) }

  package func newName(of column: String, in output: Schema) -> String? {
    columns.first { item in
      if case .column(column, _) = item.expression { true } else { false }
    }?.name
  }
}
