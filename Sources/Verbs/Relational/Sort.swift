package import Language
package import Planning
package import Syntax

/// Orders the rows.
package struct Sort: RelationalVerb {
  var keys: [SortKey] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "sort",
    family: .relational,
    summary: "Orders the rows; ties go by the remaining columns, null comes last.",
    discussion: "The order holds until a `summarize`, `join` or `append`.",
    parameters: [.sortKeys(\.keys, "Expressions, each with `desc` for the largest first.")],
    examples: [Example("orders | sort unit_price desc, order_id", "The dearest first.")],
    keepsRoles: true)

  package func plan(on input: Plan) throws(Diagnostic) -> Plan { input.sorted(by: keys) }
}
